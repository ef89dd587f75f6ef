// What can be drawn of a document: boxes of the elements that were used, pointer paths, clicks. Pure; page or worker.
import { pathMs } from '../model/path-time.ts';
import type { SessionRecord } from '../model/record.ts';
import type { Box, Target } from '../model/target.ts';
import { lastAtOrBefore } from './last-at.ts';

type Of<K extends SessionRecord['kind']> = Extract<SessionRecord, { kind: K }>;

/** The viewport from `t` on. CSS px. */
export interface SceneView {
  readonly t: number;
  readonly width: number;
  readonly height: number;
  readonly scrollX: number;
  readonly scrollY: number;
}

/** An element at the time that it was used: its box in the viewport as it was scrolled then. */
export interface SceneBox {
  readonly t: number;
  readonly node: number;
  readonly role: string | undefined;
  /** Undefined where the name was not recorded. */
  readonly name: string | undefined;
  readonly box: Box;
  readonly scrollX: number;
  readonly scrollY: number;
}

/** A pointer path: one column each for time and place. */
export interface ScenePath {
  readonly t: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Something done at a moment: a click where it was, typing or a choice in the middle of its field. */
export interface SceneMark {
  readonly t: number;
  readonly kind: 'click' | 'typing' | 'change' | 'key' | 'drag';
  readonly x: number;
  readonly y: number;
}

/** Everything that can be drawn of one document, each list in the order of time. */
export interface Scene {
  readonly doc: string;
  readonly url: string;
  readonly views: readonly SceneView[];
  readonly boxes: readonly SceneBox[];
  readonly paths: readonly ScenePath[];
  readonly marks: readonly SceneMark[];
}

interface Draft {
  readonly doc: string;
  url: string;
  readonly views: SceneView[];
  readonly boxes: SceneBox[];
  readonly paths: ScenePath[];
  readonly marks: SceneMark[];
}

/** Makes the scene of one document from its records, in the order of their time. Records of other documents are passed over. */
export function sceneFrom(doc: string, records: Iterable<SessionRecord>): Scene {
  const draft: Draft = { doc, url: '', views: [], boxes: [], paths: [], marks: [] };
  for (const record of records) if (record.doc === doc) addTo(draft, record);
  return draft;
}

/** Notes in which document something was done when: what a person sees who goes to a moment. */
export function createStage() {
  const turns: { readonly t: number; readonly doc: string }[] = [];
  return {
    add: ({ kind, t, doc }: Pick<SessionRecord, 'kind' | 't' | 'doc'>): void => {
      if (doc !== undefined && ON_STAGE.includes(kind) && turns.at(-1)?.doc !== doc) turns.push({ t, doc });
    },
    /** The document in which something was done last at `t`, and until when; before the first, the first; undefined without any. */
    at: (t: number): { readonly doc: string; readonly from: number; readonly until: number } | undefined => {
      const index = Math.max(
        0,
        lastAtOrBefore(turns.length, (at) => turns[at]?.t ?? 0, t),
      );
      const turn = turns[index];
      if (turn === undefined) return undefined;
      return { doc: turn.doc, from: index === 0 ? 0 : turn.t, until: turns[index + 1]?.t ?? Number.POSITIVE_INFINITY };
    },
    turns: (): readonly { readonly t: number; readonly doc: string }[] => turns,
  };
}

const ON_STAGE: readonly SessionRecord['kind'][] = ['page', 'click', 'typing', 'pointer', 'drag', 'change', 'key'];

function addTo(draft: Draft, record: SessionRecord): void {
  switch (record.kind) {
    case 'page':
      draft.url = record.url;
      draft.views.push(viewOf(record.t, record.viewport));
      return;
    case 'viewport':
      draft.views.push(viewOf(record.t, record));
      return;
    case 'pointer':
      draft.paths.push(pathOf(record));
      return;
    case 'scroll':
      if (record.target === undefined) scrollTo(draft, record);
      else addBox(draft, record.t, record.target);
      return;
    case 'click':
      addBox(draft, record.t, record.target);
      addMark(draft, record.t, 'click', record.point ?? centreOf(record.target));
      return;
    case 'drag':
      addBox(draft, record.t, record.from?.target);
      addBox(draft, record.t, record.to?.target);
      addMark(draft, record.t, 'drag', record.to?.point ?? record.from?.point);
      return;
    case 'typing':
    case 'change':
    case 'key':
      addBox(draft, record.t, record.target);
      addMark(draft, record.t, record.kind, centreOf(record.target));
      return;
    case 'clipboard':
    case 'submit':
    case 'dialog':
      addBox(draft, record.t, record.target);
      return;
    case 'visibility':
    case 'focus':
    case 'tab':
    case 'gap':
    case 'control':
    case 'end':
  }
}

function viewOf(t: number, { width, height, scrollX, scrollY }: Omit<Of<'viewport'>, 'kind' | 'seq' | 't'>): SceneView {
  return { t, width, height, scrollX, scrollY };
}

function scrollTo(draft: Draft, { t, to }: Of<'scroll'>): void {
  const view = draft.views.at(-1);
  if (view !== undefined) draft.views.push({ ...view, t, scrollX: to.x, scrollY: to.y });
}

function addBox({ boxes, views }: Draft, t: number, target: Target | undefined): void {
  if (target?.box === undefined) return;
  const { scrollX = 0, scrollY = 0 } = views.at(-1) ?? {};
  const name = target.name !== undefined && 'text' in target.name ? target.name.text : undefined;
  const { node, box, role } = target;
  boxes.push({ t, node, role, name, box, scrollX, scrollY });
}

function addMark(draft: Draft, t: number, kind: SceneMark['kind'], at: { x: number; y: number } | undefined): void {
  if (at !== undefined) draft.marks.push({ t, kind, x: at.x, y: at.y });
}

function centreOf(target: Target | undefined): { x: number; y: number } | undefined {
  if (target?.box === undefined) return undefined;
  const [x, y, width, height] = target.box;
  return { x: x + width / 2, y: y + height / 2 };
}

function pathOf({ t: end, x: x0, y: y0, dt, dx, dy }: Of<'pointer'>): ScenePath {
  const samples = Math.min(dt.length, dx.length, dy.length) + 1;
  const path = { t: new Float64Array(samples), x: new Float64Array(samples), y: new Float64Array(samples) };
  let [t, x, y] = [end - pathMs({ dt }), x0, y0];
  for (let sample = 0; sample < samples; sample++) {
    if (sample > 0) {
      t += dt[sample - 1] ?? 0;
      x += dx[sample - 1] ?? 0;
      y += dy[sample - 1] ?? 0;
    }
    path.t[sample] = t;
    path.x[sample] = x;
    path.y[sample] = y;
  }
  return path;
}
