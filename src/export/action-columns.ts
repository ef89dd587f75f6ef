// The columns of the table of actions: flat, typed, one row for each action.
import type { Selector } from '../model/target.ts';
import type { Action } from '../session/reduce/action.ts';
import type { SessionInfo } from './exporter.ts';
import type { Cell, Column } from './table.ts';
import { toInt32 } from './table.ts';

/** A column and how it is read from an action. Fields that only some kinds have are read as from any. */
interface ActionColumn extends Column {
  readonly of: (action: Fields, info: SessionInfo) => Cell;
}
type KeyOf<A> = A extends unknown ? keyof A : never;
type ValueOf<A, K> = A extends unknown ? (K extends keyof A ? A[K] : never) : never;
/** An action with the fields of all kinds. */
type Fields = { readonly [K in KeyOf<Action>]?: ValueOf<Action, K> };

const SELECTOR_ORDER: readonly Selector['kind'][] = ['test', 'css', 'aria', 'xpath', 'pierce'];

function selector({ target }: Fields, kind: Selector['kind']): string | undefined {
  return target?.selectors?.find((candidate) => candidate.kind === kind)?.value;
}

function uniqueSelector({ target }: Fields): string | undefined {
  const unique = (target?.selectors ?? []).filter((candidate) => candidate.unique === 'yes');
  return SELECTOR_ORDER.flatMap((kind) => unique.find((candidate) => candidate.kind === kind)?.value ?? [])[0];
}

const name = ({ target }: Fields) => target?.name;

const COLUMNS: readonly ActionColumn[] = [
  {
    name: 'session',
    type: 'string',
    isRequired: true,
    isSearched: true,
    what: 'Session.',
    of: (_, { session }) => session,
  },
  {
    name: 'participant',
    type: 'string',
    isRequired: true,
    isSearched: true,
    what: 'Pseudonym of the install.',
    of: (_, { participant }) => participant,
  },
  {
    name: 'started_at',
    type: 'timestamp',
    what: 'When the session started.',
    of: (_, { head }) => toDate(head.startedAt),
  },
  {
    name: 'n',
    type: 'int32',
    isRequired: true,
    isSearched: true,
    what: 'Number of the action in its session, from 0.',
    of: ({ n }) => n,
  },
  { name: 'kind', type: 'string', isRequired: true, isSearched: true, what: 'Kind of action.', of: ({ kind }) => kind },
  {
    name: 't_ms',
    type: 'double',
    isRequired: true,
    isSearched: true,
    what: 'When it ended, in ms since `started_at`.',
    of: ({ t }) => t,
  },
  { name: 'ms', type: 'double', what: 'How long it took, in ms, where known.', of: ({ ms }) => ms },
  { name: 'doc', type: 'string', what: 'Document it happened in.', of: ({ doc }) => doc },
  { name: 'tab', type: 'int32', what: 'Tab it happened in.', of: ({ before, tab }) => toInt32(tab ?? before?.tab) },
  {
    name: 'url',
    type: 'string',
    what: 'Address of the document before the action, without ids and values.',
    of: ({ before }) => before?.url,
  },
  {
    name: 'top_url',
    type: 'string',
    what: 'For a document in a frame: address of the page that holds it.',
    of: ({ before }) => before?.topUrl,
  },
  { name: 'viewport_width', type: 'double', what: 'CSS px.', of: ({ before }) => before?.viewport?.width },
  { name: 'viewport_height', type: 'double', what: 'CSS px.', of: ({ before }) => before?.viewport?.height },
  { name: 'dpr', type: 'double', what: 'Device pixels for each CSS px.', of: ({ before }) => before?.viewport?.dpr },
  { name: 'zoom', type: 'double', what: 'Pinch zoom.', of: ({ before }) => before?.viewport?.zoom },
  {
    name: 'scroll_x',
    type: 'double',
    what: 'Scroll origin before the action, CSS px.',
    of: ({ before }) => before?.viewport?.scrollX,
  },
  {
    name: 'scroll_y',
    type: 'double',
    what: 'Scroll origin before the action, CSS px.',
    of: ({ before }) => before?.viewport?.scrollY,
  },
  {
    name: 'target_node',
    type: 'int32',
    what: 'Number of the element in its document.',
    of: ({ target }) => toInt32(target?.node),
  },
  { name: 'target_tag', type: 'string', what: 'Tag of the element.', of: ({ target }) => target?.tag },
  { name: 'target_type', type: 'string', what: '`type` of an input or button.', of: ({ target }) => target?.type },
  { name: 'target_role', type: 'string', what: 'ARIA role.', of: ({ target }) => target?.role },
  {
    name: 'target_name',
    type: 'string',
    what: 'Accessible name, as far as it is interface text.',
    of: (a) => textOf(name(a)),
  },
  {
    name: 'target_name_length',
    type: 'string',
    what: 'Length bucket of a name that is not told.',
    of: (a) => lengthOf(name(a)),
  },
  {
    name: 'target_states',
    type: 'strings',
    what: 'States of the element at the press.',
    of: ({ target }) => target?.states,
  },
  {
    name: 'selector',
    type: 'string',
    what: 'A selector that found exactly this element when it was recorded.',
    of: uniqueSelector,
  },
  { name: 'selector_test', type: 'string', what: 'Selector by test id.', of: (a) => selector(a, 'test') },
  { name: 'selector_css', type: 'string', what: 'CSS selector.', of: (a) => selector(a, 'css') },
  { name: 'selector_aria', type: 'string', what: 'Selector by role and name.', of: (a) => selector(a, 'aria') },
  { name: 'selector_xpath', type: 'string', what: 'XPath.', of: (a) => selector(a, 'xpath') },
  { name: 'selector_pierce', type: 'string', what: 'Selector through shadow roots.', of: (a) => selector(a, 'pierce') },
  {
    name: 'box_x',
    type: 'double',
    what: 'Left of the element in the viewport, CSS px.',
    of: ({ target }) => target?.box?.[0],
  },
  {
    name: 'box_y',
    type: 'double',
    what: 'Top of the element in the viewport, CSS px.',
    of: ({ target }) => target?.box?.[1],
  },
  { name: 'box_width', type: 'double', what: 'CSS px.', of: ({ target }) => target?.box?.[2] },
  { name: 'box_height', type: 'double', what: 'CSS px.', of: ({ target }) => target?.box?.[3] },
  { name: 'x', type: 'double', what: 'Point in the viewport, CSS px.', of: ({ point }) => point?.x },
  { name: 'y', type: 'double', what: 'Point in the viewport, CSS px.', of: ({ point }) => point?.y },
  {
    name: 'nx',
    type: 'double',
    what: '`x` divided by the width of the viewport.',
    of: ({ point }) => (point && 'nx' in point ? point.nx : undefined),
  },
  {
    name: 'ny',
    type: 'double',
    what: '`y` divided by the height of the viewport.',
    of: ({ point }) => (point && 'ny' in point ? point.ny : undefined),
  },
  { name: 'button', type: 'string', what: 'Pointer button.', of: ({ button }) => button },
  { name: 'count', type: 'int32', what: 'How many clicks.', of: ({ count }) => toInt32(count) },
  { name: 'by', type: 'string', what: 'What made the click or drag.', of: ({ by }) => by },
  { name: 'key', type: 'string', what: 'Key, as in `KeyboardEvent.key`.', of: ({ key }) => key },
  { name: 'modifiers', type: 'strings', what: 'Modifier keys held.', of: ({ modifiers }) => modifiers },
  {
    name: 'times',
    type: 'int32',
    what: 'How often a held key repeated, or a choice changed.',
    of: ({ times }) => toInt32(times),
  },
  { name: 'field_class', type: 'string', what: 'Class of the field.', of: ({ field }) => field?.class },
  {
    name: 'redaction_mode',
    type: 'string',
    what: 'How much of the field may be recorded.',
    of: ({ field }) => field?.mode,
  },
  {
    name: 'text',
    type: 'string',
    what: 'What was typed, only where the mode lets it through.',
    of: ({ text }) => text,
  },
  {
    name: 'inserted',
    type: 'string',
    what: 'Length bucket of what was typed, of the first burst.',
    of: ({ bursts }) => bursts?.[0]?.inserted,
  },
  {
    name: 'deleted',
    type: 'string',
    what: 'Length bucket of what was taken out, of the first burst.',
    of: ({ bursts }) => bursts?.[0]?.deleted,
  },
  {
    name: 'corrections',
    type: 'string',
    what: 'Bucket of corrections, of the first burst.',
    of: ({ bursts }) => bursts?.[0]?.corrections,
  },
  {
    name: 'bursts',
    type: 'int32',
    what: 'How many bursts of typing; `action` holds each.',
    of: ({ bursts }) => bursts?.length,
  },
  { name: 'pasted', type: 'boolean', what: 'True where something was pasted.', of: ({ pasted }) => pasted },
  { name: 'control', type: 'string', what: 'Kind of control that was set.', of: ({ control }) => control },
  {
    name: 'value',
    type: 'string',
    what: 'What was chosen, only where the mode lets it through.',
    of: ({ value }) => value,
  },
  { name: 'from_x', type: 'double', what: 'Scroll offset before, CSS px.', of: ({ from }) => from?.x },
  { name: 'from_y', type: 'double', what: 'Scroll offset before, CSS px.', of: ({ from }) => from?.y },
  {
    name: 'to_x',
    type: 'double',
    what: 'Scroll offset after, or where a drag was dropped, CSS px.',
    of: ({ to }) => endOf(to)?.x,
  },
  {
    name: 'to_y',
    type: 'double',
    what: 'Scroll offset after, or where a drag was dropped, CSS px.',
    of: ({ to }) => endOf(to)?.y,
  },
  { name: 'source', type: 'string', what: 'What scrolled.', of: ({ source }) => source },
  {
    name: 'to_url',
    type: 'string',
    what: 'Address that the action led to.',
    of: ({ url, effects }) => url ?? pageOf(effects),
  },
  { name: 'cause', type: 'string', what: 'What led to a page.', of: ({ cause }) => cause },
  { name: 'operation', type: 'string', what: 'For tabs and the clipboard: what was done.', of: ({ action }) => action },
  { name: 'usable', type: 'boolean', what: 'True for a usable step.', of: ({ lacks }) => lacks?.length === 0 },
  { name: 'lacks', type: 'strings', what: 'What it lacks to be usable.', of: ({ lacks }) => lacks },
  {
    name: 'first_seq',
    type: 'int32',
    what: '`seq` of its first raw record.',
    of: ({ seqs }) => toInt32(seqs?.[0]?.[0]),
  },
  {
    name: 'last_seq',
    type: 'int32',
    what: '`seq` of its last raw record.',
    of: ({ seqs }) => toInt32(seqs?.at(-1)?.[1]),
  },
  {
    name: 'action',
    type: 'json',
    isRequired: true,
    what: 'The action in full, as in the `jsonl` export.',
    of: (action) => JSON.stringify(action),
  },
];

export const ACTION_COLUMNS: readonly Column[] = COLUMNS.map(({ of: _, ...column }) => column);

/** The row of an action, in the order of `ACTION_COLUMNS`. */
export function toActionRow(action: Action, info: SessionInfo): Cell[] {
  return COLUMNS.map(({ of }) => of(action as Fields, info));
}

type Name = NonNullable<ReturnType<typeof name>>;

function textOf(safe: Name | undefined): string | undefined {
  return safe !== undefined && 'text' in safe ? safe.text : undefined;
}

function lengthOf(safe: Name | undefined): string | undefined {
  return safe !== undefined && 'length' in safe ? safe.length : undefined;
}

function endOf(to: Fields['to']): { readonly x: number; readonly y: number } | undefined {
  return to !== undefined && 'point' in to ? to.point : to;
}

function pageOf(effects: Fields['effects']): string | undefined {
  return effects?.flatMap((effect) => (effect.kind === 'page' ? effect.url : [])).at(-1);
}

/** A time; undefined where it is none. */
export function toDate(iso: string): Date | undefined {
  const ms = Date.parse(iso);
  return Number.isFinite(ms) ? new Date(ms) : undefined;
}
