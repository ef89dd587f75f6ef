import { expect, test } from 'vitest';
import { arrive, checkPolicyFile } from '../../src/policy/check.ts';
import { toRecord } from '../../src/policy/located.ts';
import { seal } from '../../src/policy/order.ts';
import { decodePolicyFile, encodePolicyFile, readPolicyFile } from '../../src/policy/read-policy.ts';
import type { PolicyFormatName } from '../../src/policy/render.ts';
import { POLICY_FORMATS } from '../../src/policy/render.ts';
import { DEPLOYMENT, EXAMPLE } from './arbitrary.ts';

async function rendered(name: PolicyFormatName, values = seal(EXAMPLE)): Promise<string> {
  const [file] = await POLICY_FORMATS[name].render({ values, deployment: DEPLOYMENT });
  return file === undefined ? '' : (decodePolicyFile(encodePolicyFile(file)) ?? '');
}

/** Where a text stands in a file. */
function placeOf(text: string, part: string): { line: number; column: number } {
  const lines = text.slice(0, text.indexOf(part)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

const WRONG: readonly (readonly [PolicyFormatName, string, string, string])[] = [
  ['chromium-linux', '"pauseMaxMinutes": 30', '"pauseMaxMinutes": 30.0', 'pauseMaxMinutes'],
  ['chromium-linux', '"requireAcknowledgement": true', '"requireAcknowledgement": 1', 'requireAcknowledgement'],
  ['chromium-linux', '"FR"', '7', 'regions'],
  ['chromium-linux', '"clipboard": false', '"clipboard": "no"', 'events'],
  ['chrome-mac', '<integer>30</integer>', '<string>30</string>', 'pauseMaxMinutes'],
  ['chrome-mac', '<string>FR</string>', '<data>AAAA</data>', 'regions'],
  ['chrome-reg', '"sites"="[', '"sites"="', 'sites'],
  ['chrome-reg', '"pauseMaxMinutes"=dword:0000001e', '"pauseMaxMinutes"="many"', 'pauseMaxMinutes'],
  ['chrome-reg', '"region"="DE"', '"region"=hex(7):44,00,45,00,00,00,00,00', 'region'],
  ['google-admin', '"Value": 30', '"Value": "30"', 'pauseMaxMinutes'],
  ['intune', 'value=\\"30\\"', 'value=\\"many\\"', 'pauseMaxMinutes'],
];

test.each(WRONG)('%s: %s written as %s drops %s, and its place is told', async (name, right, wrong, key) => {
  const whole = await rendered(name);
  expect(whole).toContain(right);
  const text = whole.replace(right, wrong);
  const { findings, verdicts } = checkPolicyFile(text);
  const dropped = findings.filter(({ kind }) => kind === 'dropped');
  expect(dropped).toMatchObject([{ key, line: placeOf(text, wrong).line }]);
  expect(verdicts.map(({ state }) => state)).toContain('policy-error');
  expect(findings.filter((finding) => finding.key === key && finding.kind === 'refused')).toEqual([]);
});

test('what the extension refuses is told with the place inside the key', async () => {
  const text = (await rendered('policy')).replace('"*://desk.example.com/hr/*"', '"desk.example.com/hr/*"');
  const { findings, verdicts } = checkPolicyFile(text);
  expect(findings).toMatchObject([
    { kind: 'refused', key: 'excludedSites', ...placeOf(text, '"desk.example.com/hr/*"') },
  ]);
  expect(verdicts).toEqual([{ browser: 'any', state: 'policy-error' }]);
});

test('Firefox drops nothing, so what is wrong arrives and is refused', async () => {
  const text = (await rendered('firefox-policies')).replace('"pauseMaxMinutes": 30', '"pauseMaxMinutes": "30"');
  expect(checkPolicyFile(text).findings).toMatchObject([
    { kind: 'refused', browser: 'firefox', key: 'pauseMaxMinutes' },
  ]);
});

test('an unknown key is dropped by Chromium; named in policyKeys, the popup tells', async () => {
  const values = { ...EXAMPLE, captureHour: ['Mo-Fr 08:00-18:00'] };
  const { findings } = checkPolicyFile(await rendered('chromium-linux', seal(values)));
  expect(findings).toMatchObject([
    { kind: 'dropped', key: 'captureHour', what: 'The managed schema does not know this key.' },
    { kind: 'refused', key: 'policyChecksum' },
  ]);
});

test('a list written as numbered values is in the order of the names as text, as Windows gives them', () => {
  const at = '[HKEY_LOCAL_MACHINE\\Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\abc\\policy\\sites]';
  const sites = Array.from({ length: 10 }, (_, i) => `"${i + 1}"="https://s${i + 1}.example/*"`).join('\r\n');
  const { readings } = readPolicyFile(`Windows Registry Editor Version 5.00\r\n\r\n${at}\r\n${sites}\r\n`);
  const [reading] = readings;
  const { sites: read } = toRecord(reading === undefined ? [] : arrive(reading).fields);
  expect(read).toEqual([1, 10, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `https://s${n}.example/*`));
});

test.each([
  ['{"policies": {"3rdparty": {"extensions": {}}}}', 'does not know "extensions"'],
  ['{"3rdparty": {"Extensions": {}}}', 'does not know "Extensions"'],
  ['{"sites": [}', 'A value was expected'],
  ['{"sites": [] // mine\n}', 'Comments'],
  ['<plist><dict>', 'No XML'],
  ['{}{}', 'Something follows'],
  ['', 'The JSON ends'],
  ['[]', 'This is no object'],
  ['null', 'This is no object'],
  ['<plist><string>&#x110000;</string></plist>', '&#x110000; stands for no sign'],
  ['<plist><string>&#0;</string></plist>', '&#0; stands for no sign'],
  ['{"3rdparty": {"extensions": {}}}', 'Nothing in this file'],
  [
    'Windows Registry Editor Version 5.00\n[HKEY_LOCAL_MACHINE\\Software\\WOW6432Node\\Policies\\Google\\Chrome\\3rdparty\\extensions\\a\\policy]\n"region"="DE"',
    'WOW6432Node',
  ],
  ['Windows Registry Editor Version 5.00\nsites=1', 'neither a key nor a value'],
])('%s: %s', (text, what) => {
  const { findings } = checkPolicyFile(text);
  expect(findings[0]).toMatchObject({ kind: 'unread', key: '', what: expect.stringContaining(what) });
});

test('comments and trailing commas are fine in a Linux policy file', async () => {
  const text = (await rendered('chromium-linux'))
    .replace('{', '{ // the rollout\n')
    .replace(/\n {2}}\n}\n$/, ',\n  }\n}\n');
  expect(checkPolicyFile(text).findings).toEqual([]);
});

test('a text that is no Unicode makes Chromium ignore the whole file', async () => {
  const text = (await rendered('chromium-linux')).replace('"token-1"', '"token\\ud800"');
  expect(checkPolicyFile(text)).toMatchObject({
    findings: [{ kind: 'unread', ...placeOf(text, '"token\\ud800"') }],
    verdicts: [],
  });
});

test.each([
  [{ sites: ['*://*/*'] }, 'sites', 'every site'],
  [{ sites: ['*://*.com/*'] }, 'sites', 'every site under ".com"'],
  [{ sites: ['https://*.co.uk/*'], excludedSites: [] }, 'sites', 'every site under ".co.uk"'],
  [{ sites: [] }, 'sites', 'nothing is recorded'],
  [{ excludedSites: ['*://desk.exmaple.com/hr/*'] }, 'excludedSites', 'takes nothing out'],
  [{ excludedSites: ['*://shop.example.com/hr/*'] }, 'excludedSites', 'takes nothing out'],
  [
    { excludedSites: ['*://desk.example.com:81/*'], sites: ['https://desk.example.com:82/*'] },
    'excludedSites',
    'nothing',
  ],
  [{ captureHours: ['Mo-Fr 18:00-08:00'] }, 'captureHours', 'write 08:00-18:00'],
  [{ fieldRules: [{ match: '*://*/*', selector: '*', mode: 'kept' }] }, 'fieldRules', 'every field of every page'],
  [
    { fieldRules: [{ match: '*://a.example/*', selector: '#a, body *', mode: 'scrubbed' }] },
    'fieldRules',
    'of *://a.ex',
  ],
  [{ nameRules: [{ match: '*://*/*', selector: '*', content: true }] }, 'nameRules', 'messages of other people'],
  [{ nameRules: [{ match: '*://*/*', selector: '*' }] }, 'nameRules', 'every control of every page'],
  [{ urlRules: [{ match: '*://*/*', keepPath: true }] }, 'urlRules', 'addresses of every page'],
  [{ urlRules: [{ match: '*://*.de/*', keepFragment: true }] }, 'urlRules', 'addresses of every page'],
  [{ excludedSites: ['https://desk.example.com/hr'] }, 'excludedSites', 'one address only'],
  [{ excludedSites: ['https://desk.example.com/hr/*'] }, 'excludedSites', 'one scheme only'],
  [{ region: 'US' }, 'region', 'not in regions'],
  [{ regions: ['DE', 'Bavaria'] }, 'regions', 'is no region'],
  [{ regions: ['DE', 'EU'] }, 'regions', 'is no region'],
  [{ sites: ['https://accounts.google.com/*'], excludedSites: [] }, 'sites', 'sites of its kind never are'],
  [{ sites: ['https://intern.okta.com/a/*'], excludedSites: [] }, 'sites', 'sites of its kind never are'],
  [{ excludedSites: ['*://*.desk.example.com/*'], sites: ['https://desk.example.com/a'] }, 'sites', 'takes it out'],
  [{ noticeVersion: '' }, 'noticeVersion', 'a later notice'],
  [{ events: { page: false } }, 'events', 'cannot be left out'],
  [{ noticeUrl: 'http://example.com' }, 'noticeUrl', 'no HTTPS'],
])('%o is allowed and doubted', async (changes, key, what) => {
  const { findings, verdicts } = checkPolicyFile(await rendered('policy', seal({ ...EXAMPLE, ...changes })));
  expect(findings).toMatchObject([{ kind: 'doubt', key }]);
  expect(findings[0]?.what).toContain(what);
  expect(verdicts).toMatchObject([{ state: 'policy' }]);
});

test('a key that stands twice is doubted, and the last one counts', () => {
  const values = JSON.stringify({ ...EXAMPLE, policyKeys: Object.keys(EXAMPLE) });
  const { findings, verdicts } = checkPolicyFile(values.replace('{', '{"policyRevision":"first",'));
  expect(findings).toMatchObject([
    { kind: 'doubt', key: 'policyRevision', line: 1, column: 2 },
    { kind: 'doubt', key: 'policyKeys' },
    { kind: 'doubt', key: 'policyChecksum' },
  ]);
  expect(verdicts).toMatchObject([{ policyRevision: '2026-11-a' }]);
});

test('a name that stands twice inside a rule is doubted too', async () => {
  const text = (await rendered('policy')).replace('"mode": "kept"', '"mode": "protected", "mode": "kept"');
  expect(checkPolicyFile(text).findings).toMatchObject([
    { kind: 'doubt', key: 'fieldRules', ...placeOf(text, '"mode": "protected"') },
  ]);
});

test('hours of a night shift, and rules for some elements of every page, are not doubted', async () => {
  const changes = {
    captureHours: ['Mo-Fr 22:00-06:00', 'Sa 08:00-24:00'],
    fieldRules: [{ match: '*://*/*', selector: '*', mode: 'masked' }],
    nameRules: [{ match: '*://*/*', selector: 'nav *' }],
    urlRules: [{ match: 'https://desk.example.com/*', keepPath: true }],
  };
  expect(checkPolicyFile(await rendered('policy', seal({ ...EXAMPLE, ...changes }))).findings).toEqual([]);
});

test('a limiting key that is not named is doubted where no checksum would notice it dropped', () => {
  const { captureHours: _, ...values } = EXAMPLE;
  const { findings } = checkPolicyFile(JSON.stringify({ ...values, policyKeys: Object.keys(values) }));
  expect(findings).toMatchObject([{ kind: 'doubt', key: 'policyKeys' }, { key: 'policyChecksum' }]);
  expect(findings[0]?.what).toContain('Does not name captureHours, holdMinutes.');
});

test('a site that an exclusion takes a part of is not doubted', async () => {
  const changes = {
    sites: ['https://*.okta.example/*', 'https://a.example/*', 'https://*.b.example/*'],
    excludedSites: ['*://a.example/hr/*', '*://b.example/*', '*://c.b.example/*', '*://a.example:8443/*'],
  };
  expect(checkPolicyFile(await rendered('policy', seal({ ...EXAMPLE, ...changes }))).findings).toEqual([]);
});
