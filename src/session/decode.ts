// Reads a session file from uncompressed chunks, line by line, with bounded memory.
import type { ByteChunk, TearCause } from './bytes.ts';
import { concatBytes } from './bytes.ts';
import type { ParsedRecord } from './parse-record.ts';
import { parseRecord } from './parse-record.ts';

/** Longest line that is read, in bytes. The longest honest record is a few kB; this only keeps a hostile file out of memory. */
export const LINE_MAX_BYTES = 4 * 1024 * 1024;

/** A line of a session file. `line` counts from 1; `bytes` are the line as it stands, its `\n` included where it has one. */
export type DecodedLine = { readonly line: number; readonly bytes: Uint8Array } & (
  | ParsedRecord
  | { readonly kind: 'notJson' }
  /** Longer than `LINE_MAX_BYTES`: left out, `bytes` is empty. */
  | { readonly kind: 'tooLong' }
  /** The file stops here, in or before this line; always last. */
  | { readonly kind: 'tear'; readonly cause: TearCause; readonly what: string }
);

type RawLine = { readonly line: number; readonly bytes: Uint8Array; readonly isTooLong: boolean };

const NEWLINE = 0x0a;
const NO_BYTES = new Uint8Array(0);
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Cuts a stream of bytes at its line ends, holding at most one line. */
function createLineCutter(maxBytes: number) {
  let line = 1;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const hold = (part: Uint8Array) => {
    heldBytes += part.length;
    isTooLong ||= heldBytes > maxBytes;
    if (isTooLong) held = [];
    else if (part.length > 0) held.push(part);
  };
  const take = (): RawLine => {
    const [only] = held;
    const bytes = held.length === 1 && only !== undefined ? only : concatBytes(held);
    const taken = { line, bytes, isTooLong };
    held = [];
    heldBytes = 0;
    isTooLong = false;
    line++;
    return taken;
  };
  return {
    *push(bytes: Uint8Array): Generator<RawLine> {
      let from = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
        hold(bytes.subarray(from, end + 1));
        yield take();
        from = end + 1;
      }
      hold(bytes.subarray(from));
    },
    /** What follows the last line end, if anything does. */
    rest: (): RawLine | undefined => (heldBytes > 0 ? take() : undefined),
    /** Number of the line that would come next. */
    nextLine: () => line,
  };
}

function parseLine(raw: RawLine): DecodedLine {
  const { line, bytes } = raw;
  if (raw.isTooLong) return { kind: 'tooLong', line, bytes: NO_BYTES };
  let value: unknown;
  try {
    value = JSON.parse(decoder.decode(bytes));
  } catch (error) {
    // SyntaxError from JSON, TypeError from bytes that are no UTF-8.
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return { kind: 'notJson', line, bytes };
  }
  return { line, bytes, ...parseRecord(value) };
}

/** Every line in order, then a tear if the file is not whole. A cut-off last line is left out, unless it can still be read. */
export async function* decodeSession(
  chunks: AsyncIterable<ByteChunk>,
  maxLineBytes: number = LINE_MAX_BYTES,
): AsyncGenerator<DecodedLine> {
  const cutter = createLineCutter(maxLineBytes);
  for await (const chunk of chunks) {
    if (chunk.kind === 'tear') {
      yield* endOfFile(cutter, { cause: chunk.cause, what: chunk.what });
      return;
    }
    for (const raw of cutter.push(chunk.bytes)) yield parseLine(raw);
  }
  yield* endOfFile(cutter, undefined);
}

type Tear = { readonly cause: TearCause; readonly what: string };

function* endOfFile(cutter: ReturnType<typeof createLineCutter>, tear: Tear | undefined): Generator<DecodedLine> {
  const rest = cutter.rest();
  if (rest !== undefined && !rest.isTooLong) {
    const last = parseLine(rest);
    if (last.kind !== 'notJson') yield last;
  }
  const found = tear ?? (rest && { cause: 'torn', what: 'the last line has no line end' });
  if (found !== undefined) yield { kind: 'tear', line: rest?.line ?? cutter.nextLine(), bytes: NO_BYTES, ...found };
}
