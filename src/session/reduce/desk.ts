// The desk on which actions lie open until all that belongs to them has arrived. Holds a bounded number of them.
import { pathMs } from '../../model/path-time.ts';
import type { SessionRecord } from '../../model/record.ts';
import type { Target } from '../../model/target.ts';
import type { Action, ActionBody, Before, Effect, Reduced } from './action.ts';
import type { Draft, RecordOf } from './draft.ts';
import { newDraft, toAction } from './draft.ts';
import type { Surroundings } from './surroundings.ts';
import {
  APPROACH_MS,
  HOVER_USE_MS,
  NAVIGATION_MS,
  OPEN_MAX,
  PATH_SETTLE_MS,
  PATHS_MAX,
  RECORDS_MAX,
} from './threshold.ts';

type AnyRecord = SessionRecord;
export interface OpenFacts {
  readonly ms?: number | undefined;
  readonly before?: Before;
  readonly tab?: number | undefined;
}

/** What the rules work with. */
export interface Desk {
  readonly surroundings: Surroundings;
  /** The newest action, where the record may still join it: not late, not full, and no older than `withinMs`. */
  readonly newest: (record: AnyRecord, withinMs: number) => Draft | undefined;
  /** The same, where it happened in the record's document. */
  readonly newestHere: (record: AnyRecord, withinMs: number) => Draft | undefined;
  /** The same, where no other action of any kind has begun since: it may grow in time. */
  readonly last: (record: AnyRecord, withinMs: number) => Draft | undefined;
  readonly open: (record: AnyRecord, body: ActionBody, facts?: OpenFacts) => Draft;
  /** Puts a record into an action, as more of the same. */
  readonly extend: (draft: Draft, record: AnyRecord, body: ActionBody) => void;
  /** Puts a record into an action, as something that followed from it. */
  readonly follow: (draft: Draft, record: AnyRecord, effect: EffectBody) => void;
  readonly context: (record: { readonly seq: number; readonly kind: string }) => void;
  readonly complete: (record: AnyRecord, target: Target) => Target;
  readonly claimPaths: (draft: Draft) => void;
  readonly holdPath: (path: RecordOf<'pointer'>) => void;
  readonly heldPaths: () => readonly RecordOf<'pointer'>[];
  readonly drafts: () => readonly Draft[];
  readonly wait: (t: number, ms: number, isBreak: boolean) => void;
}
/** An effect without its place. */
export type EffectBody = Effect extends infer E ? (E extends Effect ? Omit<E, 'seq'> : never) : never;

/** A desk and its end: `settle` gives what is decided at a time, `clear` everything. */
export function createDesk(surroundings: Surroundings) {
  const drafts: Draft[] = [];
  let paths: RecordOf<'pointer'>[] = [];
  let out: Reduced[] = [];
  let n = 0;

  const context: Desk['context'] = ({ seq, kind }) => out.push({ kind: 'context', seq, recordKind: kind });
  const isMain = ({ body }: Draft) => body.kind !== 'hover' && body.kind !== 'wait';
  const mayJoin = (draft: Draft | undefined, record: AnyRecord, withinMs: number): Draft | undefined => {
    if (draft === undefined || draft.isLate || record.late === true || draft.records.length >= RECORDS_MAX)
      return undefined;
    return record.t - draft.t <= withinMs ? draft : undefined;
  };
  const newest: Desk['newest'] = (record, withinMs) => mayJoin(drafts.findLast(isMain), record, withinMs);

  const emit = (draft: Draft): void => {
    if (draft.isAction !== true) {
      for (const record of draft.records) context(record);
      return;
    }
    const action: Action = toAction(draft, n);
    n++;
    out.push({ kind: 'action', action });
  };

  const isDue = (draft: Draft, isNewest: boolean, t: number): boolean => {
    if (draft.isAction === undefined) return t > draft.t + HOVER_USE_MS;
    return t > draft.t + (isNewest ? NAVIGATION_MS : PATH_SETTLE_MS);
  };

  const open: Desk['open'] = (record, body, { ms, before, tab } = {}) => {
    const draft = newDraft(body, record.t, {
      doc: record.doc,
      tab: tab ?? surroundings.tabOf(record.doc),
      before: before ?? surroundings.before(record.doc),
    });
    draft.ms = ms;
    draft.isLate = record.late === true;
    draft.records.push({ seq: record.seq, kind: record.kind });
    drafts.push(draft);
    return draft;
  };

  const addPath = (draft: Draft, path: RecordOf<'pointer'>): void => {
    draft.records.push({ seq: path.seq, kind: 'pointer' });
    if (draft.body.kind === 'drag' || draft.body.kind === 'hover') draft.paths.push(path);
  };

  /** Moves held paths that pass a test into the action while there is room; the others stay. */
  const claimPaths = (draft: Draft): void => {
    const left: RecordOf<'pointer'>[] = [];
    for (const path of paths) {
      if (path.doc === draft.doc && draft.records.length < RECORDS_MAX && !draft.isLate) addPath(draft, path);
      else left.push(path);
    }
    paths = left;
  };

  const holdPath = (path: RecordOf<'pointer'>): void => {
    const isIn = (draft: Draft) => draft.t >= path.t - pathMs(path) && draft.t <= path.t;
    const mayTake = (draft: Draft) =>
      draft.doc === path.doc &&
      isPointed(draft.body) &&
      !draft.hasPath &&
      !draft.isLate &&
      draft.records.length < RECORDS_MAX;
    const draft = path.late === true ? undefined : drafts.find((candidate) => mayTake(candidate) && isIn(candidate));
    if (path.late === true) context(path);
    else if (draft === undefined) paths.push(path);
    else {
      draft.hasPath = true;
      addPath(draft, path);
    }
  };

  const agePaths = (t: number): void => {
    while (paths.length > 0) {
      const [oldest] = paths;
      if (oldest === undefined || (t - oldest.t <= APPROACH_MS && paths.length <= PATHS_MAX)) return;
      context(oldest);
      paths.shift();
    }
  };

  const wait: Desk['wait'] = (t, ms, isBreak) => {
    const draft = newDraft(isBreak ? { kind: 'wait', isBreak } : { kind: 'wait' }, t, {});
    draft.ms = ms;
    drafts.push(draft);
  };

  const desk: Desk = {
    surroundings,
    newest,
    newestHere: (record, withinMs) => {
      const draft = newest(record, withinMs);
      return draft?.doc === record.doc ? draft : undefined;
    },
    last: (record, withinMs) => {
      const draft = mayJoin(drafts.at(-1), record, withinMs);
      return draft !== undefined && isMain(draft) && draft.doc === record.doc ? draft : undefined;
    },
    open,
    extend: (draft, record, body) => {
      draft.body = body;
      draft.records.push({ seq: record.seq, kind: record.kind });
      draft.t = record.t;
    },
    follow: (draft, record, effect) => {
      draft.records.push({ seq: record.seq, kind: record.kind });
      draft.effects.push({ ...effect, seq: record.seq });
    },
    context,
    complete: (record, target) => surroundings.complete(record.doc, target),
    claimPaths,
    holdPath,
    heldPaths: () => paths,
    drafts: () => drafts,
    wait,
  };
  const take = (): Reduced[] => {
    const taken = out;
    out = [];
    return taken;
  };
  return {
    desk,
    /** Ends what nothing can join any more at `t`. */
    settle: (t: number): void => {
      agePaths(t);
      const newestDraft = drafts.findLast(isMain);
      let due = 0;
      for (const draft of drafts) {
        if (drafts.length - due <= OPEN_MAX && !isDue(draft, draft === newestDraft, t)) break;
        emit(draft);
        due++;
      }
      drafts.splice(0, due);
    },
    /** Ends everything. */
    clear: (): void => {
      for (const draft of drafts.splice(0)) emit(draft);
      for (const path of paths.splice(0)) context(path);
    },
    gap: (record: RecordOf<'gap'>): void => {
      const { seq, t: _t, doc: _doc, late: _late, ...gap } = record;
      out.push({ kind: 'gap', seq, gap });
    },
    take,
  };
}

/** True for what is done with the pointer, so that a path leads to it. */
function isPointed(body: ActionBody): boolean {
  switch (body.kind) {
    case 'click':
    case 'doubleClick':
      return body.by !== 'keyboard' && body.by !== 'label';
    case 'scroll':
      return body.source !== 'key' && body.source !== 'other';
    case 'drag':
    case 'hover':
      return true;
    case 'type':
    case 'press':
    case 'select':
    case 'navigate':
    case 'tab':
    case 'clipboard':
    case 'wait':
      return false;
  }
}
