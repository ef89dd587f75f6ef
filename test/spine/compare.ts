// Compares a scripted person's work with the records of it: every deed has its records, every record its deed, once and in order.
import type { DriverLog } from '../../src/dev/driver-log.ts';
import type { Line } from '../e2e/session-files.ts';
import type { Expected } from './expected.ts';
import { expectedOf } from './expected.ts';
import { frameMoves } from './frame-places.ts';
import { comparePaths, compareScrolls } from './gestures.ts';
import { pathsOf, recallOf } from './recall.ts';

/** What a comparison has to complain of, by what it is; and what it cannot judge. */
export interface Comparison {
  readonly faults: Readonly<Record<string, readonly unknown[]>>;
  /** Records that have no name, or no path, though they should: only a page's tail leaves it out. */
  readonly nameless: number;
}

/** Gestures: one of them leaves many records. */
const GESTURES = ['pointer', 'scroll'];
/** Kinds that browsers tell of in no sure order: of the frame and its page at once, or to the worker beside the pages. */
const UNORDERED_KINDS = ['focus', 'tab'];
/** Causes that the browser tells the worker; without its word a page knows only that it was loaded. */
const LOADS = ['typed', 'link', 'form', 'back_forward', 'other'];

/** Stretches that `lost` gaps declare, and when their session began; all in ms since 1970. */
export interface Lost {
  readonly startedAt: number;
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
}
const NOTHING_LOST: Lost = { startedAt: 0, stretches: [] };

/** What a page tells when it is left, by `facts`: that it is hidden, and has the keyboard no more. */
const LEFT = ['hidden', 'false'];

/** Driver, page and worker read the same clock, but not in the same moment; a driver hears of a page's load after it. */
const CLOCK_MS = 60;

/** A record is no further from its deed than a page takes to load on a busy machine. */
const NEAR_MS = 2_000;

/**
 * Compares all that was recorded before the quit. `told`: whether the browser's word, on tabs and on why pages were loaded, was
 * always heard. It says it to the worker, once: one that is killed while it listens has heard it for nothing. What was done in a
 * `lost` stretch may be missing; if it is there, it is as it must be.
 */
export function compareWork(
  log: DriverLog,
  records: readonly Line[],
  told: 'all' | 'some',
  lost: Lost = NOTHING_LOST,
): Comparison {
  const { rest, quit } = splitQuit(records);
  const heard = told === 'all' ? rest : rest.map(forgetCause);
  const doneAt = (n: number): number => log.find((entry) => entry.n === n)?.at ?? 0;
  const lossesOver = ({ n, facts = '' }: { readonly n: number; readonly facts?: string }) => {
    // A page is left before the next one is there.
    const since = doneAt(LEFT.includes(facts) ? n - 1 : n);
    return lost.stretches.filter(({ from, to }) => doneAt(n) >= from - CLOCK_MS && since <= to + CLOCK_MS);
  };
  const isLost = (deed: { readonly n: number; readonly facts?: string }): boolean => lossesOver(deed).length > 0;
  /** What may be missing must not take the record of a later deed. */
  const mayMatch = (deed: Expected, record: Line): boolean => {
    const at = lost.startedAt + Number(record['t']);
    const losses = lossesOver(deed);
    return losses.length === 0 || losses.some(({ to }) => at <= to && at > doneAt(deed.n) - NEAR_MS);
  };
  const expected = told === 'all' ? expectedOf(log) : expectedOf(log).map(forgetExpectedCause);
  const moved = frameMoves(heard);
  const single = heard.filter((record) => !GESTURES.includes(record.kind) && !moved.has(record));
  const { missed, extra, found, nameless } = recallOf(expected, single, mayMatch);
  const paths = comparePaths(log, heard, isLost);
  const scrolls = compareScrolls(log, heard, pathsOf(heard));
  const ordered = found.map(({ record }) => record).filter(({ kind }) => !UNORDERED_KINDS.includes(kind));
  return {
    faults: {
      'deeds without a record': [
        ...missed.filter(({ kind }) => told === 'all' || kind !== 'tab'),
        ...paths.missed,
        ...scrolls.missed,
      ].filter((deed) => !isLost(deed)),
      'records without a deed': [...extra, ...paths.extra, ...scrolls.extra],
      'records before those of earlier deeds': ordered.filter(
        (record, i) => heard.indexOf(record) < heard.indexOf(ordered[i - 1] ?? record),
      ),
      'ends that are no quit': quit,
    },
    nameless: nameless.length,
  };
}

/** A quit closes the tab, and the browser may find the time to say so. `quit` holds what else stands at the end. */
function splitQuit(records: readonly Line[]): { readonly rest: readonly Line[]; readonly quit: readonly unknown[] } {
  const [last, end] = records.slice(-2);
  const isQuit = end?.kind === 'end' && end['reason'] === 'quit';
  if (!isQuit) return { rest: records, quit: [end] };
  return { rest: records.slice(0, last?.kind === 'tab' && last['action'] === 'closed' ? -2 : -1), quit: [] };
}

function forgetCause(record: Line): Line {
  return record.kind === 'page' && LOADS.includes(String(record['cause'])) ? { ...record, cause: 'load' } : record;
}

function forgetExpectedCause(deed: Expected): Expected {
  return deed.kind === 'page' && LOADS.includes(deed.facts) ? { ...deed, facts: 'load' } : deed;
}
