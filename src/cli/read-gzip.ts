// Reads a gzip file of any number of members from disk, streaming, and names where it tears.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { ByteChunk, TearCause } from '../session/bytes.ts';
import type { Digest } from '../session/digest.ts';
import { gunzip as gunzipSlowly } from '../session/gunzip.ts';

/** Read in pieces of this many bytes: gzip expands at most about 1,000 times, so memory stays bounded. */
const PIECE_BYTES = 16 * 1024;

/** Uncompressed bytes of all members. A torn or damaged file ends with a tear; only a file that cannot be read throws. */
export async function* readGzip(path: string): AsyncGenerator<ByteChunk> {
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
  const file = await open(path);
  let start: Buffer | undefined;
  try {
    for await (const piece of file.createReadStream({ highWaterMark: PIECE_BYTES, autoClose: false })) {
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
      if (tear.cause === 'damaged') yield* whatWasHeldBack(path, givenBytes);
      yield tear;
    }
  } finally {
    gunzip.destroy();
    await file.close();
  }
}

/**
 * zlib keeps for itself what it had inflated of the piece in which it failed: this inflates the file once more, with a
 * decoder that gives every byte before the damage, and passes on those from `fromByte` on.
 */
async function* whatWasHeldBack(path: string, fromByte: number): AsyncGenerator<ByteChunk> {
  let at = 0;
  for await (const chunk of gunzipSlowly(createReadStream(path))) {
    if (chunk.kind === 'tear') return;
    const start = Math.max(0, fromByte - at);
    at += chunk.bytes.length;
    if (start < chunk.bytes.length) yield { kind: 'bytes', bytes: chunk.bytes.subarray(start) };
  }
}

function toCause(failure: Error, start: Buffer): TearCause {
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
