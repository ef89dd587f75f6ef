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

/**
 * Compares all that was recorded before the quit. `told`: whether the browser's word, on tabs and on why pages were loaded, was
 * always heard. It says it to the worker, once: one that is killed while it listens has heard it for nothing.
 */
export function compareWork(log: DriverLog, records: readonly Line[], told: 'all' | 'some'): Comparison {
  const { rest, quit } = splitQuit(records);
  const heard = told === 'all' ? rest : rest.map(forgetCause);
  const expected = told === 'all' ? expectedOf(log) : expectedOf(log).map(forgetExpectedCause);
  const moved = frameMoves(heard);
  const single = heard.filter((record) => !GESTURES.includes(record.kind) && !moved.has(record));
  const { missed, extra, found, nameless } = recallOf(expected, single);
  const paths = comparePaths(log, heard);
  const scrolls = compareScrolls(log, heard, pathsOf(heard));
  const ordered = found.map(({ record }) => record).filter(({ kind }) => !UNORDERED_KINDS.includes(kind));
  return {
    faults: {
      'deeds without a record': [
        ...missed.filter(({ kind }) => told === 'all' || kind !== 'tab'),
        ...paths.missed,
        ...scrolls.missed,
      ],
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
