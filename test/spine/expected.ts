// What a session file must hold for what the scripted person did: one expectation for each deed, kind by kind.
import type { DriverLog, LogEntry } from '../../src/dev/driver-log.ts';
import type { Line } from '../e2e/session-files.ts';

/** One record that must be there: its kind, the id or test id of its target, and facts that tell it from others. */
export interface Expected {
  readonly n: number;
  readonly kind: string;
  readonly target: string | undefined;
  readonly facts: string;
}

/** In masked fields only these keys are recorded, beside shortcuts; in protected ones only Tab and Enter. */
const KEYS_IN_FIELDS = ['Tab', 'Enter', 'Escape'];
const PROTECTED = ['password', 'one-time-code', 'card-number', 'card-expiry', 'card-cvc'];

/** Deeds in order, as the records that they must leave. */
export function expectedOf(log: DriverLog): Expected[] {
  return log
    .filter(isLastOfSteps)
    .flatMap((entry) => toExpected(entry).map(([kind, facts]) => ({ n: entry.n, kind, target: entry.target, facts })));
}

/** A list or a date that is changed key by key is told once: one record a key would count the way to the choice. */
function isLastOfSteps(entry: LogEntry, at: number, log: DriverLog): boolean {
  const next = log
    .slice(at + 1)
    .find(({ do: deed, detail }) => deed !== 'move' && !(deed === 'key' && detail?.['key'] !== 'Enter'));
  return entry.do !== 'change' || next?.do !== 'change' || next.target !== entry.target;
}

function toExpected({ do: deed, detail, target }: LogEntry): [kind: string, facts: string][] {
  switch (deed) {
    case 'click':
      // A drag's own click is told by the drag.
      return detail?.['by'] === 'drag' ? [] : [['click', `primary ${Number(detail?.['count']) || 1}`]];
    case 'contextmenu':
      return [['click', 'secondary 1']];
    case 'dblclick': // Its two clicks are in the log themselves.
      return [];
    case 'key':
      return isRecordedKey(detail, target)
        ? [['key', [...((detail?.['modifiers'] as string[]) ?? []), detail?.['key']].join('+')]]
        : [];
    case 'type':
      return [['typing', '']];
    case 'change':
      return [['change', '']];
    case 'copy':
    case 'paste':
      return [['clipboard', deed]];
    case 'drag':
      return [['drag', String(detail?.['how'])]];
    case 'submit':
      return [['submit', '']];
    case 'dialog':
      return [['dialog', detail?.['type'] === 'popover' ? 'popover' : 'dialog']];
    case 'tab-open':
      return [['tab', 'opened']];
    case 'tab-close':
      return [['tab', 'closed']];
    case 'navigate':
      return [['page', String(detail?.['path']).replace(/[?#].*/, '')]];
    case 'scroll': // Gestures, compared by recall of their places, not one by one.
    case 'move':
      return [];
  }
}

function isRecordedKey(detail: LogEntry['detail'], target: string | undefined): boolean {
  const field = String(detail?.['field'] ?? '');
  const isField = /^(input|textarea|select)/.test(field) && !/:(button|submit|checkbox|radio)$/.test(field);
  const modifiers = (detail?.['modifiers'] as string[] | undefined) ?? [];
  if (target !== undefined && PROTECTED.includes(target)) return ['Tab', 'Enter'].includes(String(detail?.['key']));
  return !isField || modifiers.includes('Control') || KEYS_IN_FIELDS.includes(String(detail?.['key']));
}

interface ShownTarget {
  readonly testId?: string;
  readonly selectors?: readonly { readonly value: string }[];
}

/** Names that a record's target goes by: its test id, and ids in its selectors. */
export function namesOf(record: Line): string[] {
  const target = (record['target'] ?? (record['from'] as { target?: unknown } | undefined)?.target) as
    | ShownTarget
    | undefined;
  const ids = (target?.selectors ?? []).flatMap(({ value }) =>
    [...value.matchAll(/#([\w-]+)$/g)].map((match) => match[1] ?? ''),
  );
  return [...(target?.testId === undefined ? [] : [target.testId]), ...ids];
}

/** The same facts, read off a record. */
export function factsOf(record: Line): string {
  switch (record.kind) {
    case 'click':
      return `${record['button']} ${record['count']}`;
    case 'key':
      return [...((record['modifiers'] as string[] | undefined) ?? []), record['key']].join('+');
    case 'clipboard':
    case 'tab':
      return String(record['action']);
    case 'drag':
      return String(record['by']);
    case 'dialog':
      return String(record['type']);
    case 'page':
      return new URL(String(record['url'])).pathname;
    default:
      return '';
  }
}

export interface Recall {
  readonly expected: number;
  readonly missed: readonly Expected[];
  /** Records of the compared kinds that nobody expects. */
  readonly extra: readonly Line[];
  /** Pairs of deeds and records, in the order of the deeds. */
  readonly found: readonly { readonly deed: Expected; readonly record: Line }[];
}

/** Matches deeds with records, kind by kind, in order. A record whose target has no name that may be recorded matches by its facts. */
export function recallOf(expected: readonly Expected[], records: readonly Line[]): Recall {
  const missed: Expected[] = [];
  const found: { deed: Expected; record: Line }[] = [];
  const used = new Set<Line>();
  for (const deed of expected) {
    const record = records.find(
      (one) =>
        !used.has(one) && one.kind === deed.kind && factsOf(one) === deed.facts && mayBe(namesOf(one), deed.target),
    );
    if (record === undefined) missed.push(deed);
    else {
      used.add(record);
      found.push({ deed, record });
    }
  }
  const kinds = new Set(expected.map(({ kind }) => kind).filter((kind) => kind !== 'tab'));
  return {
    expected: expected.length,
    missed,
    found,
    extra: records.filter((one) => kinds.has(one.kind) && !used.has(one)),
  };
}

function mayBe(names: readonly string[], target: string | undefined): boolean {
  return names.length === 0 || target === undefined || names.includes(target);
}
