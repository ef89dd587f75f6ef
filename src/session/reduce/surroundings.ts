// What is known of documents, frames, tabs and elements while records go by: the state that an action was done in.
import type { PageEventOf } from '../../model/event.ts';
import type { SessionRecord } from '../../model/record.ts';
import type { Box, Target } from '../../model/target.ts';
import type { Before } from './action.ts';
import { DOCUMENTS_MAX, TARGETS_MAX } from './threshold.ts';

interface DocumentState {
  url: string;
  tab: number | undefined;
  parent: string | undefined;
  viewport: Omit<PageEventOf<'viewport'>, 'kind'>;
}

type RecordOf<K extends SessionRecord['kind']> = Extract<SessionRecord, { kind: K }>;

/** The running state of a session. */
export interface Surroundings {
  /** Takes in what a record says of its document. */
  readonly note: (record: SessionRecord) => void;
  /** The state that something in `doc` is done in, as of the records noted so far. */
  readonly before: (doc: string | undefined) => Before;
  readonly tabOf: (doc: string | undefined) => number | undefined;
  /** A target as fully as it is known: one described by its number only is completed from before. */
  readonly complete: (doc: string | undefined, target: Target) => Target;
}

const FRAMES_MAX = 20;

export function createSurroundings(): Surroundings {
  const documents = new Map<string, DocumentState>();
  const targets = new Map<string, Target>();
  return {
    note: (record) => {
      if (record.doc === undefined) return;
      if (record.kind === 'page') remember(documents, record.doc, toState(record), DOCUMENTS_MAX);
      const state = documents.get(record.doc);
      if (state === undefined) return;
      if (record.kind === 'viewport') state.viewport = toViewport(record);
      if (record.kind === 'scroll' && record.target === undefined) {
        state.viewport = { ...state.viewport, scrollX: record.to.x, scrollY: record.to.y };
      }
    },
    before: (doc) => {
      const state = doc === undefined ? undefined : documents.get(doc);
      return state === undefined ? {} : toBefore(state, documents);
    },
    tabOf: (doc) => (doc === undefined ? undefined : documents.get(doc)?.tab),
    complete: (doc, target) => {
      const key = `${doc}/${target.node}`;
      if (target.selectors !== undefined || target.box !== undefined) {
        remember(targets, key, target, TARGETS_MAX);
        return target;
      }
      const known = targets.get(key);
      if (known === undefined) return target;
      // The box may have moved, and the states may have changed since.
      const { box: _box, states: _states, leaf: _leaf, ...lasting } = known;
      return { ...lasting, ...target };
    },
  };
}

function toBefore(state: DocumentState, documents: ReadonlyMap<string, DocumentState>): Before {
  const { url, tab } = state;
  const { index: _index, frames: _frames, ...viewport } = state.viewport;
  const frames: { doc: string; box?: Box }[] = [];
  let topUrl: string | undefined;
  let at: DocumentState | undefined = state;
  while (at?.parent !== undefined && frames.length < FRAMES_MAX) {
    const holder = documents.get(at.parent);
    const box = holder && frameBoxOf(holder, at);
    frames.unshift({ doc: at.parent, ...(box !== undefined && { box }) });
    at = holder;
    topUrl = at?.url;
  }
  return {
    url,
    ...(topUrl !== undefined && { topUrl }),
    ...(tab !== undefined && { tab }),
    viewport,
    ...(frames.length > 0 && { frames }),
  };
}

/** Where a document has the frame that shows another one, by what both said last. */
function frameBoxOf({ viewport: { frames } }: DocumentState, { viewport }: DocumentState): Box | undefined {
  return frames?.find(([index]) => index === viewport.index)?.[1];
}

function toState({ url, tab, parent, viewport }: RecordOf<'page'>): DocumentState {
  return { url, tab, parent, viewport };
}

function toViewport(record: RecordOf<'viewport'>): DocumentState['viewport'] {
  const { width, height, dpr, zoom, scrollX, scrollY, index, frames } = record;
  return { width, height, dpr, zoom, scrollX, scrollY, index, frames };
}

/** Sets a key as the newest; the oldest goes when there are too many. */
function remember<V>(map: Map<string, V>, key: string, value: V, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
