// The bytes of a session file on their way in: uncompressed chunks, and where the file tore.

/** Why the bytes of a file stop before their end: cut off, damaged inside, or not gzip at all. */
export type TearCause = 'torn' | 'damaged' | 'notGzip';

/** A stretch of uncompressed bytes, or (always last) the tear that ended them. */
export type ByteChunk =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'tear'; readonly cause: TearCause; readonly what: string };

/** Bytes that are whole, as chunks: for text that is already uncompressed and in memory. */
export async function* wholeBytes(bytes: Uint8Array): AsyncGenerator<ByteChunk> {
  yield { kind: 'bytes', bytes };
}

/** Joins byte arrays into one. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
