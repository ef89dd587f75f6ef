// Reads the raw files below a Chromium profile's extension storage as text, with every packing that is known undone, so that a
// search of them means something: LevelDB, Snappy in it at both levels (table blocks, and the values that IndexedDB packs), gzip.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inflatedIn } from './inflated-in.ts';
import { logRecords, tableBlocks } from './level-db.ts';
import { unsnappy } from './snappy.ts';

/** What an extension's doings leave in a Chromium profile, below `Default`. */
export const RAW_FOLDERS = [
  'IndexedDB',
  'Local Extension Settings',
  'Sync Extension Settings',
  'Extension State',
  'Extension Scripts',
  'Local Storage',
  'Service Worker/CacheStorage',
  'Service Worker/Database',
  'File System',
] as const;
export type RawFolder = (typeof RAW_FOLDERS)[number];

/** Folders of the same format in which nothing can be planted that stays: what a tab has in `sessionStorage` goes with it. */
const ALONG_WITH: Readonly<Partial<Record<RawFolder, readonly string[]>>> = {
  'Local Storage': ['Session Storage'],
  'Local Extension Settings': ['Managed Extension Settings'],
  'Extension State': ['Extension Rules'],
};

/** Everything in one of those folders, and in those along with it, as `toTexts` reads it. */
export function rawFolderText(profile: string, name: RawFolder): string {
  return rawFolderChunks(profile, name).flatMap(toTexts).join('\n');
}

/** The same of all folders as bytes: each log record, table block, unpacked value or whole file, deleted ones too. */
export function rawProfileChunks(profile: string): Buffer[] {
  return RAW_FOLDERS.flatMap((name) => rawFolderChunks(profile, name));
}

function rawFolderChunks(profile: string, name: RawFolder): Buffer[] {
  return [name, ...(ALONG_WITH[name] ?? [])]
    .map((folder) => path.join(profile, 'Default', folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .flatMap((file) => decoded(path.join(file.parentPath, file.name)));
}

/** Bytes once read as Latin-1 and once as UTF-16, which may begin at an even or an odd place. */
export function toTexts(bytes: Buffer): string[] {
  // Not `toString('utf16le')`: on bytes at an odd address Node 24 writes past its memory.
  const utf16 = new TextDecoder('utf-16le');
  return [bytes.toString('latin1'), utf16.decode(bytes), utf16.decode(bytes.subarray(1))];
}

function decoded(file: string): Buffer[] {
  const bytes = readFileSync(file);
  if (file.endsWith('.log')) return withPacked(logRecords(bytes));
  if (file.endsWith('.ldb') || file.endsWith('.sst')) return withPacked(tableBlocks(bytes));
  return withPacked([bytes]);
}

/** IndexedDB marks a packed value with FF 11 02, then one Snappy stream. */
const PACKED = Buffer.from([0xff, 0x11, 0x02]);

function withPacked(chunks: readonly Buffer[]): Buffer[] {
  const found: Buffer[] = [];
  for (const chunk of chunks) {
    for (let at = chunk.indexOf(PACKED); at >= 0; at = chunk.indexOf(PACKED, at + 1)) {
      const value = unsnappy(chunk.subarray(at + PACKED.length));
      if (value !== undefined) found.push(value);
    }
  }
  const plain = [...chunks, ...found];
  return [...plain, ...plain.flatMap(inflatedIn)];
}
