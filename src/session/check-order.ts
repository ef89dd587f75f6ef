// Checks the order of records: `seq` without a hole, `t` never back, `end` last, gaps that run forward.

import type { SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { Place, Report } from './fault.ts';
import type { UnknownRecord } from './parse-record.ts';

const AGAIN = 'Lines were lost, added or moved after sealing: take the segment again from the store.';

/** A check of each record against the ones before it. */
export interface OrderCheck {
  readonly head: (header: SegmentHeader, place: Place) => void;
  readonly record: (record: SessionRecord | UnknownRecord, place: Place) => void;
  /** A line that should be a record but cannot be read; `seq` where that much could be. */
  readonly unreadable: (seq: number | undefined) => void;
  /** A segment that was taken back stood here: its records had numbers, and nobody knows how many. */
  readonly tombstone: () => void;
  /** The file stops: nothing after the last record is known. */
  readonly tear: () => void;
  /** True when the last record was `end`. */
  readonly hasEnd: () => boolean;
}

/** Starts a check over one session. */
export function createOrderCheck(report: Report): OrderCheck {
  let nextSeq: number | undefined;
  /** What the next segment may begin with at the least, after one that was taken back. */
  let leastSeq = 0;
  let lastT = 0;
  let hasEnd = false;
  const checkSeq = (seq: number, place: Place) => {
    if (nextSeq !== undefined && seq !== nextSeq) report('seq', place, whichRecords(seq, nextSeq), AGAIN);
    nextSeq = seq + 1;
  };
  return {
    head: ({ firstSeq }, place) => {
      if (nextSeq !== undefined && firstSeq !== nextSeq) {
        report('seq', place, `firstSeq is ${firstSeq}, but the segment before ends with seq ${nextSeq - 1}`, AGAIN);
      }
      if (firstSeq < leastSeq) report('seq', place, `firstSeq is ${firstSeq}, below ${leastSeq}`, AGAIN);
      nextSeq = firstSeq;
      if (hasEnd) report('end', place, 'a segment stands after `end`', AGAIN);
    },
    record: (record, place) => {
      checkSeq(record.seq, place);
      if (record.t < lastT) report('time', place, `t goes back from ${lastT} to ${record.t}`, AGAIN);
      lastT = record.t;
      if (hasEnd) report('end', place, `a record of kind ${record.kind} stands after \`end\``, AGAIN);
      hasEnd = record.kind === 'end';
      if (isGap(record) && record.to < record.from) {
        report('gap', place, `the gap ends at ${record.to}, before it begins at ${record.from}`, AGAIN);
      }
    },
    unreadable: (seq) => {
      if (seq !== undefined) nextSeq = seq + 1;
      else if (nextSeq !== undefined) nextSeq++;
      hasEnd = false;
    },
    tombstone: () => {
      leastSeq = nextSeq ?? leastSeq;
      nextSeq = undefined;
      hasEnd = false;
    },
    tear: () => {
      hasEnd = false;
    },
    hasEnd: () => hasEnd,
  };
}

function isGap(record: SessionRecord | UnknownRecord): record is Extract<SessionRecord, { kind: 'gap' }> {
  return record.kind === 'gap';
}

function whichRecords(seq: number, expected: number): string {
  if (seq < expected) return `seq is ${seq} where ${expected} should stand: the record is there twice or out of order`;
  const missing = seq === expected + 1 ? `record ${expected} is` : `records ${expected} to ${seq - 1} are`;
  return `seq is ${seq} where ${expected} should stand: ${missing} missing or out of order`;
}
