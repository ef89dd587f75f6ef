// What is in a session, streaming: kinds, time, pages, gaps and bytes. Faulty lines are counted and passed over.
import type { GapReason } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { DecodedLine } from './decode.ts';
import type { Tally } from './tally.ts';
import { addTo, toTally } from './tally.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline } from './timeline.ts';

/** Records of one kind and their uncompressed bytes, line ends included. */
export interface KindSummary {
  readonly kind: string;
  readonly records: number;
  readonly bytes: number;
}

/** Gaps of one reason: how many, how long together (ms), and which records are declared missing. */
export interface GapSummary {
  readonly reason: GapReason;
  readonly gaps: number;
  readonly ms: number;
  readonly counts: Tally;
}

/** What is in a session. */
export interface SessionSummary {
  /** The first segment's head; undefined where none can be read. */
  readonly head: SegmentHeader | undefined;
  readonly segments: number;
  /** Records without segment heads. */
  readonly records: number;
  /** Uncompressed, everything that was read. */
  readonly bytes: number;
  /** `t` of the first and last record, in ms since `startedAt`; undefined without records. */
  readonly firstT: number | undefined;
  readonly lastT: number | undefined;
  /** Most bytes first; segment heads are the kind `segment`. */
  readonly kinds: readonly KindSummary[];
  /** Page records by safe URL, most frequent first. */
  readonly pages: Tally;
  readonly gaps: readonly GapSummary[];
  readonly timeline: Timeline;
  /** Lines that could not be read. `verify` says what is wrong with them. */
  readonly unreadableLines: number;
  /** The file stops before its end. */
  readonly isTorn: boolean;
  /** The last record is `end`. */
  readonly isComplete: boolean;
}

const TIMELINE_STRETCHES = 80;

/** Sums up the lines of one session. */
export async function summarizeSession(lines: AsyncIterable<DecodedLine>): Promise<SessionSummary> {
  const summary = createSummary();
  for await (const line of lines) summary.add(line);
  return summary.result();
}

function createSummary() {
  const records = new Map<string, number>();
  const bytes = new Map<string, number>();
  const pages = new Map<string, number>();
  const gaps = createGapSummary();
  const timeline = createTimeline(TIMELINE_STRETCHES);
  let head: SegmentHeader | undefined;
  let firstT: number | undefined;
  let lastT: number | undefined;
  let unreadableLines = 0;
  let isTorn = false;
  let isComplete = false;
  const count = (kind: string, line: DecodedLine) => {
    addTo(records, kind, 1);
    addTo(bytes, kind, line.bytes.length);
  };
  const add = (line: DecodedLine): void => {
    switch (line.kind) {
      case 'segment':
        count('segment', line);
        head ??= line.header;
        return;
      case 'tombstone':
        isComplete = false;
        return;
      case 'record':
      case 'unknown':
        count(line.record.kind, line);
        firstT ??= line.record.t;
        lastT = line.record.t;
        timeline.add(line.record.t);
        isComplete = line.record.kind === 'end';
        if (line.kind === 'unknown') return;
        if (line.record.kind === 'page') addTo(pages, line.record.url, 1);
        if (line.record.kind === 'gap') gaps.add(line.record);
        return;
      case 'malformed':
      case 'notJson':
      case 'tooLong':
        unreadableLines++;
        isComplete = false;
        return;
      case 'tear':
        isTorn = true;
        isComplete = false;
    }
  };
  const result = (): SessionSummary => ({
    head,
    segments: records.get('segment') ?? 0,
    records: sum(records) - (records.get('segment') ?? 0),
    bytes: sum(bytes),
    firstT,
    lastT,
    kinds: Object.entries(toTally(bytes)).map(([kind, size]) => ({
      kind,
      records: records.get(kind) ?? 0,
      bytes: size,
    })),
    pages: toTally(pages),
    gaps: gaps.result(),
    timeline: timeline.result(),
    unreadableLines,
    isTorn,
    isComplete,
  });
  return { add, result };
}

interface GapRecord {
  readonly reason: GapReason;
  readonly from: number;
  readonly to: number;
  readonly counts?: Readonly<Record<string, number>> | undefined;
}

function createGapSummary() {
  const byReason = new Map<GapReason, { gaps: number; ms: number; counts: Map<string, number> }>();
  return {
    add: ({ reason, from, to, counts }: GapRecord): void => {
      const sums = byReason.get(reason) ?? { gaps: 0, ms: 0, counts: new Map() };
      byReason.set(reason, sums);
      sums.gaps++;
      sums.ms += Math.max(0, to - from);
      for (const [kind, count] of Object.entries(counts ?? {})) addTo(sums.counts, kind, count);
    },
    result: (): readonly GapSummary[] =>
      [...byReason].map(([reason, { gaps, ms, counts }]) => ({ reason, gaps, ms, counts: toTally(counts) })),
  };
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
