// Windows `.reg` files: writes one for a browser, and reads any back.
import type { Located, LocatedField } from './located.ts';
import type { Browser, Order, RenderedFile } from './order.ts';
import { installSettings } from './order.ts';
import type { Fault, PolicyRead, Reading } from './reading.ts';
import { keepOurs } from './reading.ts';
import type { RegEntry } from './reg-text.ts';
import { quoteReg, REG_HEAD, readRegText, toRegHex } from './reg-text.ts';
import type { RegistryValue } from './registry.ts';
import { fromRegistryValue, registryKeys, toRegistry, trySettingsKey } from './registry.ts';

export function renderReg(browser: Browser, { values, deployment }: Order): RenderedFile {
  const keys = registryKeys(browser, deployment);
  const install = Object.entries(installSettings(browser, deployment)).map(([name, value]) =>
    spellEntry(
      name,
      typeof value === 'string' ? { type: 'REG_SZ', text: value } : { type: 'REG_DWORD', number: Number(value) },
    ),
  );
  const settings = Object.entries(values).map(([key, value]) => spellEntry(key, toRegistry(browser, key, value)));
  const lines = [
    REG_HEAD,
    '',
    `[HKEY_LOCAL_MACHINE\\${keys.install}]`,
    ...install,
    '',
    '; Values of an earlier policy go first: one that is left over would count.',
    `[-HKEY_LOCAL_MACHINE\\${keys.settings}]`,
    '',
    `[HKEY_LOCAL_MACHINE\\${keys.settings}]`,
    ...settings,
    '',
  ];
  return { name: `${browser}.reg`, text: lines.join('\r\n'), encoding: 'utf-16le with mark' };
}

function spellEntry(name: string, value: RegistryValue): string {
  return `${quoteReg(name)}=${spellValue(value)}`;
}

function spellValue(value: RegistryValue): string {
  switch (value.type) {
    case 'REG_SZ':
      return quoteReg(value.text);
    case 'REG_DWORD':
      return `dword:${value.number.toString(16).padStart(8, '0')}`;
    case 'REG_MULTI_SZ':
      return `hex(7):${toRegHex([...value.lines, ''].map((line) => `${line}\0`).join(''))}`;
  }
}

export function isReg(text: string): boolean {
  return /^\s*(Windows Registry Editor|REGEDIT4)/.test(text);
}

/** Reads the settings of extensions, by browser. */
export function readReg(text: string): PolicyRead {
  const faults: Fault[] = [];
  const found = new Map<string, Found>();
  for (const entry of readRegText(text, faults)) {
    const path = entry.path.replace(/^(HKEY_LOCAL_MACHINE|HKEY_CURRENT_USER|HKLM|HKCU)\\/i, '');
    if (/^Software\\WOW6432Node\\/i.test(path))
      faults.push({
        at: entry.at,
        what: 'This stands below WOW6432Node, where no 64-bit browser looks.',
        fix: 'Take WOW6432Node out of the path.',
      });
    const settings = trySettingsKey(path);
    if (settings === undefined) continue;
    const { browser, extension, inner } = settings;
    const { machine = [], user = [] } = found.get(`${browser} ${extension}`) ?? {};
    const root = /^(HKEY_CURRENT_USER|HKCU)\\/i.test(entry.path) ? 'user' : 'machine';
    const placed = place({ machine, user }[root], [...inner, entry.name], toValue(browser, entry), entry.at);
    found.set(`${browser} ${extension}`, { browser, machine, user, [root]: placed });
  }
  // Key by key the machine's value counts before the person's, so it comes last.
  const readings = [...found.values()].map(
    ({ browser, machine, user }): Reading => ({
      browser,
      fields: [...user, ...machine].map(asLists),
      source: 'registry',
    }),
  );
  return { format: 'Windows registry file', readings: keepOurs(readings), faults };
}

/** Values of one extension, by the root that they stand under. */
interface Found {
  readonly browser: Browser;
  readonly machine: readonly LocatedField[];
  readonly user: readonly LocatedField[];
}

function toValue(browser: Browser, { value, at }: RegEntry): Located {
  return typeof value === 'string' ? { kind: 'other', what: value, at } : fromRegistryValue(browser, value, at);
}

/** Puts a value under its names: registry keys below the settings are objects. */
function place(fields: readonly LocatedField[], names: readonly string[], value: Located, at: number): LocatedField[] {
  const [name = '', ...rest] = names;
  if (rest.length === 0) return [...fields, { name, at, value }];
  const before = fields.findLast((field) => field.name.toLowerCase() === name.toLowerCase());
  const inner = before?.value.kind === 'object' ? before.value.fields : [];
  const object: Located = { kind: 'object', fields: place(inner, rest, value, at), at: before?.at ?? at };
  return [...fields.filter((field) => field !== before), { name: before?.name ?? name, at: object.at, value: object }];
}

/** Browsers take a registry key whose values are numbered for a list, in the order of the names as text. */
function asLists(field: LocatedField): LocatedField {
  const { value } = field;
  if (value.kind !== 'object') return field;
  const fields = value.fields.map(asLists);
  const isList = fields.length > 0 && fields.every(({ name }) => /^\d+$/.test(name));
  const items = fields.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map((item) => item.value);
  return { ...field, value: isList ? { kind: 'list', items, at: value.at } : { ...value, fields } };
}
