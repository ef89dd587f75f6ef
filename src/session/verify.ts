// Checks a session, streaming: is every record there, once, in order, as it was sealed?
import { createChainCheck } from './check-chain.ts';
import type { UnreadableLine } from './check-line.ts';
import { reportUnreadable } from './check-line.ts';
import { createOrderCheck } from './check-order.ts';
import { createPageCheck } from './check-pages.ts';
import { checkPlace } from './check-place.ts';
import { checkRedaction } from './check-redaction.ts';
import { createReferenceCheck } from './check-references.ts';
import type { Digest } from './digest.ts';
import { collectingDigest } from './digest.ts';
import type { Fault, Report } from './fault.ts';
import { createFaultList } from './fault.ts';
import { createReducer } from './reduce/reduce.ts';
import type { Yield } from './reduce/yield.ts';
import { createYieldCount } from './reduce/yield.ts';
import type { FileLine } from './session-files.ts';
import type { Tally } from './tally.ts';
import { addTo, toTally } from './tally.ts';

/** What a check found. A session is sound when `faultCount` is 0; it may still be incomplete. */
export interface Verdict {
  /** In the order of the file, the first `FAULTS_MAX` of them. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  /** True when the session's last record is `end`; else more may follow, or it was cut off. */
  readonly isComplete: boolean;
  readonly segments: number;
  /** Segments that were taken back after they had left: only their numbers and digests are there. */
  readonly withdrawnSegments: number;
  /** Records that could be read, of known and unknown kinds, without segment heads. */
  readonly records: number;
  /** What this version does not know: counted, no fault. */
  readonly unknownKinds: Tally;
  readonly unknownFields: Tally;
  /** What the session yields when it is reduced to actions. */
  readonly yield: Yield;
}

/**
 * Checks the lines of one session, its files in the order of their segments. Digests by `crypto.subtle` unless a streaming
 * hash is handed in. What it cannot see: records taken from the end of an unfinished session (nothing refers to them yet),
 * and in the last segment, whose digest stands nowhere in the file, a change that leaves every record in its schema, or the
 * loss of its head.
 */
export async function verifySession(
  lines: AsyncIterable<FileLine>,
  newDigest: () => Digest = collectingDigest,
): Promise<Verdict> {
  const list = createFaultList();
  const checks = createChecks(list.report, newDigest);
  for await (const line of lines) await checks.line(line);
  const counts = checks.end();
  const faults = list.faults.sort(byPlace(checks.fileOrder));
  return { faults, faultCount: list.count(), ...counts };
}

function createChecks(report: Report, newDigest: () => Digest) {
  const chain = createChainCheck(report, newDigest);
  const order = createOrderCheck(report);
  const pages = createPageCheck(report);
  const references = createReferenceCheck(report);
  const reducer = createReducer();
  const yielded = createYieldCount();
  const unknownKinds = new Map<string, number>();
  const unknownFields = new Map<string, number>();
  const fileOrder = new Map<string, number>();
  let segments = 0;
  let withdrawnSegments = 0;
  let records = 0;
  const countFields = (kind: string, fields: readonly string[]) => {
    for (const field of fields) addTo(unknownFields, `${kind}.${field}`, 1);
  };
  const head = async (line: FileLine & { kind: 'segment' }) => {
    segments++;
    await chain.head(line.header, line);
    order.head(line.header, line);
    countFields('segment', line.unknownFields);
  };
  const record = (line: FileLine & { kind: 'record' | 'unknown' }) => {
    records++;
    order.record(line.record, line);
    if (line.kind === 'unknown') {
      for (const piece of reducer.unknown(line.record)) yielded.add(piece);
      return addTo(unknownKinds, line.record.kind, 1);
    }
    pages.record(line.record, line);
    references.record(line.record, line);
    checkPlace(line.record, line, report);
    checkRedaction(line.record, line, report);
    for (const piece of reducer.record(line.record)) yielded.add(piece);
    countFields(line.record.kind, line.unknownFields);
  };
  const tombstone = async (line: FileLine & { kind: 'tombstone' }) => {
    withdrawnSegments++;
    await chain.tombstone(line.tombstone, line);
    order.tombstone();
    pages.tombstone();
    for (const piece of reducer.end()) yielded.add(piece);
  };
  const unreadable = async (line: UnreadableLine) => {
    reportUnreadable(line, report);
    if (line.kind === 'tooLong') chain.bytesMissing();
    if (line.kind === 'tear') order.tear();
    else if (line.kind === 'malformed' && line.recordKind === 'segment') await chain.unreadableHead();
    else order.unreadable(line.kind === 'malformed' ? line.seq : undefined);
  };
  const line = async (line: FileLine): Promise<void> => {
    if (fileOrder.size === 0 && !['segment', 'tombstone', 'tear'].includes(line.kind)) {
      report('head', line, 'the first line is no segment record', 'Is this a session file? Its start may be cut off.');
    }
    if (!fileOrder.has(line.file)) fileOrder.set(line.file, fileOrder.size);
    if (line.kind === 'segment') await head(line);
    else if (line.kind === 'tombstone') await tombstone(line);
    else if (line.kind === 'record' || line.kind === 'unknown') record(line);
    else await unreadable(line);
    chain.bytes(line.bytes);
  };
  const end = () => {
    pages.end();
    references.end(pages.mayLackPages());
    for (const piece of reducer.end()) yielded.add(piece);
    return {
      isComplete: order.hasEnd(),
      segments,
      withdrawnSegments,
      records,
      unknownKinds: toTally(unknownKinds),
      unknownFields: toTally(unknownFields),
      yield: yielded.counted(),
    };
  };
  return { line, end, fileOrder };
}

function byPlace(fileOrder: ReadonlyMap<string, number>) {
  const rank = (fault: Fault) => fileOrder.get(fault.file) ?? 0;
  return (a: Fault, b: Fault) => rank(a) - rank(b) || a.line - b.line;
}
