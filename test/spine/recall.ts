// Matches what must be in a session file with what is there: each record once, by kind, page, target, facts and point.
import type { Line } from '../e2e/session-files.ts';
import type { Expected } from './expected.ts';

interface ShownTarget {
  readonly node?: number;
  readonly testId?: string;
  readonly selectors?: readonly { readonly value: string }[];
}

/** Of the desk's names these are not recorded: numbers may be anybody's, and the word stands in no list of interface words. */
const UNTOLD_NAMES = /\d|^goodwill$/;

function targetOf(record: Line): ShownTarget {
  return (record['target'] ?? (record['from'] as { target?: unknown } | undefined)?.target ?? {}) as ShownTarget;
}

/** Its test id, and ids in its selectors. */
function ownNamesOf(record: Line): string[] {
  const { testId, selectors = [] } = targetOf(record);
  const ids = selectors.flatMap(({ value }) => [...value.matchAll(/#([\w-]+)$/g)].map((match) => match[1] ?? ''));
  return [...(testId === undefined ? [] : [testId]), ...ids];
}

/** Names that a record's target goes by, also those that other records give to the same element. */
function createNamesOf(records: readonly Line[]): (record: Line) => readonly string[] {
  const elementOf = (record: Line): string => `${String(record['doc'])} ${targetOf(record).node ?? record['seq']}`;
  const byElement = Map.groupBy(records, elementOf);
  return (record) => (byElement.get(elementOf(record)) ?? []).flatMap(ownNamesOf);
}

/** The facts of an expectation, read off a record. */
function factsOf(record: Line): string {
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
      return String(record['cause']);
    case 'viewport':
      return `${record['width']}x${record['height']}`;
    case 'visibility':
      return String(record['state']);
    case 'focus':
      return String(record['focused']);
    default:
      return '';
  }
}

/** A page whose own record came by its tail alone: that has the origin for the URL. */
const TAIL_PATH = '/';

/** Path of the document that a record is from; undefined for records of no document. */
export type PathOf = (record: Line) => string | undefined;

export function pathsOf(records: readonly Line[]): PathOf {
  const pages = records.filter(({ kind }) => kind === 'page');
  const paths = new Map(pages.map((page) => [page['doc'], new URL(String(page['url'])).pathname]));
  return (record) => paths.get(record['doc']);
}

export interface Recall {
  readonly missed: readonly Expected[];
  /** Records that nobody expects. */
  readonly extra: readonly Line[];
  /** Pairs of deeds and records, in the order of the deeds. */
  readonly found: readonly Match[];
  /** Those of them whose record has no name or path, though it has one that may be told: only a page's tail leaves it out. */
  readonly nameless: readonly Match[];
}

interface Match {
  readonly deed: Expected;
  readonly record: Line;
}

/** Matches deeds with records in order, each with a record that it may have. */
export function recallOf(
  expected: readonly Expected[],
  records: readonly Line[],
  mayMatch: (deed: Expected, record: Line) => boolean,
): Recall {
  const missed: Expected[] = [];
  const found: Match[] = [];
  const used = new Set<Line>();
  const pathOf = pathsOf(records);
  const namesOf = createNamesOf(records);
  for (const deed of expected) {
    const record = records.find(
      (one) =>
        !used.has(one) &&
        isOf(one, deed) &&
        mayMatch(deed, one) &&
        [deed.path, TAIL_PATH].includes(pathOf(one)) &&
        mayBe(namesOf(one), deed.target),
    );
    if (record === undefined) missed.push(deed);
    else {
      used.add(record);
      found.push({ deed, record });
    }
  }
  const isNameless = ({ deed: { target }, record }: Match): boolean =>
    pathOf(record) === TAIL_PATH ||
    (target !== undefined && !UNTOLD_NAMES.test(target) && namesOf(record).length === 0);
  return { missed, found, extra: records.filter((one) => !used.has(one)), nameless: found.filter(isNameless) };
}

function isOf(record: Line, { kind, facts, at }: Expected): boolean {
  if (record.kind !== kind || factsOf(record) !== facts) return false;
  const point = record['point'] as { readonly x: number; readonly y: number } | undefined;
  return at === undefined || point === undefined || (Math.abs(point.x - at[0]) <= 1 && Math.abs(point.y - at[1]) <= 1);
}

function mayBe(names: readonly string[], target: string | undefined): boolean {
  return names.length === 0 || target === undefined || names.includes(target);
}
