// Reads the raw files of an extension's storage in a Firefox profile as text, with every packing that is known undone: SQLite
// files, in them structured clones packed with Snappy and keys with every character moved by one, and gzip in those.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inflatedIn } from './inflated-in.ts';
import { toTexts } from './raw-profile.ts';
import { unsnappy } from './snappy.ts';

/** Where Firefox keeps what extensions store. */
const STORAGE = 'storage/default';

/** The text of each store of the profile's extensions: IndexedDB and `storage.local` by their database's name, files by theirs. */
export function rawFirefoxTexts(profile: string): ReadonlyMap<string, string> {
  const folder = path.join(profile, STORAGE);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.parentPath.includes('moz-extension+++'))
    .map((file) => path.join(file.parentPath, file.name));
  const texts = files.map((file) => (file.endsWith('.sqlite') ? readDatabase(file) : readPlain(file)));
  return new Map(texts.map(({ name, chunks }) => [name, chunks.flatMap(toTexts).join('\n')]));
}

interface Store {
  readonly name: string;
  readonly chunks: readonly Buffer[];
}

function readPlain(file: string): Store {
  return { name: path.basename(file), chunks: [readFileSync(file)] };
}

function readDatabase(file: string): Store {
  const database = new DatabaseSync(file, { readOnly: true });
  const all = (sql: string): readonly Record<string, unknown>[] => {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all();
  };
  const tables = all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => String(name));
  const rows = tables.flatMap((table) => all(`SELECT * FROM "${table}"`));
  const told = tables.includes('database') ? all('SELECT * FROM database')[0]?.['name'] : undefined;
  database.close();
  const values = rows.flatMap((row) => Object.values(row)).flatMap(toBytes);
  return {
    name: typeof told === 'string' ? told : path.basename(path.dirname(file)),
    // As it lies there too: rows that were deleted may be left over.
    chunks: [readFileSync(file), ...values, ...values.flatMap(inflatedIn)],
  };
}

/** A value, as it is and with what may have been done to it undone. */
function toBytes(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(value, 'utf8')];
  if (!(value instanceof Uint8Array)) return [];
  const bytes = Buffer.from(value);
  // A key: https://searchfox.org/mozilla-central/source/dom/indexedDB/Key.cpp moves every character up by one.
  const asKey = bytes.map((byte) => (byte + 255) % 256);
  const unpacked = unsnappy(bytes);
  return [bytes, Buffer.from(asKey), ...(unpacked === undefined ? [] : [unpacked])];
}
