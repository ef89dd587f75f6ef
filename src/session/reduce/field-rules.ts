// How typing, keys, choices, the clipboard and submissions are read out of records.
import type { Target } from '../../model/target.ts';
import type { ActionOf, Burst } from './action.ts';
import type { Desk } from './desk.ts';
import type { Draft, RecordOf } from './draft.ts';
import { EFFECT_MS, KEY_REPEAT_MS, NAVIGATION_MS, SAME_TASK_MS, SELECT_PAUSE_MS, TYPE_PAUSE_MS } from './threshold.ts';

type Typing = RecordOf<'typing'>;
type TypeBody = Omit<ActionOf<'type'>, 'n' | 't' | 'ms' | 'doc' | 'seqs' | 'before' | 'effects' | 'field' | 'lacks'>;

/** Least ms of each duration bucket: what is known of when a burst began. */
const LEAST_MS = { '0-1': 0, '1-3': 1_000, '3-10': 3_000, '10-30': 10_000, '30-120': 30_000, '120+': 120_000 } as const;

/** How long a burst took at least, in ms. */
export function leastMs({ duration }: Pick<Typing, 'duration'>): number {
  return duration === undefined ? 0 : LEAST_MS[duration];
}

export function reduceTyping(record: Typing, desk: Desk): void {
  const target = { ...desk.complete(record, record.target), field: record.field };
  if (isEcho(record, target, desk)) {
    desk.context(record);
    return;
  }
  if (takesPaste(record, target, desk)) return;
  const draft = desk.last(record, TYPE_PAUSE_MS + leastMs(record));
  // A burst with text is the last of its text: what comes after it is typed anew.
  if (draft?.body.kind === 'type' && draft.body.target.node === target.node && draft.body.text === undefined) {
    const { body } = draft;
    desk.extend(draft, record, addBurst({ ...body, target }, record));
    return;
  }
  desk.open(record, typeBody(target, record));
}

/** The browser tells of an input that put nothing in and took nothing out, as after Enter in a field. */
function isEcho(record: Typing, target: Target, desk: Desk): boolean {
  const { inserted = '0', deleted = '0', pasted, autofilled, text, field } = record;
  const isEmpty = inserted === '0' && deleted === '0' && !pasted && !autofilled && (text ?? '') === '';
  if (!isEmpty) return false;
  if (field.mode !== 'protected') return true;
  const last = desk.newestHere(record, SAME_TASK_MS);
  return last?.body.kind === 'press' && last.body.key === 'Enter' && last.body.target?.node === target.node;
}

/** A paste and the burst that it went into are one action. */
function takesPaste(record: Typing, target: Target, desk: Desk): boolean {
  const draft = desk.last(record, NAVIGATION_MS);
  if (record.pasted !== true || draft === undefined || !isPasteInto(draft, target)) return false;
  desk.extend(draft, record, typeBody(target, record));
  return true;
}

function isPasteInto({ body, effects }: Draft, target: Target): boolean {
  if (body.kind === 'clipboard') return body.action === 'paste' && body.target?.node === target.node;
  const pasted = effects.some((effect) => effect.kind === 'clipboard' && effect.action === 'paste');
  return body.kind === 'press' && pasted && body.target?.node === target.node;
}

function typeBody(target: Target, record: Typing): TypeBody {
  const { pasted } = record;
  return { kind: 'type', target, bursts: [toBurst(record)], text: textOf(record), pasted };
}

function addBurst(body: TypeBody, record: Typing): TypeBody {
  const pasted = body.pasted ?? record.pasted;
  return { ...body, bursts: [...body.bursts, toBurst(record)], text: textOf(record), pasted };
}

function textOf({ text, field }: Typing): string | undefined {
  return field.mode === 'protected' || field.mode === 'masked' ? undefined : text;
}

function toBurst({ inserted, deleted, corrections, duration, pasted, autofilled }: Typing): Burst {
  return { inserted, deleted, corrections, duration, pasted, autofilled };
}

export function reduceKey(record: RecordOf<'key'>, desk: Desk): void {
  const { key, modifiers, repeat, field } = record;
  const draft = repeat === true ? desk.last(record, KEY_REPEAT_MS) : undefined;
  if (draft?.body.kind === 'press' && draft.body.key === key && isSame(draft.body.modifiers, modifiers)) {
    const began = draft.t - (draft.ms ?? 0);
    desk.extend(draft, record, { ...draft.body, times: draft.body.times + 1 });
    draft.ms = record.t - began;
    return;
  }
  const described = record.target && desk.complete(record, record.target);
  const target = described && field !== undefined ? { ...described, field } : described;
  desk.open(record, { kind: 'press', key, modifiers, times: 1, target });
}

function isSame(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((modifier) => b.includes(modifier));
}

export function reduceClipboard(record: RecordOf<'clipboard'>, desk: Desk): void {
  const { action, length, field } = record;
  const draft = desk.newestHere(record, SAME_TASK_MS);
  if (draft?.body.kind === 'press' && isShortcut(draft.body.modifiers)) {
    desk.follow(draft, record, { kind: 'clipboard', action, length });
    return;
  }
  const described = record.target && desk.complete(record, record.target);
  const target = described && field !== undefined ? { ...described, field } : described;
  desk.open(record, { kind: 'clipboard', action, length, target });
}

function isShortcut(modifiers: readonly string[] = []): boolean {
  return modifiers.includes('Control') || modifiers.includes('Meta');
}

export function reduceChange(record: RecordOf<'change'>, desk: Desk): void {
  const { control, field, value, files } = record;
  const target = { ...desk.complete(record, record.target), field };
  const click = desk.newestHere(record, EFFECT_MS);
  if ((control === 'checkbox' || control === 'radio') && click !== undefined && isClickOf(click, target)) {
    desk.follow(click, record, { kind: 'change', control, field, target, value });
    return;
  }
  const draft = desk.last(record, SELECT_PAUSE_MS);
  const body = draft?.body;
  if (draft !== undefined && body?.kind === 'select' && body.control === control && body.target.node === target.node) {
    const began = draft.t - (draft.ms ?? 0);
    desk.extend(draft, record, { ...body, value, files, times: body.times + 1 });
    draft.ms = record.t - began;
    return;
  }
  desk.open(record, { kind: 'select', control, target, value, files, times: 1 });
}

function isClickOf({ body, effects }: Draft, target: Target): boolean {
  if (body.kind !== 'click' && body.kind !== 'doubleClick') return false;
  const passedOn = effects.some((effect) => effect.kind === 'click' && effect.target.node === target.node);
  return passedOn || body.target.node === target.node;
}

export function reduceSubmit(record: RecordOf<'submit'>, desk: Desk): void {
  const cause = desk.newestHere(record, EFFECT_MS);
  const { submitter } = record;
  if (cause === undefined) desk.context(record);
  else desk.follow(cause, record, { kind: 'submit', target: desk.complete(record, record.target), submitter });
}
