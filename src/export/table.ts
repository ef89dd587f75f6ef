// A table of an export, described once: its columns make the Parquet schema, the dataset card and the Croissant metadata.

export const COLUMN_TYPES = ['string', 'json', 'int32', 'double', 'boolean', 'timestamp', 'strings'] as const;
/** `timestamp` is in ms UTC; `strings` is a list of texts; `json` is text that holds JSON. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What it means, with the unit. */
  readonly what: string;
  /** Every row has a value. */
  readonly isRequired?: true;
  /** Readers look rows up by it: Parquet keeps its least and greatest value for each row group. */
  readonly isSearched?: true;
}

export interface Table {
  /** Also the name of its configuration in the dataset card. */
  readonly name: string;
  readonly file: string;
  readonly mediaType: string;
  readonly what: string;
  readonly columns: readonly Column[];
}

/** A value of a column. Bytes are the UTF-8 of a text. */
export type Cell = string | Uint8Array | number | boolean | Date | readonly string[] | undefined;

const INT32_MAX = 2 ** 31 - 1;

/** A whole number that fits into 32 bits; undefined otherwise: only a hostile file holds others. */
export function toInt32(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) && Math.abs(value) <= INT32_MAX ? value : undefined;
}
