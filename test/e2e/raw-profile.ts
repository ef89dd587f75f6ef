// Reads the raw files below a profile's extension storage as text: LevelDB logs and tables, Snappy undone at both levels
// (table blocks, and the values that IndexedDB packs), so that a search of them means something.
// Formats: github.com/google/leveldb doc/log_format.md, doc/table_format.md; github.com/google/snappy format_description.txt
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Storage of extensions in a Chromium profile: IndexedDB, storage.local, scripts' code cache left out. */
const FOLDERS = [
  'IndexedDB',
  'Local Extension Settings',
  'Sync Extension Settings',
  'Managed Extension Settings',
  'Extension State',
  'File System',
  'Session Storage',
  'Local Storage',
];

/** Everything in the extension storage of a profile, once as bytes read as Latin-1 and once as UTF-16. */
export function rawProfileText(profile: string): string {
  return rawProfileChunks(profile).flatMap(bothEncodings).join('\n');
}

/** The same as bytes: each log record, table block, unpacked value or whole file, deleted ones too. */
export function rawProfileChunks(profile: string): Buffer[] {
  return FOLDERS.map((name) => path.join(profile, 'Default', name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile())
    .flatMap((file) => decoded(path.join(file.parentPath, file.name)));
}

function bothEncodings(bytes: Buffer): string[] {
  // Not `toString('utf16le')`: on bytes at an odd address Node 24 writes past its memory.
  const utf16 = new TextDecoder('utf-16le');
  return [bytes.toString('latin1'), utf16.decode(bytes), utf16.decode(bytes.subarray(1))];
}

function decoded(file: string): Buffer[] {
  const bytes = readFileSync(file);
  if (file.endsWith('.log')) return withPacked(logRecords(bytes));
  if (file.endsWith('.ldb') || file.endsWith('.sst')) return withPacked(tableBlocks(bytes));
  return [bytes];
}

/** IndexedDB marks a packed value with FF 11 02, then one Snappy stream. */
const PACKED = Buffer.from([0xff, 0x11, 0x02]);

function withPacked(chunks: Buffer[]): Buffer[] {
  const found: Buffer[] = [];
  for (const chunk of chunks) {
    for (let at = chunk.indexOf(PACKED); at >= 0; at = chunk.indexOf(PACKED, at + 1)) {
      const value = unsnappy(chunk.subarray(at + PACKED.length));
      if (value !== undefined) found.push(value);
    }
  }
  return [...chunks, ...found];
}

function logRecords(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  let parts: Buffer[] = [];
  for (let at = 0; at + 7 <= bytes.length; ) {
    const left = 32_768 - (at % 32_768);
    if (left < 7) {
      at += left;
      continue;
    }
    const length = bytes.readUInt16LE(at + 4);
    const type = bytes[at + 6];
    parts.push(bytes.subarray(at + 7, at + 7 + length));
    if (type === 1 || type === 4) {
      records.push(Buffer.concat(parts));
      parts = [];
    }
    if (type === 0) {
      at += left;
      parts = [];
    } else at += 7 + length;
  }
  return parts.length > 0 ? [...records, Buffer.concat(parts)] : records;
}

function varint(bytes: Buffer, at: number): { value: number; next: number } {
  let value = 0;
  let next = at;
  for (let shift = 0; next < bytes.length; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  return { value, next };
}

function block(bytes: Buffer, offset: number, size: number): Buffer {
  const body = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? (unsnappy(body) ?? body) : body;
}

function tableBlocks(bytes: Buffer): Buffer[] {
  const footer = bytes.subarray(-48);
  const metaOffset = varint(footer, 0);
  const metaSize = varint(footer, metaOffset.next);
  const indexOffset = varint(footer, metaSize.next);
  const indexSize = varint(footer, indexOffset.next);
  const index = block(bytes, indexOffset.value, indexSize.value);
  return entries(index).map((handle) => {
    const offset = varint(handle, 0);
    return block(bytes, offset.value, varint(handle, offset.next).value);
  });
}

/** Values of a block's entries; keys share prefixes, and restart points follow the entries. */
function entries(body: Buffer): Buffer[] {
  const restarts = body.readUInt32LE(body.length - 4);
  const end = body.length - 4 - restarts * 4;
  const values: Buffer[] = [];
  for (let at = 0; at < end; ) {
    const shared = varint(body, at);
    const unshared = varint(body, shared.next);
    const length = varint(body, unshared.next);
    const value = length.next + unshared.value;
    values.push(body.subarray(value, value + length.value));
    at = value + length.value;
  }
  return values;
}

/** Undoes Snappy; undefined where the bytes are no Snappy stream. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over one format, clearest in one piece
export function unsnappy(bytes: Buffer): Buffer | undefined {
  const size = varint(bytes, 0);
  if (size.value > 64_000_000) return undefined;
  const out = Buffer.alloc(size.value);
  let to = 0;
  let at = size.next;
  while (to < out.length && at < bytes.length) {
    const tag = bytes[at++] ?? 0;
    if ((tag & 3) === 0) {
      let length = tag >> 2;
      if (length >= 60) {
        const count = length - 59;
        length = bytes.readUIntLE(Math.min(at, bytes.length - count), count);
        at += count;
      }
      bytes.copy(out, to, at, at + length + 1);
      at += length + 1;
      to += length + 1;
      continue;
    }
    const copy = copyOf(bytes, at, tag);
    if (copy.offset === 0 || copy.offset > to) return undefined;
    for (let index = 0; index < copy.length && to < out.length; index += 1) out[to] = out[to++ - copy.offset] ?? 0;
    at = copy.next;
  }
  return to >= out.length ? out : undefined;
}

function copyOf(bytes: Buffer, at: number, tag: number): { length: number; offset: number; next: number } {
  const byte = (index: number): number => bytes[at + index] ?? 0;
  if ((tag & 3) === 1) return { length: ((tag >> 2) & 7) + 4, offset: ((tag >> 5) << 8) | byte(0), next: at + 1 };
  if ((tag & 3) === 2) return { length: (tag >> 2) + 1, offset: byte(0) | (byte(1) << 8), next: at + 2 };
  return {
    length: (tag >> 2) + 1,
    offset: byte(0) + byte(1) * 256 + byte(2) * 65_536 + byte(3) * 16_777_216,
    next: at + 4,
  };
}
