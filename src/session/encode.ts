// Writes a segment: JSON Lines in UTF-8, the header first, ready to be digested and compressed; and the digest that chains segments.
import type { SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';

const encoder = new TextEncoder();

/** The line of a record without its `\n`: `kind`, `seq`, `t` and `doc` first, so that a person can read a file from the left. */
export function toLine(record: SessionRecord): string {
  const { kind, seq, t, doc, ...rest } = record;
  return JSON.stringify({ kind, seq, t, ...(doc === undefined ? {} : { doc }), ...rest });
}

/** The uncompressed bytes of one segment: what `prev` of the next segment digests. Every line ends in `\n`. */
export function encodeSegment(header: SegmentHeader, records: readonly SessionRecord[]): Uint8Array<ArrayBuffer> {
  const { kind, schema, session, n, startedAt, participant, firstSeq, prev, ...rest } = header;
  const head = JSON.stringify({ kind, schema, session, n, startedAt, participant, firstSeq, prev, ...rest });
  let text = `${head}\n`;
  for (const record of records) text += `${toLine(record)}\n`;
  return encoder.encode(text);
}

/** SHA-256 of the bytes as 64 lower-case hex digits. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  let hex = '';
  for (const byte of digest) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
