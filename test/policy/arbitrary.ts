// Arbitrary policies for property tests: valid ones over a small world of sites, times and zones, and ways to spoil them.
import fc from 'fast-check';
import { POLICY_SCHEMA, SWITCHED_EVENTS } from '../../src/model/policy.ts';
import type { Deployment, PolicyValues } from '../../src/policy/order.ts';

export const DEPLOYMENT: Deployment = {
  extensionId: 'abcdefghijklmnopabcdefghijklmnop',
  geckoId: 'showhow@showhow.invalid',
  updateUrl: 'https://showhow.example/updates.xml',
  xpiUrl: 'https://showhow.example/showhow.xpi',
};

/** Text that every format must carry, with the traps of XML, JSON, the registry and PowerShell. */
const text = fc.oneof(
  fc
    .string({ maxLength: 10, unit: 'binary' })
    .map((raw) => raw.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFE\uFFFF]/gu, '')),
  fc.constantFrom(
    '',
    ' ',
    ' a ',
    '"\\',
    '&amp;',
    '<b>',
    "it's",
    '’‘',
    '\u00a0',
    '💡',
    ']]>',
    '<!-- -->',
    '`$x',
    '%PATH%',
    '\\',
    'dword:1',
    '[HKLM]',
    ';',
  ),
);

export const HOSTS = ['desk.example', 'shop.example', 'hr.desk.example', 'other.example'] as const;
const scheme = fc.constantFrom('https', 'http', '*');
const host = fc.constantFrom(...HOSTS, '*.desk.example', '*');
const path = fc.constantFrom('/*', '/hr/*', '/a', '/a*', '/orders/*/edit');
const pattern = fc.tuple(scheme, host, path).map(([s, h, p]) => `${s}://${h}${p}`);

export const URLS = HOSTS.flatMap((name) =>
  ['/', '/a', '/hr/x', '/orders/1/edit'].map((p) => `https://${name}${p}`),
).concat('http://desk.example/a', 'https://desk.exampl/a', 'https://esk.example/');
export const ZONES = ['Europe/Berlin', 'America/New_York', 'Nowhere/None'] as const;
/** Twice a day through a week, at hours that wander. */
export const TIMES = Array.from({ length: 14 }, (_, at) => Date.UTC(2026, 10, 16, at * 13));

const regionName = fc.constantFrom('DE', 'FR', 'US', 'DE-BY', '001');
const rules = <T>(rule: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(rule, { maxLength: 2 });
const selector = fc.constantFrom('#a', 'input[name="b"]', 'nav > a', '.c:not(.d)', "[data-x='\"']");
const recipient = fc.constantFrom(
  'age1z5ht8udzrgztudlgv7zccgdnl6g4xzd320lfd0av8ejvyfg3da9qquj0gy',
  'age18pp0r6vtd8awqqaux2429fy3jf0s4fentre602c5v2hkrngrt3gqn33tqq',
);

const required = {
  policySchema: fc.constant(POLICY_SCHEMA),
  policyRevision: text,
  noticeVersion: fc.constantFrom('n1', 'n2', ''),
  collectorUrl: fc.constantFrom('', 'https://showhow.example', 'http://127.0.0.1:8080'),
  recipients: fc.array(recipient, { maxLength: 2 }),
  region: regionName,
  regions: fc.array(regionName, { maxLength: 3 }),
  sites: fc.array(pattern, { maxLength: 3 }),
  excludedSites: fc.array(pattern, { maxLength: 2 }),
  fieldRules: rules(
    fc.record({ match: pattern, selector, mode: fc.constantFrom('protected', 'masked', 'scrubbed', 'kept') }),
  ),
  nameRules: rules(fc.record({ match: pattern, selector })),
  urlRules: rules(
    fc.record({ match: pattern, keepQuery: fc.array(text, { maxLength: 2 }) }, { requiredKeys: ['match'] }),
  ),
  pauseMaxMinutes: fc.integer({ min: 1, max: 30 }),
  retentionDays: fc.integer({ min: 1, max: 365 }),
};
const optional = {
  orgName: text,
  contactEmail: text,
  noticeUrl: fc.constantFrom('', 'https://example.com/n?a=1&b=2'),
  requireAcknowledgement: fc.boolean(),
  enrolmentToken: text,
  purpose: text,
  events: fc.dictionary(fc.constantFrom(...SWITCHED_EVENTS), fc.boolean(), { maxKeys: 3 }),
  pointerHz: fc.integer({ min: 1, max: 125 }),
  captureHours: fc.array(
    fc.constantFrom('Mo-Fr 08:00-18:00', 'Sa,Su 10:00-12:00', 'Mo-Su 00:00-24:00', 'Fr-Mo 22:00-06:00'),
    { maxLength: 2 },
  ),
  exemption: fc.record(
    { maxDays: fc.integer({ min: 1, max: 400 }), offWhilePending: fc.boolean() },
    { requiredKeys: [] },
  ),
  holdMinutes: fc.integer({ min: 0, max: 10_080 }),
  quotaMBPerDay: fc.oneof(fc.integer({ min: 1, max: 900 }), fc.double({ min: 1e-9, max: 1e12, noNaN: true })),
  bufferMB: fc.constantFrom(200, 0.5, 1e21),
  uploadEveryMinutes: fc.constantFrom(15, 0.5),
  uploadOnMetered: fc.boolean(),
  uploadMinBatteryPercent: fc.integer({ min: 0, max: 100 }),
  locale: fc.constantFrom('', 'de', 'pt-BR'),
};

/** Keys as IT sets them by hand: every one named, no checksum. */
export const handmadePolicy: fc.Arbitrary<PolicyValues> = fc
  .record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as (keyof typeof required)[] })
  .map((values) => ({ ...values, policyKeys: ['policyKeys', ...Object.keys(values)] }));

/** The first finds something on the pages of tests, the second nothing. */
const fitting = fc.constantFrom('#a', '#other');

/** As `handmadePolicy`, for people in Germany, with sites: it records something in most worlds, so that spoiling it could betray more. */
export const recordingPolicy: fc.Arbitrary<PolicyValues> = fc
  .tuple(
    handmadePolicy,
    fc.record({
      region: fc.constantFrom('DE', 'DE-BY'),
      regions: fc.constantFrom(['DE', 'DE-BY'], ['DE-BY', 'FR', 'DE']),
      sites: fc.array(fc.constantFrom('https://desk.example/*', 'https://*.desk.example/*', '*://shop.example/*'), {
        minLength: 1,
      }),
      excludedSites: fc.array(
        fc.constantFrom('*://desk.example/hr/*', 'https://hr.desk.example/*', '*://shop.example/a*'),
        { maxLength: 2 },
      ),
      fieldRules: rules(
        fc.record({
          match: pattern,
          selector: fitting,
          mode: fc.constantFrom('protected', 'masked', 'scrubbed', 'kept'),
        }),
      ),
      nameRules: rules(fc.record({ match: pattern, selector: fitting, content: fc.boolean() })),
      urlRules: rules(
        fc.record({
          match: pattern,
          keepPath: fc.boolean(),
          keepQuery: fc.subarray(['tab', 'sort']),
          keepFragment: fc.boolean(),
        }),
      ),
    }),
  )
  .map(([policy, own]) => ({ ...policy, ...own }));

/** The policy of the golden files. */
export const EXAMPLE: PolicyValues = {
  policySchema: POLICY_SCHEMA,
  policyRevision: '2026-11-a',
  orgName: 'Müller & Söhne "Desk"',
  contactEmail: 'showhow@example.com',
  noticeUrl: 'https://example.com/notice',
  noticeVersion: '2026-11',
  requireAcknowledgement: true,
  collectorUrl: 'https://showhow.example.com',
  enrolmentToken: 'token-1',
  recipients: [],
  region: 'DE',
  regions: ['DE', 'FR'],
  sites: ['https://desk.example.com/*', 'https://*.shop.example.com/orders/*'],
  excludedSites: ['*://desk.example.com/hr/*'],
  events: { clipboard: false },
  pointerHz: 60,
  fieldRules: [{ match: 'https://desk.example.com/*', selector: 'input[name="status"]', mode: 'kept' }],
  nameRules: [],
  urlRules: [{ match: 'https://desk.example.com/*', keepQuery: ['tab'] }],
  captureHours: ['Mo-Fr 08:00-18:00'],
  pauseMaxMinutes: 30,
  exemption: { maxDays: 90, offWhilePending: true },
  quotaMBPerDay: 7.5,
  retentionDays: 7,
  uploadOnMetered: false,
};
