import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerGate } from '../../src/control/gate.ts';
import { CORE_EXCLUSIONS, CORE_EXCLUSIONS_BY_KIND } from '../../src/model/core-exclusions.ts';
import { parseMatchPattern } from '../../src/model/match-pattern.ts';
import { seal } from '../../src/policy/order.ts';
import { runs } from '../effort.ts';
import { EXAMPLE, handmadePolicy, recordingPolicy, TIMES, URLS } from './arbitrary.ts';
import { keptOfPage } from './kept-of-page.ts';
import { change, factsOf, keyOf, slip, slips, spoil } from './spoil.ts';

/** Compared word for word, with what was typed, names and addresses. For sealed policies: keeping less would be a change, too. */
async function expectNoNewRecord(whole: unknown, spoiled: unknown): Promise<number> {
  const [before, after] = await Promise.all([whole, spoiled].map((values) => factsOf(values, 'Europe/Berlin')));
  if (before === undefined || after === undefined) throw new Error('No facts.');
  let recorded = 0;
  for (const url of URLS) {
    const kept = await keptOfPage(after, url);
    // Of nothing there is nothing to find elsewhere: what the whole policy keeps is looked at once, to see that it is something.
    if (kept.size === 0 && recorded > 0) continue;
    const allowed = await keptOfPage(before, url);
    recorded += allowed.size;
    expect(
      [...kept].filter((record) => !allowed.has(record)),
      url,
    ).toEqual([]);
  }
  return recorded;
}

test('no dropped, replaced, wrapped or renamed key ever yields a record that the whole policy would not have yielded', async () => {
  let recorded = 0;
  await fc.assert(
    fc.asyncProperty(recordingPolicy, fc.nat(), fc.boolean(), change, async (handmade, pick, isLimit, how) => {
      const values = seal(handmade);
      recorded += await expectNoNewRecord(values, spoil(values, keyOf(values, pick, isLimit), how));
    }),
    runs(70),
  );
  expect(recorded).toBeGreaterThan(0);
}, 60_000);

const PLAIN = {
  ...EXAMPLE,
  noticeVersion: 'n1',
  captureHours: [],
  sites: ['https://desk.example/*'],
  events: {},
  fieldRules: [],
  nameRules: [],
  urlRules: [],
};
const MATCH = 'https://desk.example/*';
/** Rules that keep more than the one they stand in for, and what shows it. */
const LAXER: readonly (readonly [key: string, meant: object, laxer: object, shows: string])[] = [
  ['fieldRules', { selector: '#a', mode: 'masked' }, { selector: '#a', mode: 'kept' }, 'Quagga for erika@'],
  ['fieldRules', { selector: '#a', mode: 'masked' }, { selector: '#a', mode: 'scrubbed' }, 'Quagga for [email]'],
  ['fieldRules', { selector: '#other', mode: 'kept' }, { selector: '#a', mode: 'kept' }, 'text Quagga for erika@'],
  ['nameRules', { selector: '#other' }, { selector: '#a' }, 'Numbat'],
  ['nameRules', { selector: '#a', content: false }, { selector: '#a', content: true }, 'Wombat Okapi'],
  ['urlRules', { keepQuery: ['sort'] }, { keepQuery: ['sort', 'tab'] }, '?tab=4711'],
  ['urlRules', { keepPath: false }, { keepPath: true }, '/orders/1/edit'],
  ['urlRules', { keepFragment: false }, { keepFragment: true }, '#note-3'],
];
test.each(LAXER)('%s %j made laxer keep more, and in a sealed policy nothing', async (key, meant, laxer, shows) => {
  const ruledBy = (rule: object) => ({ ...PLAIN, [key]: [{ match: MATCH, ...rule }] });
  const keep = async (values: unknown): Promise<string> =>
    [...(await keptOfPage(await factsOf(values, 'Europe/Berlin'), 'https://desk.example/orders/1/edit'))].join('\n');
  const sealed = seal(ruledBy(meant));
  expect(await keep(sealed)).toContain('"kind":"click"');
  expect(await keep(sealed)).not.toContain(shows);
  expect(await keep(seal(ruledBy(laxer)))).toContain(shows);
  expect(await keep({ ...sealed, [key]: ruledBy(laxer)[key as 'sites'] })).toBe('');
});

test('no slip of one sign in a sealed policy ever yields a record that the whole one would not have yielded', async () => {
  await fc.assert(
    fc.asyncProperty(recordingPolicy, slips, async (handmade, [at, sign, how]) => {
      const values = seal(handmade);
      await expectNoNewRecord(values, slip(values, at, sign, how));
    }),
    runs(70),
  );
}, 60_000);

test('no policy, whatever it lists, records a site of the core exclusions', async () => {
  const guarded = CORE_EXCLUSIONS.map((text) => {
    const pattern = parseMatchPattern(text);
    if (pattern === undefined) throw new Error(`${text} is no pattern.`);
    return `https://${pattern.subdomains ? 'any.' : ''}${pattern.host}/a?b`;
  });
  await fc.assert(
    fc.asyncProperty(handmadePolicy, fc.constantFrom(...guarded), async (handmade, url) => {
      const { origin } = new URL(url);
      const sites = ['*://*/*', `${origin}/*`, url];
      const facts = await factsOf(
        { ...handmade, region: '001', regions: ['001'], captureHours: [], sites, excludedSites: [] },
        'Europe/Berlin',
      );
      const [at, listed] = [TIMES[0] ?? 0, 'https://desk.example/'];
      expect(answerGate(facts, { url, topUrl: url, at }).state).not.toBe('capturing');
      expect(answerGate(facts, { url, topUrl: listed, at }).state, 'as a frame').not.toBe('capturing');
      expect(answerGate(facts, { url: listed, topUrl: url, at }).state, 'around a frame').not.toBe('capturing');
    }),
    { numRuns: 400 },
  );
});

test('the core exclusions cover what must never be listed', () => {
  expect(Object.keys(CORE_EXCLUSIONS_BY_KIND)).toEqual([
    'identity providers',
    'password managers',
    'payment',
    'banking',
    'health',
    'personnel and pay',
    'unions and works councils',
  ]);
  expect(new Set(CORE_EXCLUSIONS).size).toBe(CORE_EXCLUSIONS.length);
});

test('pages of browsers, extensions, files and stores cannot be listed at all', async () => {
  for (const pattern of [
    'chrome://*/*',
    'about:*',
    'file:///*',
    'chrome-extension://*/*',
    'moz-extension://*/*',
    '<all_urls>',
  ])
    expect(parseMatchPattern(pattern), pattern).toBeUndefined();
});
