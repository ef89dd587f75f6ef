// The formats that sessions can be exported to, by name.
import { atifFormat } from './atif.ts';
import { dynamicsFormat } from './dynamics.ts';
import type { Format } from './exporter.ts';
import { jsonlFormat } from './jsonl.ts';
import { parquetFormat } from './parquet.ts';
import { playwrightFormat } from './playwright.ts';
import { puppeteerFormat } from './puppeteer.ts';

export const FORMATS = {
  jsonl: jsonlFormat,
  parquet: parquetFormat,
  puppeteer: puppeteerFormat,
  playwright: playwrightFormat,
  atif: atifFormat,
  dynamics: dynamicsFormat,
} as const satisfies Record<string, Format>;
export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** The format of that name; undefined where there is none. */
export function findFormat(name: string): { readonly name: FormatName; readonly format: Format } | undefined {
  const found = FORMAT_NAMES.find((candidate) => candidate === name);
  return found === undefined ? undefined : { name: found, format: FORMATS[found] };
}
