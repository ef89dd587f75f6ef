// Writes a table as Parquet, streaming: rows are held until they make a row group.
import type { SchemaElement } from 'hyparquet-writer';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import type { FileFacts, MayWait, OutFile } from './exporter.ts';
import type { Cell, Column, ColumnType, Table } from './table.ts';

/** A row group is written when it holds this many characters of text: viewers refuse groups over 300 MB, and memory is bounded. */
const GROUP_MAX_CHARS = 16 * 1024 * 1024;
/** Rows for a dictionary to pay off, and few enough to be looked at one group at a time. */
const GROUP_MAX_ROWS = 50_000;

type Numbers = Int32Array | Float64Array;

export interface ParquetFile {
  /** Adds a row: a cell for each column, in their order. */
  readonly add: (row: readonly Cell[]) => MayWait;
  /** Adds `count` rows by columns: numbers each of its own, or one value for all rows. Much faster than row by row. */
  readonly addBlock: (block: readonly (Cell | Numbers)[], count: number) => MayWait;
  readonly rows: () => number;
  readonly close: () => Promise<FileFacts>;
}

export function parquetFile(file: OutFile, table: Table, metadata: Readonly<Record<string, string>>): ParquetFile {
  const { columns } = table;
  const writer = new FlushedWriter(file);
  const parquet = new ParquetWriter({
    writer,
    schema: toSchema(columns),
    createdBy: 'showhow',
    kvMetadata: Object.entries({ ...metadata, huggingface: toFeatures(columns) }).map(([key, value]) => ({
      key,
      value,
    })),
  });
  const long = columns.map(({ type }) => type === 'json');
  const held = columns.map(toBuffer);
  let heldRows = 0;
  let heldChars = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    const columnData = columns.map((column, index) => ({
      name: column.name,
      data: held[index]?.slice(0, heldRows) ?? [],
      statistics: column.isSearched === true,
      ...encodingOf(column),
    }));
    heldRows = 0;
    heldChars = 0;
    // One page for each column of a group: groups are small.
    await parquet.write({ columnData, rowGroupSize: GROUP_MAX_ROWS, pageSize: 0 });
  };
  return {
    add: (row) => {
      for (let index = 0; index < held.length; index++) {
        const cell = row[index];
        (held[index] as Cell[])[heldRows] = cell;
        if (long[index] && typeof cell === 'string') heldChars += cell.length;
      }
      heldRows++;
      rows++;
      return heldRows < GROUP_MAX_ROWS && heldChars < GROUP_MAX_CHARS ? undefined : flush();
    },
    addBlock: (block, count) => {
      let wait: MayWait;
      for (let from = 0; from < count; ) {
        const taken = Math.min(count - from, GROUP_MAX_ROWS - heldRows);
        for (const [index, cells] of block.entries()) fill(held[index], heldRows, cells, from, taken);
        from += taken;
        heldRows += taken;
        rows += taken;
        if (heldRows === GROUP_MAX_ROWS) wait = flush();
      }
      return wait;
    },
    rows: () => rows,
    close: async () => {
      if (heldRows > 0) await flush();
      await parquet.finish();
      await writer.flush();
      return file.close();
    },
  };
}

function fill(
  held: Cell[] | Numbers | undefined,
  at: number,
  cells: Cell | Numbers,
  from: number,
  count: number,
): void {
  if (held === undefined) return;
  if (!isNumbers(held))
    for (let row = at; row < at + count; row++) held[row] = isNumbers(cells) ? cells[from + row - at] : cells;
  else if (isNumbers(cells)) held.set(cells.subarray(from, from + count), at);
  else held.fill(Number(cells), at, at + count);
}

function isNumbers(cells: unknown): cells is Numbers {
  return cells instanceof Int32Array || cells instanceof Float64Array;
}

/** Room for the cells of a group: typed where every row has a number, which is much faster to pack. */
function toBuffer({ type, isRequired }: Column): Cell[] | Int32Array | Float64Array {
  if (isRequired && type === 'int32') return new Int32Array(GROUP_MAX_ROWS);
  if (isRequired && type === 'double') return new Float64Array(GROUP_MAX_ROWS);
  return [];
}

/** Whole numbers as differences; long texts and fractions as they are, since no two are the same; dictionaries where they pay. */
function encodingOf({ type, isRequired }: Column): { encoding?: 'PLAIN' | 'DELTA_BINARY_PACKED' } {
  if (isRequired && type === 'int32') return { encoding: 'DELTA_BINARY_PACKED' };
  return type === 'json' || (isRequired && type === 'double') ? { encoding: 'PLAIN' } : {};
}

/** Hands on what was written after each row group. */
class FlushedWriter extends ByteWriter {
  readonly #file: OutFile;

  constructor(file: OutFile) {
    super(1024 * 1024);
    this.#file = file;
  }

  async flush(): Promise<void> {
    const bytes = new Uint8Array(this.buffer.slice(0, this.index));
    this.index = 0;
    await this.#file.write(bytes);
  }
}

function toSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(toElements)];
}

function toElements({ name, type, isRequired }: Column): SchemaElement[] {
  const optional = { name, repetition_type: isRequired ? 'REQUIRED' : 'OPTIONAL' } as const;
  switch (type) {
    case 'string':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    // Plain text and not Parquet's JSON type, which readers take apart differently or not at all.
    case 'json':
      return [{ ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' }];
    case 'int32':
      return [{ ...optional, type: 'INT32' }];
    case 'double':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'boolean':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'timestamp':
      return [{ ...optional, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }];
    case 'strings':
      return [
        { ...optional, num_children: 1, converted_type: 'LIST' },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ];
  }
}

/** The columns as Hugging Face `datasets` describes them in the file's metadata. */
function toFeatures(columns: readonly Column[]): string {
  const features = Object.fromEntries(columns.map(({ name, type }) => [name, toFeature(type)]));
  return JSON.stringify({ info: { features } });
}

/** A type as Hugging Face `datasets` names it. */
export function toFeature(type: ColumnType): object {
  switch (type) {
    case 'string':
    case 'json':
      return { dtype: 'string', _type: 'Value' };
    case 'int32':
      return { dtype: 'int32', _type: 'Value' };
    case 'double':
      return { dtype: 'float64', _type: 'Value' };
    case 'boolean':
      return { dtype: 'bool', _type: 'Value' };
    case 'timestamp':
      return { dtype: 'timestamp[ms]', _type: 'Value' };
    case 'strings':
      return { feature: { dtype: 'string', _type: 'Value' }, _type: 'Sequence' };
  }
}
