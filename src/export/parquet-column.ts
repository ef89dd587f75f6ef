// The values of one column while rows are held for a row group, in the shape in which Parquet wants them.
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { deltaBinaryPack } from 'hyparquet-writer/src/delta.js';
import { GrowingBytes } from './growing-bytes.ts';
import type { Bounds } from './parquet-bounds.ts';
import { numberBounds, textBounds } from './parquet-bounds.ts';
import { bitWidthOf, Runs } from './parquet-runs.ts';
import type { Cell, Column } from './table.ts';

export type Numbers = Int32Array | Float64Array;

/** The values of a row group, encoded: an optional dictionary, then one page. */
export interface EncodedValues {
  readonly dictionary: { readonly count: number; readonly bytes: Uint8Array } | undefined;
  readonly encoding: 'PLAIN' | 'RLE_DICTIONARY' | 'DELTA_BINARY_PACKED' | 'RLE';
  readonly bytes: Uint8Array;
}

/** Takes values that are there; what is missing is told to `Levels`. */
export interface ValueBuffer {
  /** The same value `count` times. */
  readonly add: (cell: Exclude<Cell, undefined>, count: number) => void;
  /** Numbers each of its own; undefined for columns that hold none. */
  readonly addNumbers?: (numbers: Numbers) => void;
  readonly bounds: () => Bounds;
  /** Valid until something is added or cleared. */
  readonly encode: () => EncodedValues;
  readonly clear: () => void;
}

const NOTHING: EncodedValues = { dictionary: undefined, encoding: 'PLAIN', bytes: new Uint8Array() };

export function valueBuffer({ type }: Column, rowsMax: number): ValueBuffer {
  switch (type) {
    case 'string':
    case 'strings':
      return dictionaryBuffer();
    case 'json':
      return textBuffer();
    case 'int32':
      return numberBuffer(new Int32Array(rowsMax), packDeltas);
    case 'double':
      return numberBuffer(new Float64Array(rowsMax), plainly);
    case 'timestamp':
      return numberBuffer(new Float64Array(rowsMax), (ms) => plainly(BigInt64Array.from(ms, BigInt)));
    case 'boolean':
      return booleanBuffer();
  }
}

/** Texts of which many are alike: each once, and where it stands. */
function dictionaryBuffer(): ValueBuffer {
  const places = new Map<string, number>();
  const entries = new GrowingBytes();
  const indexes = new Runs();
  let last: string | undefined;
  let lastPlace = 0;
  const placeOf = (text: string): number => {
    if (text === last) return lastPlace;
    let place = places.get(text);
    if (place === undefined) {
      place = places.size;
      places.set(text, place);
      entries.sized(text);
    }
    last = text;
    lastPlace = place;
    return place;
  };
  return {
    add: (cell, count) => indexes.add(placeOf(String(cell)), count),
    bounds: () => textBounds(places.keys()),
    encode: () => {
      if (places.size === 0) return NOTHING;
      const bitWidth = bitWidthOf(places.size - 1);
      const packed = indexes.pack(bitWidth);
      const bytes = new Uint8Array(1 + packed.length);
      bytes[0] = bitWidth;
      bytes.set(packed, 1);
      return { dictionary: { count: places.size, bytes: entries.written() }, encoding: 'RLE_DICTIONARY', bytes };
    },
    clear: () => {
      places.clear();
      entries.clear();
      indexes.clear();
      last = undefined;
    },
  };
}

/** Long texts, no two alike. They may come as the UTF-8 that they are to be. */
function textBuffer(): ValueBuffer {
  const texts = new GrowingBytes();
  return {
    add: (cell, count) => {
      for (let times = 0; times < count; times++) texts.sized(cell instanceof Uint8Array ? cell : String(cell));
    },
    bounds: () => ({}),
    encode: () => ({ dictionary: undefined, encoding: 'PLAIN', bytes: texts.written() }),
    clear: () => texts.clear(),
  };
}

function numberBuffer<N extends Numbers>(held: N, encode: (numbers: N) => EncodedValues): ValueBuffer {
  let length = 0;
  const taken = () => held.subarray(0, length) as N;
  return {
    add: (cell, count) => {
      const value = Number(cell);
      if (count === 1) held[length] = value;
      else held.fill(value, length, length + count);
      length += count;
    },
    addNumbers: (numbers) => {
      held.set(numbers, length);
      length += numbers.length;
    },
    bounds: () => numberBounds(taken()),
    encode: () => (length === 0 ? NOTHING : encode(taken())),
    clear: () => {
      length = 0;
    },
  };
}

/** Numbers as they lie in memory, which is as Parquet wants them: every machine that runs this is little-endian. */
function plainly({ buffer, byteOffset, byteLength }: Numbers | BigInt64Array): EncodedValues {
  return { dictionary: undefined, encoding: 'PLAIN', bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** Whole numbers as differences. */
function packDeltas(numbers: Int32Array): EncodedValues {
  const writer = new ByteWriter(numbers.length * 2);
  deltaBinaryPack(writer, numbers, 'INT32');
  return { dictionary: undefined, encoding: 'DELTA_BINARY_PACKED', bytes: writer.getBytes() };
}

function booleanBuffer(): ValueBuffer {
  const bits = new Runs();
  return {
    add: (cell, count) => bits.add(cell === true ? 1 : 0, count),
    bounds: () => ({}),
    encode: () => {
      if (bits.length === 0) return NOTHING;
      const packed = new GrowingBytes();
      packed.sized(bits.pack(1));
      return { dictionary: undefined, encoding: 'RLE', bytes: packed.written() };
    },
    clear: () => bits.clear(),
  };
}
