// How clicks, drags, scrolls and hovers are read out of records.
import type { PageEventOf } from '../../model/event.ts';
import type { Desk } from './desk.ts';
import type { Draft, RecordOf } from './draft.ts';
import { EFFECT_MS, HOVER_REST_MS, HOVER_USE_MS, MULTI_CLICK_MS, SAME_TASK_MS, SCROLL_PAUSE_MS } from './threshold.ts';
import { isInside } from './usable.ts';

/** Keys whose click has the key's own record before it. Space has none: it is a printable character. */
const CLICKING_KEYS: readonly string[] = ['Enter', 'ContextMenu', 'F10'];

export function reduceClick(record: RecordOf<'click'>, desk: Desk): void {
  if (record.by === 'label' && followsLabel(record, desk)) return;
  if (record.by === 'keyboard' && followsKey(record, desk)) return;
  if (record.count > 1 && joinsClick(record, desk)) return;
  const { point, button, count, by, modifiers, held } = record;
  const kind = count > 1 ? 'doubleClick' : 'click';
  const target = desk.complete(record, record.target);
  const draft = desk.open(record, { kind, target, point, button, count, by, modifiers }, { ms: held });
  if (by === 'keyboard' || by === 'label') return;
  decideHovers(draft, desk);
  desk.claimPaths(draft);
}

function followsLabel(record: RecordOf<'click'>, desk: Desk): boolean {
  const draft = desk.newestHere(record, SAME_TASK_MS);
  if (draft?.body.kind !== 'click' && draft?.body.kind !== 'doubleClick') return false;
  desk.follow(draft, record, { kind: 'click', target: desk.complete(record, record.target) });
  return true;
}

/** Enter on a button is a click of it; Enter in a field clicks the button that submits its form. */
function followsKey(record: RecordOf<'click'>, desk: Desk): boolean {
  const draft = desk.last(record, SAME_TASK_MS);
  if (draft?.body.kind !== 'press' || !CLICKING_KEYS.includes(draft.body.key)) return false;
  const { key, modifiers, target } = draft.body;
  const clicked = desk.complete(record, record.target);
  if (target?.node !== clicked.node) {
    desk.follow(draft, record, { kind: 'click', target: clicked });
    return true;
  }
  const { button, by } = record;
  desk.extend(draft, record, { kind: 'click', target: clicked, button, count: 1, by, modifiers, key });
  return true;
}

/** A click whose count goes on from the one before. */
function joinsClick(record: RecordOf<'click'>, desk: Desk): boolean {
  const draft = desk.last(record, MULTI_CLICK_MS);
  if (draft === undefined || (draft.body.kind !== 'click' && draft.body.kind !== 'doubleClick')) return false;
  const { body } = draft;
  if (body.count !== record.count - 1 || body.button !== record.button) return false;
  const began = draft.t - (draft.ms ?? 0);
  desk.extend(draft, record, { ...body, kind: 'doubleClick', count: record.count });
  draft.ms = record.t - began;
  draft.hasPath = false;
  desk.claimPaths(draft);
  return true;
}

export function reduceDrag(record: RecordOf<'drag'>, desk: Desk): void {
  const { by, from, to, items, ms } = record;
  const target = from?.target && desk.complete(record, from.target);
  const draft = desk.open(record, { kind: 'drag', by, target, point: from?.point, to, items }, { ms });
  desk.claimPaths(draft);
}

export function reduceScroll(record: RecordOf<'scroll'>, desk: Desk): void {
  const { from, to, source } = record;
  const target = record.target && desk.complete(record, record.target);
  const cause = source === 'other' || source === 'key' ? desk.newestHere(record, EFFECT_MS) : undefined;
  if (cause !== undefined && (source === 'other' || cause.body.kind === 'press')) {
    desk.follow(cause, record, { kind: 'scroll', target, from, to });
    return;
  }
  const draft = desk.last(record, SCROLL_PAUSE_MS + record.ms);
  if (draft?.body.kind === 'scroll' && draft.body.source === source && goesOn(draft.body, record)) {
    const began = draft.t - (draft.ms ?? 0);
    desk.extend(draft, record, { ...draft.body, to });
    draft.ms = record.t - began;
    draft.hasPath = false;
    if (source !== 'key' && source !== 'other') desk.claimPaths(draft);
    return;
  }
  const opened = desk.open(record, { kind: 'scroll', target, from, to, source }, { ms: record.ms });
  if (source !== 'key' && source !== 'other') desk.claimPaths(opened);
}

type Scrolled = Pick<PageEventOf<'scroll'>, 'target' | 'from' | 'to'>;

/** The same container, from where it was left, and not back. */
function goesOn(was: Scrolled, next: Scrolled): boolean {
  if (was.target?.node !== next.target?.node) return false;
  if (was.to.x !== next.from.x || was.to.y !== next.from.y) return false;
  const isTurned = (axis: 'x' | 'y') => (was.to[axis] - was.from[axis]) * (next.to[axis] - next.from[axis]) < 0;
  return !isTurned('x') && !isTurned('y');
}

/** A dialog or popover: the effect of an action, or revealed by a pointer at rest. */
export function reduceDialog(record: RecordOf<'dialog'>, desk: Desk): void {
  const target = desk.complete(record, record.target);
  const cause = desk.newestHere(record, EFFECT_MS);
  if (cause !== undefined) {
    desk.follow(cause, record, { kind: 'dialog', type: record.type, target });
    return;
  }
  const path = desk.heldPaths().findLast(({ doc }) => doc === record.doc);
  const isRest = path !== undefined && record.t - path.t <= HOVER_REST_MS && record.late !== true;
  if (!isRest) {
    desk.context(record);
    return;
  }
  const sum = (deltas: readonly number[]) => deltas.reduce((total, delta) => total + delta, 0);
  const point = { x: path.x + sum(path.dx), y: path.y + sum(path.dy) };
  desk.claimPaths(desk.open(record, { kind: 'hover', point, revealed: target }));
}

/** The next click in a document tells whether what a hover revealed was used. */
function decideHovers(click: Draft, desk: Desk): void {
  for (const draft of desk.drafts()) {
    if (draft.isAction !== undefined || draft.doc !== click.doc || draft.body.kind !== 'hover') continue;
    if (click.body.kind !== 'click' && click.body.kind !== 'doubleClick') continue;
    const { box } = draft.body.revealed;
    // What has just opened may not have its place yet: a box at 0, 0 says nothing.
    const isPlaced = box !== undefined && (box[0] !== 0 || box[1] !== 0);
    const { point } = click.body;
    const isIn = point !== undefined && (!isPlaced || isInside(point, box));
    draft.isAction = isIn && click.t - draft.t <= HOVER_USE_MS;
  }
}
