// Writes a table as Parquet, streaming: rows are held until they make a row group. A file is a head, pieces of row groups
// that know nothing of each other, and a tail that tells where they lie.
import type { FileMetaData, RowGroup } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import type { MayWait, OutFile, WrittenPiece } from './exporter.ts';
import type { Compressor } from './parquet-chunk.ts';
import { columnBuffer } from './parquet-chunk.ts';
import type { Numbers } from './parquet-column.ts';
import { toElements, toFeatures, toSchema } from './parquet-schema.ts';
import type { Cell, Table } from './table.ts';

/** A row group is written when it holds this much long text, in characters or bytes: viewers refuse groups over 300 MB, and memory is bounded. */
const GROUP_MAX_LONG = 16 * 1024 * 1024;
/** As DuckDB has it: groups are read by one thread each, and looked at one at a time. */
const GROUP_MAX_ROWS = 122_880;

export const PARQUET_HEAD: Uint8Array<ArrayBuffer> = new TextEncoder().encode('PAR1');

/** Rows under way. */
export interface ParquetRows {
  /** Adds a row: a cell for each column, in their order. */
  readonly add: (row: readonly Cell[]) => MayWait;
  /** Adds `count` rows by columns: numbers each of its own, or one value for all rows. Much faster than row by row. */
  readonly addBlock: (block: readonly (Cell | Numbers)[], count: number) => MayWait;
  readonly close: () => Promise<WrittenPiece>;
}

/** Writes row groups into a piece of a file. */
export function parquetRows(file: OutFile, table: Table, compressor: Compressor): ParquetRows {
  const writer = new ByteWriter(1024 * 1024);
  const isLong = table.columns.map(({ type }) => type === 'json');
  const buffers = table.columns.map((column) => {
    const elements = toElements(column);
    const leaf = elements.at(-1) ?? { name: column.name };
    return columnBuffer(
      column,
      leaf,
      elements.map(({ name }) => name),
      GROUP_MAX_ROWS,
    );
  });
  const groups: RowGroup[] = [];
  let heldRows = 0;
  let heldLong = 0;
  let rows = 0;
  const flush = (): Promise<void> => {
    const began = writer.offset;
    const columns = buffers.map((buffer) => buffer.write(writer, compressor));
    const wholeBytes = columns.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n);
    groups.push({
      columns,
      total_byte_size: wholeBytes,
      num_rows: BigInt(heldRows),
      file_offset: BigInt(began),
      total_compressed_size: BigInt(writer.offset - began),
    });
    heldRows = 0;
    heldLong = 0;
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return file.write(bytes);
  };
  return {
    add: (row) => {
      for (const [index, buffer] of buffers.entries()) {
        const cell = row[index];
        buffer.add(cell, 1);
        if (isLong[index]) heldLong += lengthOf(cell);
      }
      heldRows++;
      rows++;
      return heldRows < GROUP_MAX_ROWS && heldLong < GROUP_MAX_LONG ? undefined : flush();
    },
    addBlock: (block, count) => {
      let wait: MayWait;
      for (let from = 0; from < count; ) {
        const taken = Math.min(count - from, GROUP_MAX_ROWS - heldRows);
        for (const [index, buffer] of buffers.entries()) {
          const cells = block[index];
          if (isNumbers(cells)) buffer.addNumbers(cells.subarray(from, from + taken));
          else buffer.add(cells, taken);
        }
        from += taken;
        heldRows += taken;
        rows += taken;
        if (heldRows === GROUP_MAX_ROWS) wait = flush();
      }
      return wait;
    },
    close: async () => {
      if (heldRows > 0) await flush();
      const { bytes, sha256 } = await file.close();
      return { name: table.file, mediaType: table.mediaType, rows, bytes, sha256, groups };
    },
  };
}

/** What ends a file that begins with `PARQUET_HEAD` and holds the pieces one after the other. */
export function parquetTail(
  table: Table,
  metadata: Readonly<Record<string, string>>,
  pieces: readonly WrittenPiece[],
): Uint8Array<ArrayBuffer> {
  let at = BigInt(PARQUET_HEAD.length);
  const groups: RowGroup[] = [];
  for (const piece of pieces) {
    for (const group of piece.groups ?? []) groups.push(moveGroup(group, at));
    at += BigInt(piece.bytes);
  }
  const features = toFeatures(table.columns);
  const whole: Omit<FileMetaData, 'metadata_length'> = {
    version: 2,
    created_by: 'showhow',
    schema: toSchema(table.columns),
    num_rows: groups.reduce((sum, { num_rows }) => sum + num_rows, 0n),
    row_groups: groups,
    key_value_metadata: Object.entries({ ...metadata, huggingface: features }).map(([key, value]) => ({ key, value })),
  };
  const writer = new ByteWriter();
  // The length is not written from there.
  writeMetadata(writer, whole as FileMetaData);
  writer.appendBytes(PARQUET_HEAD);
  return new Uint8Array(writer.getBuffer());
}

function moveGroup(group: RowGroup, by: bigint): RowGroup {
  const columns = group.columns.map((chunk) => {
    const { meta_data } = chunk;
    if (meta_data === undefined) return chunk;
    const { data_page_offset, dictionary_page_offset } = meta_data;
    const moved = { ...meta_data, data_page_offset: data_page_offset + by };
    if (dictionary_page_offset !== undefined) moved.dictionary_page_offset = dictionary_page_offset + by;
    return { ...chunk, file_offset: chunk.file_offset + by, meta_data: moved };
  });
  return { ...group, columns, file_offset: (group.file_offset ?? 0n) + by };
}

function isNumbers(cells: Cell | Numbers): cells is Numbers {
  return cells instanceof Int32Array || cells instanceof Float64Array;
}

function lengthOf(cell: Cell): number {
  return typeof cell === 'string' || cell instanceof Uint8Array ? cell.length : 0;
}
