// The text of Windows `.reg` files: its entries one by one, and how names and values are spelled.
import type { Fault } from './reading.ts';
import type { RegistryValue } from './registry.ts';

export const REG_HEAD = 'Windows Registry Editor Version 5.00';

/** One value. A text says what cannot be read of it. */
export interface RegEntry {
  /** The registry key, with its root. */
  readonly path: string;
  readonly name: string;
  readonly at: number;
  readonly value: RegistryValue | string;
}

export function quoteReg(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The text in UTF-16, as `.reg` files spell binary values. */
export function toRegHex(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const bytes = units.flatMap((unit) => [unit & 0xff, unit >> 8]);
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(',');
}

type Line =
  | { readonly kind: 'key'; readonly path: string; readonly isDeleted: boolean }
  | { readonly kind: 'value'; readonly name: string; readonly spelled: string }
  | { readonly kind: 'nothing' | 'unknown' };

/** Values that are there once the whole file has been read in: what deletes takes back what came before it. */
export function readRegText(text: string, faults: Fault[]): readonly RegEntry[] {
  let entries: readonly RegEntry[] = [];
  let path = '';
  for (const { at, line } of locateLines(text)) {
    const parsed = parseLine(line);
    switch (parsed.kind) {
      case 'nothing':
        break;
      case 'unknown':
        faults.push({ at, what: 'This line is neither a key nor a value.', fix: 'Correct or remove it.' });
        break;
      case 'key':
        path = parsed.isDeleted ? '' : parsed.path;
        if (parsed.isDeleted) entries = entries.filter((entry) => !isBelow(entry.path, parsed.path));
        break;
      case 'value':
        if (path === '')
          faults.push({ at, what: 'This value stands below no key.', fix: 'Put it below a [HKEY_…] line.' });
        else entries = setValue(entries, { path, name: parsed.name, at }, parsed.spelled);
    }
  }
  return entries;
}

function setValue(entries: readonly RegEntry[], entry: Omit<RegEntry, 'value'>, spelled: string): readonly RegEntry[] {
  // Names differ by more than case, and one that is there stays written as it was first.
  const isSame = ({ name, path }: RegEntry): boolean =>
    name.toLowerCase() === entry.name.toLowerCase() && path.toLowerCase() === entry.path.toLowerCase();
  const name = entries.find(isSame)?.name ?? entry.name;
  const others = entries.filter((one) => !isSame(one));
  return spelled === '-' ? others : [...others, { ...entry, name, value: parseValue(spelled) }];
}

function locateLines(text: string): readonly { readonly at: number; readonly line: string }[] {
  let start = 0;
  return joinContinued(text).map((spelled) => {
    const at = start + spelled.length - spelled.trimStart().length;
    start += spelled.length + 1;
    return { at, line: spelled.trim() };
  });
}

function isBelow(path: string, parent: string): boolean {
  return `${path}\\`.toLowerCase().startsWith(`${parent}\\`.toLowerCase());
}

/** Lines of the text; hex values go on after a backslash. Every line keeps its length, so offsets stay true. */
function joinContinued(text: string): readonly string[] {
  const joined = text
    .replace(/\r/g, ' ')
    .replace(/=hex[^\n]*?(?:\\ *\n[^\n]*)+/g, (value) => value.replace(/\\( *)\n/g, ' $1 '));
  return joined.split('\n');
}

function parseLine(line: string): Line {
  if (line === '' || line.startsWith(';') || /^(Windows Registry Editor|REGEDIT4)/.test(line))
    return { kind: 'nothing' };
  const [, minus, path] = /^\[(-?)(.*)\]$/s.exec(line) ?? [];
  if (path !== undefined) return { kind: 'key', path, isDeleted: minus === '-' };
  const [, name = '', spelled] = /^(?:@|"((?:[^"\\]|\\.)*)")\s*=\s*(.*)$/s.exec(line) ?? [];
  return spelled === undefined ? { kind: 'unknown' } : { kind: 'value', name: unquote(name), spelled };
}

function parseValue(spelled: string): RegistryValue | string {
  const [, text] = /^"((?:[^"\\]|\\.)*)"\s*(?:;.*)?$/s.exec(spelled) ?? [];
  if (text !== undefined) return { type: 'REG_SZ', text: unquote(text) };
  const [, dword] = /^dword:([0-9a-f]{1,8})\s*(?:;.*)?$/i.exec(spelled) ?? [];
  if (dword !== undefined) return { type: 'REG_DWORD', number: Number.parseInt(dword, 16) | 0 };
  const [, type, bytes] = /^hex(?:\(([0-9a-f])\))?:([0-9a-f,\s]*)(?:;.*)?$/i.exec(spelled) ?? [];
  if (bytes === undefined) return 'a value that cannot be read';
  if (type === '1' || type === '2') return { type: 'REG_SZ', text: fromHex(bytes).replace(/\0$/, '') };
  if (type === '7') return { type: 'REG_MULTI_SZ', lines: fromHex(bytes).replace(/\0+$/, '').split('\0') };
  return 'a value of a type that browsers do not read';
}

function fromHex(spelled: string): string {
  const bytes = (spelled.match(/[0-9a-f]{1,2}/gi) ?? []).map((byte) => Number.parseInt(byte, 16));
  const units = Array.from(
    { length: bytes.length >> 1 },
    (_, at) => (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8),
  );
  return units.map((unit) => String.fromCharCode(unit)).join('');
}

function unquote(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
