// Reads the strings of a Chromium .pak file: data pack version 5.
// https://chromium.googlesource.com/chromium/src/+/main/tools/grit/grit/format/data_pack.py

const VERSION = 5;
const UTF8 = 1;
const HEADER_BYTES = 12;
/** A resource id (16 bit) and where it starts (32 bit). */
const ENTRY_BYTES = 6;

/** All strings of the pack, in the order of their ids. Throws when `pak` is no UTF-8 data pack of version 5. */
export function readPakStrings(pak: Buffer): readonly string[] {
  if (pak.readUInt32LE(0) !== VERSION || pak.readUInt8(4) !== UTF8) throw new Error('no UTF-8 data pack of version 5');
  const count = pak.readUInt16LE(8);
  const startOf = (i: number): number => pak.readUInt32LE(HEADER_BYTES + i * ENTRY_BYTES + 2);
  return Array.from({ length: count }, (_, i) => pak.toString('utf8', startOf(i), startOf(i + 1)));
}
