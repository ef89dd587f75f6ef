import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GateFacts } from '../../src/control/gate.ts';
import { answerGate } from '../../src/control/gate.ts';
import type { KnownDocument, PageDeps } from '../../src/control/page-messages.ts';
import { answerPage } from '../../src/control/page-messages.ts';
import { CORE_EXCLUSIONS, CORE_EXCLUSIONS_BY_KIND } from '../../src/model/core-exclusions.ts';
import type { PageEvent } from '../../src/model/event.ts';
import { parseMatchPattern } from '../../src/model/match-pattern.ts';
import { seal } from '../../src/policy/order.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { rulesFor } from '../../src/redaction/page-rules.ts';
import { runs } from '../effort.ts';
import { handmadePolicy, recordingPolicy, TIMES, URLS } from './arbitrary.ts';
import { change, factsOf, keyOf, slip, slips, spoil } from './spoil.ts';

const EVENTS: readonly PageEvent[] = [
  { kind: 'visibility', state: 'visible' },
  { kind: 'focus', focused: true },
  { kind: 'pointer', type: 'mouse', x: 1, y: 1, dt: [1], dx: [1], dy: [0] },
  { kind: 'scroll', from: { x: 0, y: 0 }, to: { x: 0, y: 9 }, source: 'wheel', ms: 9 },
  { kind: 'clipboard', action: 'copy' },
];

/** Everything that the worker keeps of one page that asks and then sends a batch with every one of the events at every one of the times. */
async function recordsUnder(facts: GateFacts, url: string): Promise<ReadonlySet<string>> {
  const known = new Map<string, KnownDocument>();
  const kept = new Set<string>();
  const now = Math.max(...TIMES);
  const deps: PageDeps = {
    extensionId: 'us',
    fieldWords: async () => FIELD_WORDS,
    rulesFor,
    keepText: async () => undefined,
    now: () => now,
    readFacts: async () => facts,
    readPointerHz: async () => 60,
    findFrame: async () => undefined,
    findCause: () => undefined,
    noteWork: async () => undefined,
    markKey: async () => [1, 2],
    noteSecret: async () => undefined,
    findDocument: async (doc) => known.get(doc),
    knowDocument: async (document) => void known.set(document.doc, document),
    clean: async (event) => event,
    append: async ({ records }) => {
      for (const { at, event } of records) kept.add(`${at} ${event.kind}`);
    },
    keepDraft: async () => undefined,
    lose: async () => undefined,
    areFactsKnown: () => true,
    awaitDocument: async () => undefined,
    forgetWaiting: async () => undefined,
    declareLost: async () => undefined,
    turnedAway: new Set(),
  };
  const sender = { id: 'us', url, frameId: 0, tab: { id: 7, url } };
  await answerPage(deps, { type: 'gateAsked', doc: 'doc00001', since: now }, sender);
  const times = TIMES.filter((at) => at > now - 20 * 3_600_000);
  const records = times.flatMap((at) => EVENTS.map((event) => ({ at, event })));
  await answerPage(deps, { type: 'batchRecorded', doc: 'doc00001', batch: 0, records }, sender);
  return kept;
}

async function expectNoNewRecord(whole: unknown, spoiled: unknown): Promise<number> {
  const [before, after] = await Promise.all([whole, spoiled].map((values) => factsOf(values, 'Europe/Berlin')));
  if (before === undefined || after === undefined) throw new Error('No facts.');
  let recorded = 0;
  for (const url of URLS) {
    const [allowed, kept] = [await recordsUnder(before, url), await recordsUnder(after, url)];
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
