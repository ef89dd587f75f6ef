// Reads LevelDB's files without LevelDB: each record and block as bytes, Snappy undone.
// Formats: github.com/google/leveldb doc/log_format.md, doc/table_format.md
import { unsnappy, varint } from './snappy.ts';

/** Records of a LevelDB log. */
export function logRecords(bytes: Buffer): Buffer[] {
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

function block(bytes: Buffer, offset: number, size: number): Buffer {
  const body = bytes.subarray(offset, offset + size);
  return bytes[offset + size] === 1 ? (unsnappy(body) ?? body) : body;
}

/** Blocks of a LevelDB table, and the keys in them: those share prefixes, so a block does not hold them whole. */
export function tableBlocks(bytes: Buffer): Buffer[] {
  const footer = bytes.subarray(-48);
  const metaOffset = varint(footer, 0);
  const metaSize = varint(footer, metaOffset.next);
  const indexOffset = varint(footer, metaSize.next);
  const indexSize = varint(footer, indexOffset.next);
  const index = block(bytes, indexOffset.value, indexSize.value);
  return entries(index).flatMap(({ value: handle }) => {
    const offset = varint(handle, 0);
    const body = block(bytes, offset.value, varint(handle, offset.next).value);
    return [body, ...entries(body).map(({ key }) => key)];
  });
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A block's entries; keys share prefixes, and restart points follow the entries. */
function entries(body: Buffer): Entry[] {
  const restarts = body.readUInt32LE(body.length - 4);
  const end = body.length - 4 - restarts * 4;
  const found: Entry[] = [];
  let key = Buffer.alloc(0);
  for (let at = 0; at < end; ) {
    const shared = varint(body, at);
    const unshared = varint(body, shared.next);
    const length = varint(body, unshared.next);
    const value = length.next + unshared.value;
    key = Buffer.concat([key.subarray(0, shared.value), body.subarray(length.next, value)]);
    found.push({ key, value: body.subarray(value, value + length.value) });
    at = value + length.value;
  }
  return found;
}
