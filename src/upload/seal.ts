// Seals segments: sorts and numbers records, encodes, chains, compresses. Worker.

import { SEAL_MIN_AGE_MS, SEGMENT_MAX_RECORDS, SEGMENT_TARGET_BYTES, TEXT_WAIT_MAX_MS } from '../model/limit.ts';
import { LOST_TEXT } from '../model/lost-text.ts';
import type { SegmentHeader, SessionFacts } from '../model/session.ts';
import { SESSION_SCHEMA } from '../model/session.ts';
import { encodeSegment, sha256Hex } from '../session/encode.ts';
import type { UnnumberedRow } from './number-rows.ts';
import { numberRows } from './number-rows.ts';

/** A session as far as sealing goes on from it. Times in ms since 1970. */
export interface SessionToSeal {
  readonly id: string;
  readonly startedAt: number;
  readonly participant: string;
  readonly start: Omit<SessionFacts, 'session' | 'startedAt' | 'participant'>;
  readonly ended?: unknown;
  readonly nextN: number;
  readonly nextSeq: number;
  readonly lastT: number;
  readonly prev: string | null;
}

export interface HeldRow {
  readonly id: number;
  readonly row: UnnumberedRow;
}

/** A segment ready to be stored. */
export interface NewSegment {
  readonly header: SegmentHeader;
  /** SHA-256 of the uncompressed bytes. */
  readonly digest: string;
  /** SHA-256 of `bytes`. */
  readonly sha256: string;
  /** As they will be sent. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Newest record's time, in ms since 1970. */
  readonly newestAt: number;
  readonly rows: readonly { readonly id: number; readonly seq: number; readonly t: number; readonly late?: true }[];
}

export interface SealDeps {
  readonly sessionsToSeal: () => Promise<readonly SessionToSeal[]>;
  /** Held rows up to a time, sorted by time and arrival. */
  readonly readHeld: (session: string, untilAt: number, limit: number) => Promise<readonly HeldRow[]>;
  /** False when the disk has moved on: nothing was stored. */
  readonly commit: (segment: NewSegment) => Promise<boolean>;
  /** Encrypts a gzip member; the identity while nobody asked for encryption. */
  readonly sealBytes: (gzip: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Seals everything that is old enough to leave; returns how many segments that made. */
export async function sealAll(deps: SealDeps, holdMinutes: number, now: number): Promise<number> {
  let count = 0;
  for (const session of await deps.sessionsToSeal()) {
    let current = session;
    for (let segment = await sealNext(deps, current, holdMinutes, now); segment; ) {
      count += 1;
      current = after(current, segment);
      segment = await sealNext(deps, current, holdMinutes, now);
    }
  }
  return count;
}

/** Up to when records may be sealed: the hold window is over, and while the session runs they could not arrive late any more. */
function sealableUntil(hasEnded: boolean, holdMinutes: number, now: number): number {
  const holdMs = holdMinutes * 60_000;
  return now - (hasEnded ? holdMs : Math.max(holdMs, SEAL_MIN_AGE_MS));
}

/** Undefined when nothing is old enough, or when another seal was quicker. */
async function sealNext(
  deps: SealDeps,
  session: SessionToSeal,
  holdMinutes: number,
  now: number,
): Promise<NewSegment | undefined> {
  const untilAt = sealableUntil(session.ended !== undefined, holdMinutes, now);
  const ready = await deps.readHeld(session.id, untilAt, SEGMENT_MAX_RECORDS);
  // Pages of a session that has ended are gone, or rest: no text comes any more.
  const waits = session.ended === undefined ? ready.findIndex(({ row }) => awaitsText(row, now)) : -1;
  const held = waits === -1 ? ready : ready.slice(0, waits);
  if (held.length === 0) return undefined;
  const segment = await sealWithin(deps.sealBytes, session, held);
  return (await deps.commit(segment)) ? segment : undefined;
}

/** A record that may still be given its text. What stands behind it waits too, since order is given in sealing. */
function awaitsText({ at, body }: UnnumberedRow, now: number): boolean {
  return (
    body.kind === 'typing' && body.text === LOST_TEXT && body.field.mode === 'masked' && at > now - TEXT_WAIT_MAX_MS
  );
}

/** Halves the rows until the segment is a small request: a cut connection costs that much again. */
async function sealWithin(
  sealBytes: SealDeps['sealBytes'],
  session: SessionToSeal,
  held: readonly HeldRow[],
): Promise<NewSegment> {
  const segment = await buildSegment(session, held, sealBytes);
  if (segment.bytes.length <= SEGMENT_TARGET_BYTES || held.length === 1) return segment;
  return sealWithin(sealBytes, session, held.slice(0, Math.ceil(held.length / 2)));
}

/** A segment of these rows, which are sorted by time and arrival. Stores nothing. */
export async function buildSegment(
  session: SessionToSeal,
  held: readonly HeldRow[],
  sealBytes: SealDeps['sealBytes'],
): Promise<NewSegment> {
  const records = numberRows(
    held.map(({ row }) => row),
    session,
  );
  const header = toHeader(session);
  const text = encodeSegment(header, records);
  const bytes = await sealBytes(await gzip(text));
  return {
    header,
    digest: await sha256Hex(text),
    sha256: await sha256Hex(bytes),
    bytes,
    newestAt: Math.max(...held.map(({ row }) => row.at)),
    rows: records.map(({ seq, t, late }, i) => ({ id: held[i]?.id ?? -1, seq, t, ...(late && { late }) })),
  };
}

/** The session as it stands when the segment is stored. */
export function after(session: SessionToSeal, { header, digest, rows }: NewSegment): SessionToSeal {
  return {
    ...session,
    nextN: header.n + 1,
    nextSeq: header.firstSeq + rows.length,
    lastT: rows.at(-1)?.t ?? session.lastT,
    prev: digest,
  };
}

function toHeader({ id, startedAt, participant, start, nextN, nextSeq, prev }: SessionToSeal): SegmentHeader {
  return {
    kind: 'segment',
    schema: SESSION_SCHEMA,
    session: id,
    n: nextN,
    startedAt: new Date(startedAt).toISOString(),
    participant,
    firstSeq: nextSeq,
    prev,
    ...start,
  };
}

/** One gzip member. */
export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
