// One column of a row group: which rows have a value, the values, and the pages that they are written in.
import type { ColumnMetaData, RowGroup, SchemaElement } from 'hyparquet';
import type { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import type { Numbers, ValueBuffer } from './parquet-column.ts';
import { valueBuffer } from './parquet-column.ts';
import { bitWidthOf, Runs } from './parquet-runs.ts';
import type { Cell, Column } from './table.ts';

/** How pages are compressed: the name that Parquet has for it, and what does it. */
export interface Compressor {
  readonly codec: 'SNAPPY' | 'ZSTD';
  readonly compress: (bytes: Uint8Array) => Uint8Array;
}
type ColumnChunk = RowGroup['columns'][number];

export interface ColumnBuffer {
  /** The same value for `count` rows. */
  readonly add: (cell: Cell, count: number) => void;
  /** A number for each row. */
  readonly addNumbers: (numbers: Numbers) => void;
  /** Writes what is held, and empties it. */
  readonly write: (writer: ByteWriter, compressor: Compressor) => ColumnChunk;
}

/** The deepest level of a column says that a value is there. */
const DEPTH = { required: 0, optional: 1, list: 3 };
/** In a list: no list, an empty list. */
const EMPTY_LIST = 1;

export function columnBuffer(
  column: Column,
  element: SchemaElement,
  path: readonly string[],
  rowsMax: number,
): ColumnBuffer {
  const depth = column.type === 'strings' ? DEPTH.list : column.isRequired ? DEPTH.required : DEPTH.optional;
  const values = valueBuffer(column, rowsMax);
  const definition = new Runs();
  const repetition = new Runs();
  let rows = 0;
  let nulls = 0;
  const addList = (list: readonly string[] | undefined): void => {
    if (list === undefined || list.length === 0) {
      nulls++;
      definition.add(list === undefined ? 0 : EMPTY_LIST);
      repetition.add(0);
    }
    for (const [index, text] of (list ?? []).entries()) {
      values.add(text, 1);
      definition.add(DEPTH.list);
      repetition.add(index === 0 ? 0 : 1);
    }
  };
  return {
    add: (cell, count) => {
      rows += count;
      if (depth === DEPTH.list) for (let row = 0; row < count; row++) addList(cell as readonly string[] | undefined);
      else if (cell === undefined) {
        nulls += count;
        definition.add(0, count);
      } else {
        values.add(cell, count);
        if (depth > 0) definition.add(DEPTH.optional, count);
      }
    },
    addNumbers: (numbers) => {
      rows += numbers.length;
      values.addNumbers?.(numbers);
      if (depth > 0) definition.add(DEPTH.optional, numbers.length);
    },
    write: (writer, compressor) => {
      const levels = {
        repetition: depth === DEPTH.list ? repetition.pack(1) : new Uint8Array(),
        definition: depth > 0 ? definition.pack(bitWidthOf(depth)) : new Uint8Array(),
      };
      const counts = { rows, nulls, values: depth > 0 ? definition.length : rows };
      const bounds = column.isSearched ? { statistics: { ...values.bounds(), null_count: BigInt(nulls) } } : {};
      const facts = { type: element.type ?? 'BYTE_ARRAY', path_in_schema: [...path], ...bounds };
      const chunk = writeChunk({ writer, compressor, values, levels, counts, facts });
      values.clear();
      definition.clear();
      repetition.clear();
      rows = 0;
      nulls = 0;
      return chunk;
    },
  };
}

interface ChunkParts {
  readonly writer: ByteWriter;
  readonly compressor: Compressor;
  readonly values: ValueBuffer;
  readonly levels: { readonly repetition: Uint8Array; readonly definition: Uint8Array };
  readonly counts: { readonly rows: number; readonly nulls: number; readonly values: number };
  readonly facts: Pick<ColumnMetaData, 'type' | 'path_in_schema' | 'statistics'>;
}

function writeChunk({ writer, compressor, values, levels, counts, facts }: ChunkParts): ColumnChunk {
  const { dictionary, encoding, bytes } = values.encode();
  const began = writer.offset;
  let savedBytes = 0;
  if (dictionary !== undefined) {
    const packed = compressor.compress(dictionary.bytes);
    savedBytes += dictionary.bytes.length - packed.length;
    writePageHeader(writer, {
      type: 'DICTIONARY_PAGE',
      uncompressed_page_size: dictionary.bytes.length,
      compressed_page_size: packed.length,
      dictionary_page_header: { num_values: dictionary.count, encoding: 'PLAIN' },
    });
    writer.appendBytes(packed);
  }
  const dataAt = writer.offset;
  // Nothing is not compressed: not every reader can take that.
  const packed = bytes.length === 0 ? bytes : compressor.compress(bytes);
  savedBytes += bytes.length - packed.length;
  const levelBytes = levels.repetition.length + levels.definition.length;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levelBytes + bytes.length,
    compressed_page_size: levelBytes + packed.length,
    data_page_header_v2: {
      num_values: counts.values,
      num_nulls: counts.nulls,
      num_rows: counts.rows,
      encoding,
      definition_levels_byte_length: levels.definition.length,
      repetition_levels_byte_length: levels.repetition.length,
      is_compressed: bytes.length > 0,
    },
  });
  writer.appendBytes(levels.repetition);
  writer.appendBytes(levels.definition);
  writer.appendBytes(packed);
  return {
    file_offset: BigInt(began),
    meta_data: {
      ...facts,
      encodings: dictionary === undefined ? [encoding] : ['PLAIN', encoding],
      codec: compressor.codec,
      num_values: BigInt(counts.values),
      total_compressed_size: BigInt(writer.offset - began),
      total_uncompressed_size: BigInt(writer.offset - began + savedBytes),
      data_page_offset: BigInt(dataAt),
      ...(dictionary === undefined ? {} : { dictionary_page_offset: BigInt(began) }),
    },
  };
}
