// The policy formats that are JSON: Linux policy files, the Google Admin console, Firefox's policies.json, and a policy as it is written.
import { readJson } from './json-text.ts';
import type { Located, LocatedField } from './located.ts';
import { fieldOf, valueAt } from './located.ts';
import type { Browser, Order, PolicyValues, RenderedFile } from './order.ts';
import { installSettings } from './order.ts';
import type { PolicyRead, Reading } from './reading.ts';
import { keepOurs } from './reading.ts';

export function renderLinuxJson(browser: Browser, { values, deployment }: Order): RenderedFile {
  const { extensionId } = deployment;
  return toFile(`linux-${browser}.json`, {
    ExtensionSettings: { [extensionId]: installSettings(browser, deployment) },
    '3rdparty': { extensions: { [extensionId]: values } },
  });
}

/** The text for the box "Policy for extensions" of the app in the console: the only place with `Value` around each value. */
export function renderAdminConsole({ values }: Order): RenderedFile {
  const wrapped = Object.entries(values).map(([key, value]) => [key, { Value: value }]);
  return toFile('google-admin-console.json', Object.fromEntries(wrapped));
}

export function renderFirefoxPolicies({ values, deployment }: Order): RenderedFile {
  const { geckoId } = deployment;
  return toFile('policies.json', {
    policies: {
      ExtensionSettings: { [geckoId]: installSettings('firefox', deployment) },
      '3rdparty': { Extensions: { [geckoId]: values } },
    },
  });
}

/** The policy itself, with every key named and its checksum. */
export function renderPlain(values: PolicyValues): RenderedFile {
  return toFile('policy.json', values);
}

export function toFile(name: string, content: unknown): RenderedFile {
  return { name, text: `${JSON.stringify(content, null, 2)}\n`, encoding: 'utf-8' };
}

/** Reads any of them. `readOthers` is asked first about other formats that are JSON. */
export function readJsonFormat(text: string, readOthers: (top: Located) => PolicyRead | undefined): PolicyRead {
  // Only Chromium's own files may have comments: whether that counts is known when it is known whose file it is.
  const strict = readJson(text, 'strict');
  const lenient = readJson(text, 'lenient');
  if (lenient.kind === 'broken') {
    const fix = 'The browser reads nothing of this file: correct the JSON.';
    return { format: 'JSON', readings: [], faults: [{ at: lenient.at, what: lenient.what, fix }] };
  }
  if (lenient.value.kind !== 'object') {
    const fix = 'A policy is one object: write it as {"KEY": VALUE, …}.';
    return { format: 'JSON', readings: [], faults: [{ at: lenient.value.at, what: 'This is no object.', fix }] };
  }
  const read = readOthers(lenient.value) ?? readTop(lenient.value);
  const mayComment = read.readings.every(
    ({ browser }) => browser === 'chromium' || browser === 'chrome' || browser === 'edge',
  );
  if (strict.kind !== 'broken' || (mayComment && read.readings.length > 0)) return read;
  const fix = 'Comments and commas before a closing bracket are not allowed here: take them out.';
  return { ...read, faults: [...read.faults, { at: strict.at, what: strict.what, fix }] };
}

function readTop(top: Located): PolicyRead {
  const firefox = valueAt(top, 'policies');
  if (firefox !== undefined) {
    const readings = readEach(valueAt(firefox, '3rdparty', 'Extensions'), 'firefox');
    return { format: 'Firefox policies.json', readings, faults: misspelled(firefox, 'Extensions', 'extensions') };
  }
  if (fieldOf(top, '3rdparty') !== undefined) {
    const readings = readEach(valueAt(top, '3rdparty', 'extensions'), 'chromium');
    return { format: 'Linux policy file', readings, faults: misspelled(top, 'extensions', 'Extensions') };
  }
  const fields = top.kind === 'object' ? top.fields : [];
  // One that was forgotten makes the others no less what they are.
  if (2 * fields.filter(({ value }) => fieldOf(value, 'Value') !== undefined).length > fields.length)
    return {
      format: 'Google Admin console',
      readings: [{ browser: 'chrome', fields: unwrap(fields), source: 'typed' }],
      faults: [],
    };
  return { format: 'policy', readings: [{ browser: 'any', fields, source: 'typed' }], faults: [] };
}

function unwrap(fields: readonly LocatedField[]): readonly LocatedField[] {
  return fields.map((field) => {
    const { at } = field.value;
    const bare: Located = { kind: 'other', what: 'one without "Value" around it: write {"Value": …}', at };
    return { ...field, value: valueAt(field.value, 'Value') ?? bare };
  });
}

/** One reading for each extension with keys of ours. */
function readEach(extensions: Located | undefined, browser: Browser): readonly Reading[] {
  const all = extensions?.kind === 'object' ? extensions.fields : [];
  const readings = all.map(
    ({ value }): Reading => ({ browser, fields: value.kind === 'object' ? value.fields : [], source: 'typed' }),
  );
  return keepOurs(readings);
}

/** The two families of browsers differ in one letter. */
function misspelled(top: Located, right: string, wrong: string): PolicyRead['faults'] {
  const found = fieldOf(valueAt(top, '3rdparty'), wrong);
  const fix = `Write it "${right}".`;
  return found === undefined ? [] : [{ at: found.at, what: `The browser does not know "${wrong}" here.`, fix }];
}
