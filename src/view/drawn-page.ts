// What the page looked like at a moment, as far as records tell: boxes of its controls, the pointer's way, clicks. Pure.

import type { RecordBody } from '../model/record.ts';
import type { Box, Target } from '../model/target.ts';
import type { RecordView } from '../model/worker-api.ts';
import { indexAt } from './review-records.ts';

/** A control that somebody used in this page, with its place in the page (not in the window). */
export interface SceneBox {
  readonly box: Box;
  readonly label: string;
  readonly isUsed: boolean;
}

export interface ScenePoint {
  readonly x: number;
  readonly y: number;
}

/** Places are CSS px in the window; `scrollX` and `scrollY` say where the window stood on the page. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly scrollX: number;
  readonly scrollY: number;
  readonly boxes: readonly SceneBox[];
  readonly path: readonly ScenePoint[];
  readonly clicks: readonly ScenePoint[];
}

/** How far back the pointer's way and clicks are drawn. */
const TRAIL_MS = 4_000;
/** Most records that are looked at for a trail: a scrub must stay quick. */
const TRAIL_MAX = 400;
/** Most boxes that are drawn. */
const BOXES_MAX = 300;

/** One document's stretch of a session: what is drawn for moments in it. */
export interface Stretch {
  readonly doc: string;
  readonly from: number;
  readonly to: number;
  /** `at`: when the window stood so. */
  readonly views: readonly View[];
  readonly boxes: readonly SceneBoxAt[];
}
interface View {
  readonly at: number;
  readonly width: number;
  readonly height: number;
  readonly scrollX: number;
  readonly scrollY: number;
}
interface SceneBoxAt extends SceneBox {
  readonly node: number;
  readonly at: number;
}

/** Prepares a session for drawing, once: the pages that were on top, one after the other. */
export function toStretches(records: readonly RecordView[], label: (target: Target) => string): readonly Stretch[] {
  const found: { doc: string; from: number; to: number; views: View[]; boxes: SceneBoxAt[] }[] = [];
  const byDoc = new Map<string, (typeof found)[number]>();
  for (const { at, doc, body } of records) {
    if (doc === undefined) continue;
    if (body.kind === 'page' && body.parent === undefined) {
      const stretch = { doc, from: at, to: at, views: [{ at, ...body.viewport }], boxes: [] };
      byDoc.set(doc, stretch);
      found.push(stretch);
    }
    const stretch = byDoc.get(doc);
    if (stretch === undefined) continue;
    stretch.to = at;
    const view = stretch.views.at(-1);
    if (view === undefined) continue;
    const next = viewAfter(view, body);
    if (next !== undefined) stretch.views.push({ ...next, at });
    for (const target of targetsOf(body)) addBox(stretch.boxes, target, view, at, label);
  }
  return found;
}

function viewAfter(view: View, body: RecordBody): Omit<View, 'at'> | undefined {
  if (body.kind === 'viewport') return body;
  if (body.kind === 'scroll' && body.target === undefined) return { ...view, scrollX: body.to.x, scrollY: body.to.y };
  return undefined;
}

function addBox(boxes: SceneBoxAt[], target: Target, view: View, at: number, label: (target: Target) => string): void {
  if (target.box === undefined || boxes.length >= BOXES_MAX) return;
  const [x, y, width, height] = target.box;
  const box: Box = [x + view.scrollX, y + view.scrollY, width, height];
  const known = boxes.findIndex(({ node }) => node === target.node);
  const made = { node: target.node, at, box, label: label(target), isUsed: true };
  if (known === -1) boxes.push(made);
  else boxes[known] = made;
}

function targetsOf(body: RecordBody): readonly Target[] {
  switch (body.kind) {
    case 'click':
    case 'typing':
    case 'change':
      return [body.target];
    case 'key':
    case 'scroll':
    case 'submit':
    case 'clipboard':
      return body.target === undefined ? [] : [body.target];
    case 'drag':
      return [body.from?.target, body.to?.target].filter((target) => target !== undefined);
    case 'page':
    case 'viewport':
    case 'tab':
    case 'visibility':
    case 'focus':
    case 'pointer':
    case 'dialog':
    case 'gap':
    case 'control':
    case 'end':
      return [];
  }
}

/** What to draw for a moment; undefined where no page was there. */
export function sceneAt(records: readonly RecordView[], stretches: readonly Stretch[], at: number): Scene | undefined {
  const index = indexAt(records, at);
  const stretch = stretchAt(records, stretches, index, at);
  const view = stretch?.views.findLast((one) => one.at <= at) ?? stretch?.views[0];
  if (stretch === undefined || view === undefined) return undefined;
  const path: ScenePoint[] = [];
  const clicks: ScenePoint[] = [];
  for (let i = index, looked = 0; i >= 0 && looked < TRAIL_MAX; i--, looked++) {
    const record = records[i];
    if (record === undefined || record.at < at - TRAIL_MS) break;
    if (record.doc !== stretch.doc) continue;
    if (record.body.kind === 'pointer') path.unshift(...pathOf(record.body));
    if (record.body.kind === 'click' && record.body.point !== undefined) clicks.push(record.body.point);
  }
  const { width, height, scrollX, scrollY } = view;
  const boxes = stretch.boxes.map(({ box, label, at: usedAt }) => ({ box, label, isUsed: usedAt <= at }));
  return { width, height, scrollX, scrollY, boxes, path, clicks };
}

/** The page in which the newest record at or before the moment happened, else the last that had begun. */
function stretchAt(
  records: readonly RecordView[],
  stretches: readonly Stretch[],
  index: number,
  at: number,
): Stretch | undefined {
  for (let i = index; i >= 0 && i > index - TRAIL_MAX; i--) {
    const doc = records[i]?.doc;
    const found = doc === undefined ? undefined : stretches.findLast((one) => one.doc === doc && one.from <= at);
    if (found !== undefined) return found;
  }
  return stretches.findLast(({ from }) => from <= at) ?? stretches[0];
}

function pathOf({ x, y, dx, dy }: Extract<RecordBody, { kind: 'pointer' }>): readonly ScenePoint[] {
  const points: ScenePoint[] = [{ x, y }];
  for (const [i, step] of dx.entries()) {
    const last = points.at(-1) ?? { x, y };
    points.push({ x: last.x + step, y: last.y + (dy[i] ?? 0) });
  }
  return points;
}
