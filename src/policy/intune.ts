// Microsoft Intune: custom settings that bring the templates and set each key, the same as a table, and reading them back.
// Only for Chrome and Firefox: Intune does not let templates write below Edge's registry key; Edge takes the scripts.
import { CATEGORY, INSTALL_POLICY, makeAdmx } from './admx.ts';
import { toFile } from './json-formats.ts';
import { isPolicyKey, nodeOf, typeOf } from './key-facts.ts';
import type { Located, LocatedField } from './located.ts';
import { fieldOf, toLocated } from './located.ts';
import type { Browser, Order, RenderedFile } from './order.ts';
import { BROWSER_NAMES } from './order.ts';
import type { Fault, PolicyRead } from './reading.ts';
import type { RegistryValue } from './registry.ts';
import { fromRegistryValue, toRegistry } from './registry.ts';
import { escapeXml, readXml } from './xml.ts';

type IntuneBrowser = 'chrome' | 'firefox';
const APPS: Readonly<Record<IntuneBrowser, string>> = { chrome: 'ShowhowChrome', firefox: 'ShowhowFirefox' };
const POLICY_CSP = './Device/Vendor/MSFT/Policy';
const STRING_TYPE = '#microsoft.graph.omaSettingString';
/** Stands between the lines of one value. */
const LINE_BREAK = '\uf000';

interface OmaSetting {
  readonly name: string;
  readonly omaUri: string;
  readonly value: string;
}

export function renderIntune(order: Order): readonly RenderedFile[] {
  const browsers: readonly IntuneBrowser[] = ['chrome', 'firefox'];
  return [
    ...browsers.map((browser) => renderSettings(browser, order)),
    { name: 'intune-oma-uri.md', text: renderTable(browsers, order), encoding: 'utf-8' },
  ];
}

function renderSettings(browser: IntuneBrowser, order: Order): RenderedFile {
  return toFile(`intune-${browser}.json`, {
    '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
    displayName: `Showhow for ${BROWSER_NAMES[browser]}`,
    description: 'Made by "showhow policy render". Not tried with Intune so far.',
    omaSettings: settingsOf(browser, order).map(({ name, omaUri, value }) => ({
      '@odata.type': STRING_TYPE,
      displayName: name,
      omaUri,
      value,
    })),
  });
}

function settingsOf(browser: IntuneBrowser, { values, deployment }: Order): readonly OmaSetting[] {
  const app = APPS[browser];
  const uri = (name: string): string => `${POLICY_CSP}/Config/${app}~Policy~${CATEGORY}/${name}`;
  const template = {
    name: 'template',
    omaUri: `${POLICY_CSP}/ConfigOperations/ADMXInstall/${app}/Policy/${app}Admx`,
    value: makeAdmx(browser, deployment),
  };
  const install = { name: INSTALL_POLICY, omaUri: uri(INSTALL_POLICY), value: '<enabled/>' };
  const keys = Object.entries(values).map(([key, value]) => ({
    name: key,
    omaUri: uri(key),
    value: spell(browser, key, value),
  }));
  return [template, install, ...keys];
}

function spell(browser: IntuneBrowser, key: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '<enabled/>' : '<disabled/>';
  const written = toRegistry(browser, key, value);
  const data =
    written.type === 'REG_SZ'
      ? written.text
      : written.type === 'REG_DWORD'
        ? String(written.number)
        : written.lines.join(LINE_BREAK);
  return `<enabled/><data id="${key}" value="${escapeXml(data)}"/>`;
}

function renderTable(browsers: readonly IntuneBrowser[], order: Order): string {
  const rows = browsers.flatMap((browser) =>
    settingsOf(browser, order).map(({ name, omaUri, value }) => {
      const shown = name === 'template' ? `content of showhow-${browser}.admx` : `\`${value.replaceAll('|', '\\|')}\``;
      return `| ${BROWSER_NAMES[browser]} | ${name} | \`${omaUri}\` | String | ${shown} |`;
    }),
  );
  const head = ['| browser | setting | OMA-URI | data type | value |', '|---|---|---|---|---|'];
  return `# Custom OMA-URI settings for Intune\n\nThe template comes first. Not tried with Intune so far.\n\n${[...head, ...rows].join('\n')}\n`;
}

/** Undefined where the JSON is no export of custom settings. */
export function tryReadIntune(top: Located): PolicyRead | undefined {
  const settings = fieldOf(top, 'omaSettings')?.value;
  if (settings?.kind !== 'list') return undefined;
  const faults: Fault[] = [];
  const found: Readonly<Record<IntuneBrowser, LocatedField[]>> = { chrome: [], firefox: [] };
  for (const setting of settings.items) {
    const [uri, value] = [fieldOf(setting, 'omaUri')?.value, fieldOf(setting, 'value')?.value];
    if (uri?.kind !== 'text' || value?.kind !== 'text') continue;
    // Without a scope the device is meant.
    const address = uri.value.replace(/^\.\/Vendor\//, './Device/Vendor/');
    const browser = (Object.keys(APPS) as IntuneBrowser[]).find((name) =>
      address.startsWith(`${POLICY_CSP}/Config/${APPS[name]}~`),
    );
    const key = uri.value.split('/').at(-1) ?? '';
    if (browser === undefined || key === INSTALL_POLICY) continue;
    const written = parseSetting(browser, key, value.value, value.at, faults);
    if (written !== undefined) found[browser].push({ name: key, at: value.at, value: written });
  }
  const readings = (Object.keys(found) as IntuneBrowser[])
    .filter((browser) => found[browser].length > 0)
    .map((browser) => ({ browser, fields: found[browser], source: 'registry' as const }));
  return { format: 'Intune custom settings', readings, faults };
}

/** What the template makes the device write for a setting. */
function parseSetting(browser: Browser, key: string, value: string, at: number, faults: Fault[]): Located | undefined {
  const read = readXml(value);
  const elements = read.kind === 'elements' ? read.elements : [];
  const state = elements.find(({ name }) => name === 'enabled' || name === 'disabled')?.name;
  const data = elements.find(({ name, attributes }) => name === 'data' && attributes['id'] === key)?.attributes[
    'value'
  ];
  const type = isPolicyKey(key) ? typeOf(nodeOf(key)) : undefined;
  if (type === 'boolean' && state !== undefined) return toLocated(Number(state === 'enabled'), at);
  if (type === undefined || state !== 'enabled' || data === undefined) {
    const fix = 'A value looks like <enabled/><data id="KEY" value="…"/>, with KEY as in the address.';
    if (state !== 'disabled') faults.push({ at, what: `The device refuses this value of ${key}.`, fix });
    return undefined;
  }
  return fromRegistryValue(browser, asWritten(browser, key, data), at);
}

function asWritten(browser: Browser, key: string, data: string): RegistryValue {
  const type = isPolicyKey(key) ? typeOf(nodeOf(key)) : 'string';
  if (type === 'integer' && /^\d+$/.test(data)) return { type: 'REG_DWORD', number: Number(data) };
  const isLines = browser === 'firefox' && type !== 'string' && type !== 'integer';
  return isLines ? { type: 'REG_MULTI_SZ', lines: data.split(LINE_BREAK) } : { type: 'REG_SZ', text: data };
}
