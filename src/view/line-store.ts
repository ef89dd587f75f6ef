// Keeps many lines of bytes in a few large blocks, so that hundreds of thousands cost little more than their size.
import { concatBytes } from '../session/bytes.ts';

const BLOCK_BYTES = 4 * 1024 * 1024;

export interface LineStore {
  readonly add: (line: Uint8Array) => void;
  /** A view of the line; undefined where there is none. */
  readonly at: (index: number) => Uint8Array | undefined;
  readonly count: () => number;
}

export function createLineStore(): LineStore {
  const blocks: Uint8Array[] = [];
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  /** Block, start and end of each line, three numbers a line. */
  let places = new Int32Array(3 * 1024);
  let count = 0;
  const seal = (): void => {
    blocks.push(concatBytes(pending));
    pending = [];
    pendingBytes = 0;
  };
  return {
    add: (line) => {
      if (3 * (count + 1) > places.length) {
        const grown = new Int32Array(places.length * 2);
        grown.set(places);
        places = grown;
      }
      places.set([blocks.length, pendingBytes, pendingBytes + line.length], 3 * count++);
      pending.push(line);
      pendingBytes += line.length;
      if (pendingBytes >= BLOCK_BYTES) seal();
    },
    at: (index) => {
      if (index < 0 || index >= count) return undefined;
      const [block = 0, from, to] = places.subarray(3 * index, 3 * index + 3);
      if (block === blocks.length) seal();
      return blocks[block]?.subarray(from, to);
    },
    count: () => count,
  };
}
