// What went into an export and what is missing from it: counted as it is written, in all and for each session.
import type { GapReason } from '../model/record.ts';
import type { Action, Reduced } from '../session/reduce/action.ts';
import { REDUCE_VERSION } from '../session/reduce/action.ts';
import { createYieldCount, yieldOf } from '../session/reduce/yield.ts';
import type { SessionInfo, WrittenFile } from './exporter.ts';

type Counts = Record<string, number>;

/** The counts of one session, or of all. */
export interface Counted {
  readonly records: number;
  readonly recordsByKind: Counts;
  readonly contextRecords: number;
  readonly actions: number;
  readonly actionsByKind: Counts;
  /** Usable steps, of the actions that are no waits. */
  readonly usableSteps: number;
  /** `usableSteps` divided by the actions that are no waits; null where there are none. */
  readonly yield: number | null;
  readonly lacks: Counts;
  readonly gaps: Readonly<Record<string, { readonly gaps: number; readonly ms: number; readonly counts: Counts }>>;
  /** Actions in fields, by redaction mode and by class of field. */
  readonly redaction: { readonly byMode: Counts; readonly byClass: Counts };
  readonly unreadableLines: number;
  readonly tornFiles: number;
}

export type ValidatedSession = Counted & {
  readonly session: string;
  readonly participant: string;
  readonly startedAt: string;
  /** Its last record is `end`. */
  readonly isComplete: boolean;
};

/** What stands in validation.json. */
export interface Validation {
  readonly tool: string;
  readonly reduceVersion: number;
  readonly format: string;
  readonly purpose: string;
  /** Names of participants and sessions were made anew. */
  readonly isSalted: boolean;
  readonly sessions: { readonly exported: number; readonly incomplete: number; readonly refused: number };
  /** Segments of exported sessions that were recorded for another purpose, and so left out. */
  readonly refusedSegments: number;
  readonly total: Counted;
  readonly bySession: readonly ValidatedSession[];
  readonly files: readonly WrittenFile[];
}

/** Counts up; `counted` gives the sums in an order that only depends on what was counted. */
export function createCounter() {
  const kinds = new Map<string, number>();
  const actionKinds = new Map<string, number>();
  const yielded = createYieldCount();
  const modes = new Map<string, number>();
  const classes = new Map<string, number>();
  const gaps = new Map<GapReason, { gaps: number; ms: number; counts: Map<string, number> }>();
  let contextRecords = 0;
  let unreadableLines = 0;
  let tornFiles = 0;

  const countAction = (action: Action): void => {
    add(actionKinds, action.kind);
    if (action.kind === 'wait') return;
    if (action.field === undefined) return;
    add(modes, action.field.mode);
    add(classes, action.field.class);
  };
  const countGap = ({ reason, from, to, counts = {} }: Extract<Reduced, { kind: 'gap' }>['gap']): void => {
    const sums = gaps.get(reason) ?? { gaps: 0, ms: 0, counts: new Map<string, number>() };
    gaps.set(reason, sums);
    sums.gaps++;
    sums.ms += Math.max(0, to - from);
    for (const [kind, count] of Object.entries(counts)) add(sums.counts, kind, count);
  };
  return {
    record: (kind: string) => add(kinds, kind),
    reduced: (piece: Reduced): void => {
      yielded.add(piece);
      if (piece.kind === 'action') countAction(piece.action);
      else if (piece.kind === 'gap') countGap(piece.gap);
      else contextRecords++;
    },
    unreadable: () => {
      unreadableLines++;
    },
    torn: () => {
      tornFiles++;
    },
    counted: (): Counted => {
      const actions = sum(actionKinds);
      const { usableSteps, yield: share, lacks } = yielded.counted();
      const gapCounts = [...gaps].map(
        ([reason, { counts, ...sums }]) => [reason, { ...sums, counts: toCounts(counts) }] as const,
      );
      return {
        records: sum(kinds),
        recordsByKind: toCounts(kinds),
        contextRecords,
        actions,
        actionsByKind: toCounts(actionKinds),
        usableSteps,
        yield: share,
        lacks,
        gaps: Object.fromEntries(gapCounts.toSorted(byName)),
        redaction: { byMode: toCounts(modes), byClass: toCounts(classes) },
        unreadableLines,
        tornFiles,
      };
    },
  };
}
type Counter = ReturnType<typeof createCounter>;

/** Most names that are counted apart: a hostile file may hold any. */
const NAMES_MAX = 1_000;

function add<K extends string>(counts: Map<K, number>, name: K, count = 1): void {
  if (!counts.has(name) && counts.size >= NAMES_MAX) return;
  counts.set(name, (counts.get(name) ?? 0) + count);
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

function toCounts(counts: ReadonlyMap<string, number>): Counts {
  return Object.fromEntries([...counts].toSorted(byName));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** The counts of all sessions together. */
export function sumCounted(sessions: readonly Counted[]): Counted {
  const sumOf = (pick: (counted: Counted) => number) => sessions.reduce((total, session) => total + pick(session), 0);
  const merge = (pick: (counted: Counted) => Counts): Counts => {
    const merged = new Map<string, number>();
    for (const session of sessions) for (const [name, count] of Object.entries(pick(session))) add(merged, name, count);
    return toCounts(merged);
  };
  const reasons = [...new Set(sessions.flatMap(({ gaps }) => Object.keys(gaps)))].toSorted();
  const gaps = reasons.map((reason) => [
    reason,
    {
      gaps: sumOf((session) => session.gaps[reason]?.gaps ?? 0),
      ms: sumOf((session) => session.gaps[reason]?.ms ?? 0),
      counts: merge((session) => session.gaps[reason]?.counts ?? {}),
    },
  ]);
  const actionsByKind = merge((session) => session.actionsByKind);
  const usableSteps = sumOf((session) => session.usableSteps);
  const steps = sum(new Map(Object.entries(actionsByKind))) - (actionsByKind['wait'] ?? 0);
  return {
    records: sumOf(({ records }) => records),
    recordsByKind: merge((session) => session.recordsByKind),
    contextRecords: sumOf(({ contextRecords }) => contextRecords),
    actions: sumOf(({ actions }) => actions),
    actionsByKind,
    usableSteps,
    yield: yieldOf(usableSteps, steps),
    lacks: merge((session) => session.lacks),
    gaps: Object.fromEntries(gaps),
    redaction: {
      byMode: merge((session) => session.redaction.byMode),
      byClass: merge((session) => session.redaction.byClass),
    },
    unreadableLines: sumOf(({ unreadableLines }) => unreadableLines),
    tornFiles: sumOf(({ tornFiles }) => tornFiles),
  };
}

/** The counts of one session with what it is. */
export function toValidatedSession(
  { session, participant, head }: SessionInfo,
  counter: Counter,
  isComplete: boolean,
): ValidatedSession {
  return { session, participant, startedAt: head.startedAt, isComplete, ...counter.counted() };
}

/** The whole summary, without what only the end of the export knows. */
export function validationHead(format: string, purpose: string, version: string) {
  return { tool: `showhow ${version}`, reduceVersion: REDUCE_VERSION, format, purpose };
}
