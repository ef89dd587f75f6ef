// The one judge of all fault tests: each deed is in the store once or within a declared gap, and a gap is no wider than its fault.
import { spawnSync } from 'node:child_process';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { REST_AFTER_MS } from '../../src/store/at-work.ts';
import type { Line, SessionFile } from '../e2e/session-files.ts';
import type { Deed } from './deeds.ts';

/** When a fault began and when it was over, in ms since 1970. */
export interface FaultTime {
  readonly from: number;
  readonly to: number;
}

/** A gap as the file declares it, in ms since 1970. */
export interface DeclaredGap extends FaultTime {
  readonly reason: string;
}

export interface Allowed {
  /** Reasons of gaps that these faults may leave; none by default. */
  readonly gaps: readonly Damage[];
  readonly faults: readonly FaultTime[];
}

/** A gap may be wider than its fault by this, on either side. */
const GAP_MARGIN_MS = 1_000;
/** Page, worker and driver read the same clock, but not in the same moment. */
const CLOCK_MS = 60;

/** Everything that is wrong, as sentences; empty when nothing is. */
export function complaintsOf(deeds: readonly Deed[], sessions: readonly SessionFile[], allowed: Allowed): string[] {
  const gaps = damageIn(sessions);
  return [
    ...deedComplaints(deeds, sessions, gaps),
    ...strangers(deeds, sessions),
    ...twins(sessions),
    ...gapComplaints(gaps, deeds, allowed),
  ];
}

/** Reasons of gaps in which deeds may be missing. All others tell of decisions not to record. */
const DAMAGE = ['lost', 'shed', 'withdrawn'] as const;
export type Damage = (typeof DAMAGE)[number];

/** Every gap in which deeds may be missing. */
export function damageIn(sessions: readonly SessionFile[]): DeclaredGap[] {
  return gapsIn(sessions).filter(({ reason }) => DAMAGE.some((known) => known === reason));
}

function gapsIn(sessions: readonly SessionFile[]): DeclaredGap[] {
  return sessions.flatMap(({ headers, records }) => {
    const startedAt = Date.parse(String(headers[0]?.['startedAt']));
    return records
      .filter(({ kind }) => kind === 'gap')
      .map((gap) => ({
        reason: String(gap['reason']),
        from: startedAt + Number(gap['from']),
        to: startedAt + Number(gap['to']),
      }));
  });
}

/** Runs `showhow verify` over a store: what it finds wrong, and sessions without an end. */
export function verifyComplaints(store: string): string[] {
  const run = spawnSync(process.execPath, [CLI, 'verify', '--json', store], { cwd: ROOT, encoding: 'utf8' });
  if (run.stdout === '') return [`verify: ${run.stderr}`];
  const { sessions } = JSON.parse(run.stdout) as { sessions: readonly VerifiedSession[] };
  return sessions.flatMap(({ session, faults, isComplete }) => [
    ...faults.map(({ rule, what }) => `verify: session ${session}: [${rule}] ${what}`),
    ...(isComplete ? [] : [`verify: session ${session} has no end`]),
  ]);
}

interface VerifiedSession {
  readonly session: string;
  readonly faults: readonly { readonly rule: string; readonly what: string }[];
  readonly isComplete: boolean;
}

/** What a record says of the deed that it is from; undefined for records that deeds leave beside their own. */
export function markOf(record: Line): string | undefined {
  if (record.kind === 'click') {
    const { x, y } = record['point'] as { readonly x: number; readonly y: number };
    return `click ${x},${y}`;
  }
  if (record.kind !== 'key') return undefined;
  const held = (record['modifiers'] as readonly string[] | undefined) ?? [];
  return `key ${[...held, record['key']].join('+')}`;
}

function deedComplaints(deeds: readonly Deed[], sessions: readonly SessionFile[], gaps: readonly FaultTime[]) {
  const counts = countMarks(sessions);
  return deeds.flatMap(({ kind, mark, from, to }) => {
    const count = counts.get(`${kind} ${mark}`) ?? 0;
    if (count === 1) return [];
    if (count > 1) return [`${kind} ${mark} is in the store ${count} times`];
    const isDeclared = gaps.some((gap) => from <= gap.to + CLOCK_MS && to >= gap.from - CLOCK_MS);
    return isDeclared ? [] : [`${kind} ${mark} of ${new Date(from).toISOString()} is lost, and no gap says so`];
  });
}

function countMarks(sessions: readonly SessionFile[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of sessions.flatMap(({ records }) => records)) {
    const mark = markOf(record);
    if (mark !== undefined) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return counts;
}

/** Records of deeds that nobody did. */
function strangers(deeds: readonly Deed[], sessions: readonly SessionFile[]): string[] {
  const known = new Set(deeds.map(({ kind, mark }) => `${kind} ${mark}`));
  return [...countMarks(sessions).keys()].filter((mark) => !known.has(mark)).map((mark) => `nobody did ${mark}`);
}

/** Records of pages that are there twice, whatever their kind: nothing happens twice in one millisecond. */
function twins(sessions: readonly SessionFile[]): string[] {
  return sessions.flatMap(({ session, records }) => {
    const seen = new Set<string>();
    return records.flatMap(({ seq: _seq, ...record }) => {
      const text = JSON.stringify(record);
      const isTwin = record['doc'] !== undefined && seen.has(text);
      seen.add(text);
      return isTwin ? [`session ${session} holds a record twice: ${text}`] : [];
    });
  });
}

/**
 * How early a gap may begin: a second before its fault. Where nobody did anything in that second, the last sign of life was
 * earlier, and the browser knows of no later one: at the last deed then, as long as the worker takes the person to be at work.
 */
function earliestFor(fault: FaultTime, deeds: readonly Deed[]): number {
  const before = deeds.filter(({ from }) => from < fault.from).map(({ from }) => from);
  const lastDeed = Math.max(...before, fault.from - REST_AFTER_MS) - CLOCK_MS;
  return Math.min(fault.from - GAP_MARGIN_MS, lastDeed);
}

function gapComplaints(gaps: readonly DeclaredGap[], deeds: readonly Deed[], allowed: Allowed): string[] {
  return gaps.flatMap(({ reason, from, to }) => {
    const gap = `gap: ${reason} over ${to - from} ms from ${new Date(from).toISOString()}`;
    if (!allowed.gaps.some((known) => known === reason)) return [`${gap}, though nothing may be missing`];
    const isWithin = allowed.faults.some(
      (fault) => from >= earliestFor(fault, deeds) && to <= fault.to + GAP_MARGIN_MS,
    );
    return isWithin ? [] : [`${gap} is wider than its fault`];
  });
}
