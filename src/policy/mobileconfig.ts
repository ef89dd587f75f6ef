// Configuration profiles for macOS (`.mobileconfig`): installs the extension and sets its policy; writes and reads them.
import type { Located, LocatedField } from './located.ts';
import { fieldOf, isWhole, valueAt } from './located.ts';
import type { Browser, Order, RenderedFile } from './order.ts';
import { BROWSER_NAMES, installSettings } from './order.ts';
import type { Fault, PolicyRead, Reading } from './reading.ts';
import { keepOurs } from './reading.ts';
import type { XmlElement } from './xml.ts';
import { childOf, escapeXml, readXml } from './xml.ts';

const DOMAINS: Readonly<Record<Browser, string>> = {
  chrome: 'com.google.Chrome',
  chromium: 'org.chromium.Chromium',
  edge: 'com.microsoft.Edge',
  firefox: 'org.mozilla.firefox',
};
const DOCTYPE =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';

export async function renderMobileconfig(browser: Browser, order: Order): Promise<RenderedFile> {
  const organisation = String(order.values['orgName'] ?? '');
  const identifier = `showhow.policy.${browser}`;
  const title = `Showhow for ${BROWSER_NAMES[browser]}`;
  const payloads = await Promise.all(
    payloadsOf(browser, order).map(async ([type, content], at) => ({
      PayloadType: type,
      ...(await head(`${identifier}.${at + 1}`, organisation, title)),
      ...content,
    })),
  );
  const profile = {
    PayloadType: 'Configuration',
    ...(await head(identifier, organisation, title)),
    PayloadOrganization: organisation,
    PayloadScope: 'System',
    PayloadRemovalDisallowed: true,
    PayloadContent: payloads,
  };
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${DOCTYPE}\n<plist version="1.0">\n${spell(profile, '')}\n</plist>\n`;
  return { name: `${browser}.mobileconfig`, text, encoding: 'utf-8' };
}

function payloadsOf(browser: Browser, { values, deployment }: Order): [string, Record<string, unknown>][] {
  const domain = DOMAINS[browser];
  const install = installSettings(browser, deployment);
  if (browser !== 'firefox')
    return [
      [domain, { ExtensionSettings: { [deployment.extensionId]: install } }],
      [`${domain}.extensions.${deployment.extensionId}`, values],
    ];
  const { geckoId } = deployment;
  const settings = { EnterprisePoliciesEnabled: true, ExtensionSettings: { [geckoId]: install } };
  return [[domain, { ...settings, '3rdparty': { Extensions: { [geckoId]: values } } }]];
}

async function head(identifier: string, organisation: string, title: string): Promise<Record<string, unknown>> {
  return {
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: await uuidOf(`${identifier} ${organisation}`),
    PayloadDisplayName: title,
  };
}

/** The same for the same text, so that a new profile takes the place of the old one. */
async function uuidOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const hex = [...digest]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

function spell(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (typeof value === 'string') return `${indent}<string>${escapeXml(value)}</string>`;
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  if (typeof value === 'number')
    return `${indent}${isWhole(value) ? `<integer>${value}</integer>` : `<real>${value}</real>`}`;
  if (Array.isArray(value))
    return value.length === 0
      ? `${indent}<array/>`
      : [`${indent}<array>`, ...value.map((item) => spell(item, deeper)), `${indent}</array>`].join('\n');
  const fields = Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => [
    `${deeper}<key>${escapeXml(key)}</key>`,
    spell(inner, deeper),
  ]);
  return fields.length === 0 ? `${indent}<dict/>` : [`${indent}<dict>`, ...fields, `${indent}</dict>`].join('\n');
}

/** Reads the settings of extensions out of a profile. */
export function readMobileconfig(text: string): PolicyRead {
  const format = 'macOS configuration profile';
  const read = readXml(text);
  if (read.kind === 'broken')
    return {
      format,
      readings: [],
      faults: [{ at: read.at, what: read.what, fix: 'macOS refuses such a profile: correct the XML.' }],
    };
  const top = childOf(
    read.elements.find(({ name }) => name === 'plist'),
    'dict',
  );
  const faults: Fault[] = [];
  const payloads = top && fieldOf(toValue(top, faults), 'PayloadContent')?.value;
  const items = payloads?.kind === 'list' ? payloads.items : [];
  // A profile with a fault is refused as a whole: none of its values arrives.
  return { format, readings: faults.length > 0 ? [] : keepOurs(items.flatMap(readPayload)), faults };
}

function readPayload(payload: Located): Reading[] {
  const type = fieldOf(payload, 'PayloadType')?.value;
  if (type?.kind !== 'text' || payload.kind !== 'object') return [];
  const browser = (Object.keys(DOMAINS) as Browser[]).find(
    (name) => type.value === DOMAINS[name] || type.value.startsWith(`${DOMAINS[name]}.`),
  );
  if (browser === undefined) return [];
  if (browser === 'firefox') {
    const extensions = valueAt(payload, '3rdparty', 'Extensions');
    return extensions?.kind === 'object' ? extensions.fields.flatMap(({ value }) => toReading(browser, value)) : [];
  }
  return type.value.startsWith(`${DOMAINS[browser]}.extensions.`) ? toReading(browser, payload) : [];
}

function toReading(browser: Browser, settings: Located): Reading[] {
  if (settings.kind !== 'object') return [];
  const own = settings.fields.filter(({ name }) => !name.startsWith('Payload'));
  return [{ browser, fields: own, source: 'typed' }];
}

function toValue(element: XmlElement, faults: Fault[]): Located {
  const { name, text, at } = element;
  switch (name) {
    case 'dict':
      return { kind: 'object', fields: toFields(element, faults), at };
    case 'array':
      return { kind: 'list', items: element.children.map((child) => toValue(child, faults)), at };
    case 'string':
      return { kind: 'text', value: text, at };
    case 'true':
    case 'false':
      return { kind: 'flag', value: name === 'true', at };
    case 'integer':
    case 'real': {
      const value = text.trim() === '' ? Number.NaN : Number(text);
      // As parseIntegerTag reads it: https://github.com/opensource-apple/CF/blob/master/CFPropertyList.c
      if (name === 'integer' && !/^\s*[+-]?\s*(\d+|0x[\da-f]+)$/i.test(text))
        faults.push({
          at,
          what: `<integer>${text}</integer> is no whole number as macOS reads one.`,
          fix: 'macOS refuses the whole profile for it: write digits only.',
        });
      if (Number.isNaN(value)) return { kind: 'other', what: `an <${name}> that holds no number`, at };
      return { kind: name === 'integer' && isWhole(value) ? 'integer' : 'real', value, at };
    }
    default:
      return { kind: 'other', what: `a <${name}>`, at };
  }
}

function toFields({ children, at }: XmlElement, faults: Fault[]): LocatedField[] {
  const fields: LocatedField[] = [];
  for (let i = 0; i < children.length; i += 2) {
    const [key, value] = [children[i], children[i + 1]];
    if (key?.name === 'key' && value !== undefined)
      fields.push({ name: key.text, at: key.at, value: toValue(value, faults) });
    else
      faults.push({
        at: key?.at ?? at,
        what: 'A dict is a <key> and a value in turn.',
        fix: 'macOS refuses such a profile: correct it.',
      });
  }
  return fields;
}
