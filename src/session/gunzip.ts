// Streams every member of a gzip file in a page, where DecompressionStream reads only the first; Node uses its own zlib.
import { Gunzip } from 'fflate';
import type { ByteChunk } from './bytes.ts';
import { concatBytes } from './bytes.ts';
import { crc32 } from './crc32.ts';

/** Input is inflated in pieces of this many bytes: gzip expands at most about 1,000 times, so memory stays bounded. */
const PIECE_BYTES = 16 * 1024;
/** So much input before a piece is kept, to find the trailer of a member when the header of the next one is through. */
const KEPT_BYTES = 1024;
const TRAILER_BYTES = 8;

/** CRC-32 and size of a member's content so far: fflate reads past the trailer without comparing them. */
interface MemberSum {
  crc: number;
  sizeBytes: number;
}

function matchesTrailer(sum: MemberSum, trailer: Uint8Array): boolean {
  if (trailer.length < TRAILER_BYTES) return false;
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
  return view.getUint32(0, true) === sum.crc && view.getUint32(4, true) === sum.sizeBytes % 2 ** 32;
}

/** Inflates one piece after the other; `push` gives what came out, and a tear when the bytes are not sound. */
function createInflater() {
  let out: ByteChunk[] = [];
  let window: Uint8Array = new Uint8Array(0);
  let readBytes = 0;
  let sum: MemberSum = { crc: 0, sizeBytes: 0 };
  let isDamaged = false;
  const stream = new Gunzip((bytes) => {
    if (isDamaged || bytes.length === 0) return;
    sum = { crc: crc32(bytes, sum.crc), sizeBytes: sum.sizeBytes + bytes.length };
    out.push({ kind: 'bytes', bytes });
  });
  stream.onmember = (offset) => {
    const end = offset - (readBytes - window.length);
    const matches = end >= TRAILER_BYTES && matchesTrailer(sum, window.slice(end - TRAILER_BYTES, end));
    sum = { crc: 0, sizeBytes: 0 };
    if (matches || isDamaged) return;
    isDamaged = true;
    out.push({ kind: 'tear', cause: 'damaged', what: 'a member does not match its checksum' });
  };
  const take = () => {
    const taken = out;
    out = [];
    return taken;
  };
  const push = (piece: Uint8Array): readonly ByteChunk[] => {
    window = concatBytes([window.slice(-KEPT_BYTES), piece]);
    readBytes += piece.length;
    try {
      stream.push(piece);
    } catch (error) {
      // fflate throws errors with a numeric `code` for data that is not sound; anything else is a bug.
      if (!(error instanceof Error && 'code' in error && typeof error.code === 'number')) throw error;
      const isStart = readBytes === window.length;
      const cause = isStart && (window[0] !== 0x1f || window[1] !== 0x8b) ? 'notGzip' : 'damaged';
      if (!isDamaged) out.push({ kind: 'tear', cause, what: error.message });
    }
    return take();
  };
  const finish = (): readonly ByteChunk[] => {
    if (readBytes === 0) return [{ kind: 'tear', cause: 'notGzip', what: 'the file is empty' }];
    if (matchesTrailer(sum, window.slice(-TRAILER_BYTES))) return [];
    return [{ kind: 'tear', cause: 'torn', what: 'the last member has no end' }];
  };
  return { push, finish };
}

/** Uncompressed bytes of all members, in order. Ends with a tear where the file is cut off or damaged; never throws for that. */
export async function* gunzip(compressed: AsyncIterable<Uint8Array>): AsyncGenerator<ByteChunk> {
  const inflater = createInflater();
  for await (const chunk of compressed) {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      for (const inflated of inflater.push(chunk.subarray(at, at + PIECE_BYTES))) {
        yield inflated;
        if (inflated.kind === 'tear') return;
      }
    }
  }
  yield* inflater.finish();
}
