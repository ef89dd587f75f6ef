// What a session file must hold for what the scripted person did: one expectation for each deed, kind by kind.
// Pointer paths and scrolls are gestures of many records; they are compared in gestures.ts.
import type { DriverLog, LogEntry } from '../../src/dev/driver-log.ts';

/** One record that must be there: its kind, the page it is on, the id or test id of its target, and facts that tell it from others. */
export interface Expected {
  readonly n: number;
  readonly kind: string;
  /** Path of the document; undefined for what happens in no document. */
  readonly path: string | undefined;
  readonly target: string | undefined;
  readonly facts: string;
  /** Where the pointer was, in CSS px of the document; undefined where that is not known. */
  readonly at?: readonly [number, number] | undefined;
}

/** In masked fields only these keys are recorded, beside shortcuts; in protected ones only Tab and Enter. */
const KEYS_IN_FIELDS = ['Tab', 'Enter', 'Escape'];
const PROTECTED = ['password', 'one-time-code', 'card-number', 'card-expiry', 'card-cvc'];

/** A list or a date that is changed key by key is told once: one record a key would count the way to the choice. */
function isLastOfSteps(entry: LogEntry, at: number, log: DriverLog): boolean {
  const next = log
    .slice(at + 1)
    .find(({ do: deed, detail }) => deed !== 'move' && !(deed === 'key' && detail?.['key'] !== 'Enter'));
  return entry.do !== 'change' || next?.do !== 'change' || next.target !== entry.target;
}

/** Where the person is: the documents of each open tab, the page first and then its frame; and which document has the keyboard. */
interface Whereabouts {
  readonly tabs: string[][];
  focused: string | undefined;
}

/** Deeds in order, as the records that they must leave. */
export function expectedOf(log: DriverLog): Expected[] {
  const where: Whereabouts = { tabs: [], focused: undefined };
  return log.filter(isLastOfSteps).flatMap((entry) => {
    const moved = followedTo(entry, where);
    return [...moved, ...toExpected(entry, pathOf(entry, where))].map((record) => ({ ...record, n: entry.n }));
  });
}

type Wanted = Omit<Expected, 'n'>;

function pathOf({ detail }: LogEntry, { tabs }: Whereabouts): string | undefined {
  return tabs.at(-1)?.[detail?.['framed'] === true ? 1 : 0];
}

/** What coming, going and reaching into a frame leave by themselves, and where the person is after it. */
function followedTo(entry: LogEntry, where: Whereabouts): Wanted[] {
  const { tabs } = where;
  switch (entry.do) {
    case 'navigate':
      return arrived(entry, where);
    case 'tab-open':
      tabs.push([]);
      return [tab('opened'), tab('activated')];
    case 'tab-close': {
      const left = hidden(tabs.pop());
      where.focused = tabs.at(-1)?.[0];
      return [...left, tab('closed'), tab('activated')];
    }
    case 'click':
      return entry.detail?.['at'] === undefined ? [] : focusMoved(pathOf(entry, where), where);
    default:
      return [];
  }
}

function arrived({ detail }: LogEntry, where: Whereabouts): Wanted[] {
  const { tabs } = where;
  const docs = tabs.at(-1);
  const path = String(detail?.['path']).replace(/[?#].*/, '');
  const cause = String(detail?.['cause']);
  // A frame's first load is no link.
  const page = of('page', path, cause === 'frame' ? 'other' : cause);
  if (cause === 'frame') docs?.push(path);
  if (['spa', 'fragment', 'frame'].includes(cause)) return [page];
  tabs.splice(Math.max(0, tabs.length - 1), 1, [path]);
  where.focused = path;
  // A session says of its first tab that it is open.
  return [...hidden(docs), ...(docs === undefined ? [tab('opened')] : []), page];
}

function focusMoved(to: string | undefined, where: Whereabouts): Wanted[] {
  const from = where.focused;
  where.focused = to;
  return to === from ? [] : [of('focus', to, 'true'), of('focus', from, 'false')];
}

function hidden(docs: readonly string[] = []): Wanted[] {
  return docs.toReversed().map((path) => of('visibility', path, 'hidden'));
}

function tab(action: string): Wanted {
  return of('tab', undefined, action);
}

function of(kind: string, path: string | undefined, facts: string): Wanted {
  return { kind, path, target: undefined, facts };
}

function toExpected(entry: LogEntry, path: string | undefined): Wanted[] {
  const { detail, target } = entry;
  const at = detail?.['framed'] === true ? undefined : (detail?.['at'] as Expected['at']);
  return toFacts(entry).map(([kind, facts]) => ({ kind, path, target, facts, at }));
}

function toFacts({ do: deed, detail, target }: LogEntry): [kind: string, facts: string][] {
  switch (deed) {
    case 'click':
      // A drag's own click is told by the drag.
      return detail?.['by'] === 'drag' ? [] : [['click', `primary ${Number(detail?.['count']) || 1}`]];
    case 'contextmenu':
      return [['click', 'secondary 1']];
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
    case 'resize':
      return [['viewport', `${Number(detail?.['width'])}x${Number(detail?.['height'])}`]];
    case 'dblclick': // Its two clicks are in the log themselves.
    case 'navigate': // These three: `followedTo`.
    case 'tab-open':
    case 'tab-close':
    case 'scroll': // Gestures.
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
