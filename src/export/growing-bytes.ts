// Bytes that grow as they are written, and are emptied to be written anew.

const encoder = new TextEncoder();
/** UTF-8 takes at most so many bytes for each UTF-16 code unit. */
const BYTES_PER_CHAR = 3;
const START_BYTES = 1_024;

export class GrowingBytes {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(START_BYTES);
  #view: DataView = new DataView(this.#bytes.buffer);
  length = 0;

  #reserve(more: number): void {
    const least = this.length + more;
    if (least <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(least, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  /** Seven bits in each byte, the lowest first. */
  varInt(value: number): void {
    let left = value;
    for (; left >= 0x80; left >>>= 7) this.byte((left & 0x7f) | 0x80);
    this.byte(left);
  }

  /** Length in four bytes, lowest first, then the bytes: a byte array as Parquet writes it plainly. */
  sized(content: string | Uint8Array): void {
    const isText = typeof content === 'string';
    this.#reserve(4 + content.length * (isText ? BYTES_PER_CHAR : 1));
    const rest = this.#bytes.subarray(this.length + 4);
    if (!isText) rest.set(content);
    const written = isText ? encoder.encodeInto(content, rest).written : content.length;
    this.#view.setUint32(this.length, written, true);
    this.length += 4 + written;
  }

  /** What was written, until it is cleared or written on. */
  written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}
