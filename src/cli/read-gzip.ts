// Reads gzip bytes of any number of members, streaming, and names where they tear.
import { createHash } from 'node:crypto';
import { createGunzip } from 'node:zlib';
import type { ByteChunk, TearCause } from '../session/bytes.ts';
import type { Digest } from '../session/digest.ts';
import { gunzip as gunzipSlowly } from '../session/gunzip.ts';

/** Read in pieces of this many bytes: gzip expands at most about 1,000 times, so memory stays bounded. */
const PIECE_BYTES = 16 * 1024;

/**
 * Uncompressed bytes of all members. Torn or damaged bytes end with a tear. `open` gives the compressed bytes, a second time
 * where the first reading met damage; what it throws goes through.
 */
export async function* readGzip(open: () => AsyncIterable<Uint8Array>): AsyncGenerator<ByteChunk> {
  const gunzip = createGunzip();
  let chunks: ByteChunk[] = [];
  let failure: Error | undefined;
  gunzip.on('data', (bytes: Buffer) => chunks.push({ kind: 'bytes', bytes }));
  gunzip.on('error', (error) => {
    failure ??= error;
  });
  let givenBytes = 0;
  const take = () => {
    const taken = chunks;
    chunks = [];
    for (const chunk of taken) if (chunk.kind === 'bytes') givenBytes += chunk.bytes.length;
    return taken;
  };
  const closed = new Promise<void>((resolve) => gunzip.once('close', () => resolve()));
  let start: Uint8Array | undefined;
  try {
    for await (const piece of inPieces(open())) {
      start ??= piece;
      // On damaged data zlib closes without ever answering the write.
      await Promise.race([new Promise<void>((resolve) => gunzip.write(piece, () => resolve())), closed]);
      yield* take();
      if (failure !== undefined) break;
    }
    if (failure === undefined) gunzip.end();
    await closed;
    yield* take();
    if (start === undefined) yield { kind: 'tear', cause: 'notGzip', what: 'the file is empty' };
    else if (failure !== undefined) {
      const tear: ByteChunk = { kind: 'tear', cause: toCause(failure, start), what: failure.message };
      if (tear.cause === 'damaged') yield* whatWasHeldBack(open, givenBytes);
      yield tear;
    }
  } finally {
    gunzip.destroy();
  }
}

/**
 * zlib keeps for itself what it had inflated of the piece in which it failed: this inflates the file once more, with a
 * decoder that gives every byte before the damage, and passes on those from `fromByte` on.
 */
async function* whatWasHeldBack(open: () => AsyncIterable<Uint8Array>, fromByte: number): AsyncGenerator<ByteChunk> {
  let at = 0;
  for await (const chunk of gunzipSlowly(open())) {
    if (chunk.kind === 'tear') return;
    const start = Math.max(0, fromByte - at);
    at += chunk.bytes.length;
    if (start < chunk.bytes.length) yield { kind: 'bytes', bytes: chunk.bytes.subarray(start) };
  }
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) yield chunk.subarray(at, at + PIECE_BYTES);
}

function toCause(failure: Error, start: Uint8Array): TearCause {
  if (!isGzip(start)) return 'notGzip';
  return 'code' in failure && failure.code === 'Z_BUF_ERROR' ? 'torn' : 'damaged';
}

/** True for bytes that begin as gzip does; as far as there are any. */
export function isGzip(start: Uint8Array): boolean {
  return start.length > 0 && start[0] === 0x1f && (start.length === 1 || start[1] === 0x8b);
}

/** SHA-256 as bytes go by. */
export function streamingDigest(): Digest {
  const hash = createHash('sha256');
  return { add: (bytes) => void hash.update(bytes), hex: async () => hash.digest('hex') };
}
