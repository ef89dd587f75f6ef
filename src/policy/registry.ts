// Policy values in the Windows registry. The two families of browsers read it differently, so each value has two spellings.
import { readJson } from './json-text.ts';
import type { ValueType } from './key-facts.ts';
import { isPolicyKey, nodeOf, typeOf } from './key-facts.ts';
import type { Located } from './located.ts';
import type { Browser, Deployment } from './order.ts';

export type RegistryValue =
  | { readonly type: 'REG_SZ'; readonly text: string }
  | { readonly type: 'REG_DWORD'; readonly number: number }
  | { readonly type: 'REG_MULTI_SZ'; readonly lines: readonly string[] };

const ROOTS: Readonly<Record<Browser, string>> = {
  chrome: 'Software\\Policies\\Google\\Chrome',
  chromium: 'Software\\Policies\\Chromium',
  edge: 'Software\\Policies\\Microsoft\\Edge',
  firefox: 'Software\\Policies\\Mozilla\\Firefox',
};

/** Below HKEY_LOCAL_MACHINE: where the extension's settings are, and where it is installed from. */
export function registryKeys(
  browser: Browser,
  { extensionId, geckoId }: Deployment,
): { settings: string; install: string } {
  const root = ROOTS[browser];
  return browser === 'firefox'
    ? { settings: `${root}\\3rdparty\\Extensions\\${geckoId}`, install: `${root}\\ExtensionSettings\\${geckoId}` }
    : {
        settings: `${root}\\3rdparty\\extensions\\${extensionId}\\policy`,
        install: `${root}\\ExtensionSettings\\${extensionId}`,
      };
}

export interface SettingsKey {
  readonly browser: Browser;
  /** Id of the extension, in lower case: the registry knows no other difference. */
  readonly extension: string;
  /** Names below the extension's settings: a key of the policy, and what lies inside it. */
  readonly inner: readonly string[];
}

const SETTINGS_KEY = /^Software\\Policies\\(.+?)\\3rdparty\\extensions\\([^\\]+)(?:\\(.*))?$/i;

/** Undefined for a registry key that holds no extension's settings. The path begins below HKEY_LOCAL_MACHINE or HKEY_CURRENT_USER. */
export function trySettingsKey(path: string): SettingsKey | undefined {
  const [, owner = '', id = '', rest] = SETTINGS_KEY.exec(path) ?? [];
  const lower = `software\\policies\\${owner}`.toLowerCase();
  const browser = (Object.keys(ROOTS) as Browser[]).find((name) => ROOTS[name].toLowerCase() === lower);
  if (browser === undefined) return undefined;
  const names = rest === undefined ? [] : rest.split('\\');
  const extension = id.toLowerCase();
  if (browser === 'firefox') return { browser, extension, inner: names };
  // Beside `policy` there is `recommended`, which the extension cannot tell from settings of a person: it is not read here.
  return names[0]?.toLowerCase() === 'policy' ? { browser, extension, inner: names.slice(1) } : undefined;
}

/** The value as the browser wants it. Empty lists too: Windows templates have no other way to write one. */
export function toRegistry(browser: Browser, key: string, value: unknown): RegistryValue {
  const type = isPolicyKey(key) ? typeOf(nodeOf(key)) : guessType(value);
  switch (type) {
    case 'string':
      return { type: 'REG_SZ', text: String(value) };
    case 'integer':
    case 'boolean':
      return { type: 'REG_DWORD', number: Number(value) };
    case 'number':
    case 'array':
    case 'object':
      // Firefox takes a REG_SZ as text whatever it holds, and reads a REG_MULTI_SZ as JSON; Chromium drops a REG_MULTI_SZ.
      return browser === 'firefox'
        ? { type: 'REG_MULTI_SZ', lines: [JSON.stringify(value)] }
        : { type: 'REG_SZ', text: JSON.stringify(value) };
  }
}

function guessType(value: unknown): ValueType {
  return typeof value === 'string' ? 'string' : 'object';
}

/** The value as the browser reads it, before any schema. */
export function fromRegistryValue(browser: Browser, value: RegistryValue, at: number): Located {
  switch (value.type) {
    case 'REG_SZ':
      return { kind: 'text', value: value.text, at };
    case 'REG_DWORD':
      return { kind: 'integer', value: value.number, at };
    case 'REG_MULTI_SZ': {
      const text = value.lines.join('\n');
      if (browser !== 'firefox') return { kind: 'other', what: 'a REG_MULTI_SZ, which this browser does not read', at };
      const read = readJson(text, 'strict');
      return read.kind === 'value' ? { ...read.value, at } : { kind: 'text', value: text, at };
    }
  }
}
