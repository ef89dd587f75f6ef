// Undoes Snappy, which LevelDB and both browsers' databases pack their values with.
// Format: github.com/google/snappy format_description.txt

/** A number of seven bits a byte, the low ones first, and where it ends. */
export function varint(bytes: Buffer, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (let shift = 0; next < bytes.length; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  return { value, next };
}

/** Undoes Snappy; undefined where the bytes are no Snappy stream. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over one format, clearest in one piece
export function unsnappy(bytes: Buffer): Buffer | undefined {
  const size = varint(bytes, 0);
  if (size.value > 64_000_000) return undefined;
  const out = Buffer.alloc(size.value);
  let to = 0;
  let at = size.next;
  while (to < out.length && at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const count = length - 59;
        length = bytes.readUIntLE(Math.min(at, bytes.length - count), count);
        at += count;
      }
      bytes.copy(out, to, at, at + length + 1);
      at += length + 1;
      to += length + 1;
      continue;
    }
    const copy = copyOf(bytes, at, tag);
    if (copy.offset === 0 || copy.offset > to) return undefined;
    for (let index = 0; index < copy.length && to < out.length; index += 1) out[to] = out[to++ - copy.offset] ?? 0;
    at = copy.next;
  }
  return to >= out.length ? out : undefined;
}

function copyOf(bytes: Buffer, at: number, tag: number): { length: number; offset: number; next: number } {
  const byte = (index: number): number => bytes[at + index] ?? 0;
  if ((tag & 3) === 1) return { length: ((tag >> 2) & 7) + 4, offset: ((tag >> 5) << 8) | byte(0), next: at + 1 };
  if ((tag & 3) === 2) return { length: (tag >> 2) + 1, offset: byte(0) | (byte(1) << 8), next: at + 2 };
  return {
    length: (tag >> 2) + 1,
    offset: byte(0) + byte(1) * 256 + byte(2) * 65_536 + byte(3) * 16_777_216,
    next: at + 4,
  };
}
