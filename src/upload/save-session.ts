// A session as a file for its person, piece by piece: what is sealed as it was sealed, then what is not. Stores nothing. Worker.
import { SEGMENT_MAX_RECORDS } from '../model/limit.ts';
import type { RecordBody, SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { SavedPiece } from '../model/worker-api.ts';
import { encodeSegment } from '../session/encode.ts';
import { sinceStart } from './number-rows.ts';
import type { HeldRow, SessionToSeal } from './seal.ts';
import { after, buildSegment, gzip } from './seal.ts';

/** A record that is in a segment. */
export interface NumberedRow {
  readonly doc?: string;
  readonly seq?: number;
  readonly t?: number;
  readonly late?: true;
  readonly body: RecordBody;
}

export interface SavedSegment {
  readonly n: number;
  readonly header: SegmentHeader;
}

export interface SaveDeps {
  /** Undefined when there is none such. */
  readonly findSession: () => Promise<SessionToSeal | undefined>;
  /** Segments of a session that are on the device, by number. */
  readonly listSegments: (session: string) => Promise<readonly SavedSegment[]>;
  /** Rows of one segment, by `seq`. */
  readonly readSealed: (session: string, n: number) => Promise<readonly NumberedRow[]>;
  readonly readHeld: (session: string, untilAt: number, limit: number) => Promise<readonly HeldRow[]>;
}

/** One gzip member of the session; undefined when nothing was recorded. Pieces joined in order are the file. */
export async function savePiece(deps: SaveDeps, piece: number): Promise<SavedPiece | undefined> {
  const session = await deps.findSession();
  if (session === undefined) return undefined;
  const segments = await deps.listSegments(session.id);
  const segment = segments[piece];
  const saved =
    segment === undefined
      ? await pieceOfHeld(deps, session, piece - segments.length)
      : await pieceOfSealed(deps, session, segment, piece < segments.length - 1);
  if (saved === undefined) return undefined;
  const name = `showhow-${new Date(session.startedAt).toISOString().slice(0, 10)}-${session.id.slice(0, 8)}.jsonl.gz`;
  return { name, base64: toBase64(saved.bytes), ...(saved.hasNext && { next: piece + 1 }) };
}

interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly hasNext: boolean;
}

async function pieceOfSealed(
  deps: SaveDeps,
  session: SessionToSeal,
  { n, header }: SavedSegment,
  isFollowed: boolean,
): Promise<Piece> {
  const rows = await deps.readSealed(session.id, n);
  const hasNext = isFollowed || (await deps.readHeld(session.id, Number.POSITIVE_INFINITY, 1)).length > 0;
  return {
    bytes: await gzip(
      encodeSegment(
        header,
        rows.map((row) => toRecord(row, session.startedAt)),
      ),
    ),
    hasNext,
  };
}

/** Held records, numbered as if they were sealed now: from the first on, since each piece needs the digest of the one before. */
async function pieceOfHeld(deps: SaveDeps, session: SessionToSeal, index: number): Promise<Piece | undefined> {
  const from = index * SEGMENT_MAX_RECORDS;
  const held = await deps.readHeld(session.id, Number.POSITIVE_INFINITY, from + SEGMENT_MAX_RECORDS + 1);
  if (held.length <= from) return undefined;
  let current = session;
  for (let start = 0; ; start += SEGMENT_MAX_RECORDS) {
    const rows = held.slice(start, start + SEGMENT_MAX_RECORDS);
    const segment = await buildSegment(current, rows, async (bytes) => bytes);
    if (start === from) return { bytes: segment.bytes, hasNext: held.length > from + SEGMENT_MAX_RECORDS };
    current = after(current, segment);
  }
}

function toRecord({ body, seq = -1, t = 0, doc, late }: NumberedRow, startedAt: number): SessionRecord {
  return { ...sinceStart(body, startedAt), seq, t, ...(doc !== undefined && { doc }), ...(late && { late }) };
}

function toBase64(bytes: Uint8Array): string {
  // In stretches: a call takes only so many arguments.
  const STRETCH = 0x8000;
  let binary = '';
  for (let i = 0; i < bytes.length; i += STRETCH) binary += String.fromCharCode(...bytes.subarray(i, i + STRETCH));
  return btoa(binary);
}
