// Small whole numbers as Parquet packs them: runs of one value, else groups of eight in as few bits as needed.
// https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
import { GrowingBytes } from './growing-bytes.ts';

const GROUP = 8;

/** Takes values from 0 on, many at a time where they are alike; then the work is that of the runs and not of the values. */
export class Runs {
  #values: Int32Array = new Int32Array(64);
  #counts: Int32Array = new Int32Array(64);
  #runs = 0;
  /** How many values there are. */
  length = 0;

  add(value: number, count = 1): void {
    this.length += count;
    if (this.#runs > 0 && this.#values[this.#runs - 1] === value) {
      this.#counts[this.#runs - 1] = (this.#counts[this.#runs - 1] ?? 0) + count;
      return;
    }
    if (this.#runs === this.#values.length) {
      this.#values = grow(this.#values);
      this.#counts = grow(this.#counts);
    }
    this.#values[this.#runs] = value;
    this.#counts[this.#runs] = count;
    this.#runs++;
  }

  clear(): void {
    this.#runs = 0;
    this.length = 0;
  }

  /** The packed bytes; every value fits into `bitWidth` bits, 1 to 24. */
  pack(bitWidth: number): Uint8Array<ArrayBuffer> {
    const out = new GrowingBytes();
    let mixed: number[] = [];
    const flush = (): void => {
      if (mixed.length > 0) packGroups(out, mixed, bitWidth);
      mixed = [];
    };
    for (let run = 0; run < this.#runs; run++) {
      const value = this.#values[run] ?? 0;
      let count = this.#counts[run] ?? 0;
      // A group that was begun is filled first.
      for (; mixed.length % GROUP !== 0 && count > 0; count--) mixed.push(value);
      if (count >= GROUP) {
        flush();
        out.varInt(count * 2);
        for (let bits = 0; bits < bitWidth; bits += 8) out.byte((value >>> bits) & 0xff);
      } else for (; count > 0; count--) mixed.push(value);
    }
    flush();
    return out.written();
  }
}

/** The last group is filled up with zeros: readers know how many values there are. */
function packGroups(out: GrowingBytes, values: readonly number[], bitWidth: number): void {
  const groups = Math.ceil(values.length / GROUP);
  out.varInt(groups * 2 + 1);
  let held = 0;
  let heldBits = 0;
  for (let index = 0; index < groups * GROUP; index++) {
    held |= (values[index] ?? 0) << heldBits;
    for (heldBits += bitWidth; heldBits >= 8; heldBits -= 8) {
      out.byte(held & 0xff);
      held >>>= 8;
    }
  }
}

/** Bits that the values up to `most` need; at least one. */
export function bitWidthOf(most: number): number {
  return Math.max(1, 32 - Math.clz32(most));
}

function grow(full: Int32Array): Int32Array {
  const grown = new Int32Array(full.length * 2);
  grown.set(full);
  return grown;
}
