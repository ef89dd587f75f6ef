// Checks the heads of segments: numbered in order, of one session, each holding the digest of the segment before.
import type { SegmentHeader, Tombstone } from '../model/session.ts';
import type { Digest } from './digest.ts';
import type { Place, Report } from './fault.ts';

const AGAIN = 'Take the segments of this session again from the store, and join them in order of n.';
const SHA256_HEX = /^[0-9a-f]{64}$/;
/** What all segments of a session share. */
const SHARED = ['session', 'participant', 'startedAt'] as const;

/** A check of each segment head against the one before; `bytes` feeds the digest with each line as it stands. */
export interface ChainCheck {
  readonly head: (header: SegmentHeader, place: Place) => Promise<void>;
  /** A segment that was taken back: the next one is held to its digest. */
  readonly tombstone: (tombstone: Tombstone, place: Place) => Promise<void>;
  /** A head that could not be read: the chain goes on after it. */
  readonly unreadableHead: () => Promise<void>;
  readonly bytes: (bytes: Uint8Array) => void;
  /** Bytes of the running segment are missing: its digest says nothing. */
  readonly bytesMissing: () => void;
}

/** Starts a check over one session. */
export function createChainCheck(report: Report, newDigest: () => Digest): ChainCheck {
  let last: SegmentHeader | undefined;
  /** Number that the next segment should have; undefined where that cannot be known. */
  let expected: number | undefined = 0;
  let digest: Digest | undefined;
  const endSegment = async () => {
    const hex = await digest?.hex();
    digest = newDigest();
    return hex;
  };
  return {
    head: async (header, place) => {
      const prev = await endSegment();
      checkFields(header, place, report);
      if (last !== undefined) checkSame(header, last, place, report);
      if (expected === undefined || header.n === expected) checkPrev(header, prev, place, report);
      else report('segment', place, whichSegments(header.n, expected), AGAIN);
      last = header;
      expected = header.n + 1;
    },
    tombstone: async ({ n, session, digest: known }, place) => {
      await endSegment();
      if (expected !== undefined && n !== expected) report('segment', place, whichSegments(n, expected), AGAIN);
      if (last !== undefined && session !== last.session)
        report('head', place, 'the tombstone is one of another session', AGAIN);
      digest = { add: () => {}, hex: async () => known };
      expected = n + 1;
    },
    unreadableHead: async () => {
      await endSegment();
      last = undefined;
      expected = undefined;
    },
    bytes: (bytes) => digest?.add(bytes),
    bytesMissing: () => {
      digest = { add: () => {}, hex: async () => undefined };
    },
  };
}

function whichSegments(n: number, expected: number): string {
  if (n < expected) return `segment ${n} stands after segment ${expected - 1}: it is there twice or out of order`;
  const missing = n === expected + 1 ? `segment ${expected} is` : `segments ${expected} to ${n - 1} are`;
  return `segment ${n} stands where segment ${expected} should: ${missing} missing or out of order`;
}

function checkFields(header: SegmentHeader, place: Place, report: Report): void {
  const fix = 'The file was not written by this recorder, or was changed by hand: take it again from the store.';
  if (header.n < 0) report('head', place, `n is ${header.n}, below 0`, fix);
  if (header.firstSeq < 0) report('head', place, `firstSeq is ${header.firstSeq}, below 0`, fix);
  if (!Number.isFinite(Date.parse(header.startedAt))) report('head', place, 'startedAt is no ISO 8601 time', fix);
  if (header.prev !== null && !SHA256_HEX.test(header.prev)) report('head', place, 'prev is no SHA-256 in hex', fix);
}

function checkSame(header: SegmentHeader, last: SegmentHeader, place: Place, report: Report): void {
  const changed = SHARED.filter((field) => header[field] !== last[field]);
  if (changed.length === 0) return;
  const what = `${changed.join(', ')} differ from the segment before: these are segments of different sessions`;
  report('head', place, what, 'Keep each session in a file of its own: `showhow sessions STORE OUT` does so.');
}

/** `prev` is undefined where no digest can be known: after a segment with missing bytes or an unreadable head. */
function checkPrev(header: SegmentHeader, prev: string | undefined, place: Place, report: Report): void {
  if (header.n === 0) {
    if (header.prev !== null) report('chain', place, 'prev of segment 0 is not null', AGAIN);
    return;
  }
  if (prev === undefined || header.prev === prev) return;
  const what = `prev of segment ${header.n} is not the digest of segment ${header.n - 1}: one of the two was changed`;
  report('chain', place, what, AGAIN);
}
