// Finds gzip members inside of other bytes, and undoes them.
import { constants, inflateRawSync } from 'node:zlib';

/** Gzip without a file name or other extras, as browsers make it, has a head of ten bytes. https://www.rfc-editor.org/rfc/rfc1952 */
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);
const HEAD_BYTES = 10;

/** The content of every gzip member that begins somewhere in the bytes; of one that is cut off, what can be read. */
export function inflatedIn(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1)) {
    const content = tryInflate(bytes.subarray(at + HEAD_BYTES));
    if (content !== undefined) found.push(content);
  }
  return found;
}

function tryInflate(bytes: Buffer): Buffer | undefined {
  try {
    // Raw, since Node takes what follows a member for a broken one.
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    // These bytes may stand anywhere by chance.
    if ((error as NodeJS.ErrnoException).code?.startsWith('Z_')) return undefined;
    throw error;
  }
}
