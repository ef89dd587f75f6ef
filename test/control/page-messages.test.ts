import { expect, test } from 'vitest';
import type { GateFacts } from '../../src/control/gate.ts';
import type { JudgedBatch, KnownDocument, PageDeps } from '../../src/control/page-messages.ts';
import { answerPage, keepTail, noteQuestion } from '../../src/control/page-messages.ts';
import type { FrameFacts } from '../../src/control/page-place.ts';
import { startPause } from '../../src/control/pause.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import type { PageRules } from '../../src/model/page-rules.ts';
import { NO_RULES } from '../../src/model/page-rules.ts';
import type { TimedEvent } from '../../src/model/record.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { rulesFor } from '../../src/redaction/page-rules.ts';
import { ruled, SITE, studying } from './facts.ts';

const NOW = new Date(2026, 10, 20, 10).getTime();
const SECOND = 1_000;
const DOC = 'doc00001';
const TOP = { id: 'us', url: SITE, frameId: 0, tab: { id: 7, url: SITE } };

const shown = (at: number): TimedEvent => ({ at, event: { kind: 'visibility', state: 'visible' } });
const batch = (records: readonly TimedEvent[], n = 0) => ({ type: 'batchRecorded', doc: DOC, batch: n, records });

function rig(facts: GateFacts, frames: Readonly<Record<number, FrameFacts>> = {}) {
  const known = new Map<string, KnownDocument>();
  const kept: JudgedBatch[] = [];
  const lost: unknown[] = [];
  const signs: { readonly doc: string; readonly at: number }[] = [];
  const marks: string[] = [];
  const told: { readonly texts: unknown; readonly rules: PageRules }[] = [];
  const drafts: unknown[] = [];
  const waiting = new Set<string>();
  const losses: (readonly [number, number])[] = [];
  const turnedAway = new Set<string>();
  const deps = (now: GateFacts): PageDeps => ({
    extensionId: 'us',
    fieldWords: async () => FIELD_WORDS,
    rulesFor,
    keepText: async ({ texts }, rules) => void told.push({ texts, rules }),
    markKey: async () => [1, 2],
    noteSecret: async (mark) => void marks.push(mark),
    now: () => NOW,
    readFacts: async () => now,
    readPointerHz: async () => 30,
    findFrame: async (_tab, frameId) => frames[frameId],
    findCause: ({ frameId, url }) => (frameId === 0 && url === SITE ? 'form' : undefined),
    noteWork: async (doc, at) => void signs.push({ doc, at }),
    findDocument: async (doc) => known.get(doc),
    knowDocument: async (document) => void known.set(document.doc, document),
    clean: async (event) => event,
    append: async (judged) => void kept.push(judged),
    keepDraft: async ({ tab, frameId }, draft) => void drafts.push([tab, frameId, draft]),
    lose: async (_doc, n, held) => void lost.push([n, held]),
    areFactsKnown: () => true,
    awaitDocument: async ({ doc }) => void waiting.add(doc),
    forgetWaiting: async (doc) => void waiting.delete(doc),
    declareLost: async ({ from, to }) => void losses.push([from, to]),
    turnedAway,
  });
  return { deps: deps(facts), under: deps, known, kept, lost, signs, marks, told, drafts, waiting, losses };
}
const times = (kept: readonly JudgedBatch[]): number[][] => kept.map(({ records }) => records.map(({ at }) => at));

test('a listed page is told to capture, with what the policy says of kinds and pointer', async () => {
  const { deps, known } = rig(ruled({ pointerHz: 30, events: { clipboard: false, page: false, click: true } }));
  const order = await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect(order).toEqual({
    kind: 'capture',
    pointerHz: 30,
    off: ['clipboard'],
    words: FIELD_WORDS,
    rules: {
      ...NO_RULES,
      sites: [
        { path: '/*', specificity: 1 },
        { path: '/hr/*', specificity: 2 },
      ],
    },
    markKey: [1, 2],
  });
  expect(known.get(DOC)).toEqual({
    doc: DOC,
    tab: 7,
    frameId: 0,
    origin: 'https://desk.example',
    topOrigin: 'https://desk.example',
    rules: expect.stringMatching(/^policy [0-9a-f]{8}$/),
    cause: 'form',
  });
});

test('a press is a sign of work where the document was let in, and nowhere else', async () => {
  const { deps, signs } = rig(ruled());
  // The worker hears of it later than it was done.
  const press = { type: 'pressed', doc: DOC, at: NOW - 3 * SECOND };
  expect(await answerPage(deps, press, TOP)).toBeUndefined();
  expect(signs).toEqual([]);
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await answerPage(deps, press, { ...TOP, tab: { id: 8, url: SITE } });
  expect(signs).toEqual([]);
  expect(await answerPage(deps, press, TOP)).toBeUndefined();
  expect(signs).toEqual([{ doc: DOC, at: NOW - 3 * SECOND }]);
  await answerPage(deps, { ...press, at: NOW + SECOND }, TOP);
  expect(signs.at(-1)).toEqual({ doc: DOC, at: NOW });
});

test('a draft is put by for the frame of a document that was let in, and for no other, and nothing is kept of it yet', async () => {
  const { deps, drafts, kept } = rig(ruled());
  const records = [shown(NOW - SECOND)];
  const draft = { type: 'drafted', doc: DOC, batch: 3, records };
  await answerPage(deps, draft, TOP);
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await answerPage(deps, draft, { ...TOP, tab: { id: 8, url: SITE } });
  expect(drafts).toEqual([]);
  expect(await answerPage(deps, draft, TOP)).toBeUndefined();
  expect(drafts).toEqual([[7, 0, { doc: DOC, batches: [{ batch: 3, records }] }]]);
  expect(kept).toEqual([]);
});

test('the mark of a secret is remembered, whatever became of its document', async () => {
  const { deps, marks, kept } = rig(ruled());
  const mark = '12:0123456789abcdef';
  expect(await answerPage(deps, { type: 'secretTyped', doc: DOC, mark }, TOP)).toBeUndefined();
  await answerPage(deps, { type: 'secretTyped', doc: DOC, mark: `w${mark}` }, TOP);
  expect(marks).toEqual([mark, `w${mark}`]);
  await answerPage(deps, { type: 'secretTyped', doc: DOC, mark: 'the secret itself' }, TOP);
  expect([marks.length, kept.length]).toEqual([2, 0]);
});

const TEXT = { type: 'textTyped', doc: DOC, mode: 'kept', node: 3, texts: [{ ats: [NOW], text: 'note' }], names: [] };
const KEPT_RULE = { match: 'https://desk.example/*', selector: '#note', mode: 'kept' as const };

test('text comes with the rules of its site, from the document that the gate let in under the same policy', async () => {
  const facts = ruled({ fieldRules: [KEPT_RULE, { ...KEPT_RULE, match: 'https://other.example/*' }] });
  const { deps, under, told } = rig(facts);
  await answerPage(deps, TEXT, TOP);
  expect(told).toEqual([]);
  const order = await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect(order).toMatchObject({ rules: { fields: [{ path: '/*', selector: '#note', mode: 'kept' }] } });
  await answerPage(deps, TEXT, { ...TOP, tab: { id: 8, url: SITE } });
  await answerPage(under(ruled({ policyRevision: 'r2' })), TEXT, TOP);
  expect(told).toEqual([]);
  expect(await answerPage(deps, TEXT, TOP)).toBeUndefined();
  expect(told).toMatchObject([{ texts: TEXT.texts, rules: { fields: [{ selector: '#note' }] } }]);
  expect(told[0]?.rules.fields).toHaveLength(1);
});

test('a text that is longer than a page may tell is refused', async () => {
  const { deps, told } = rig(ruled({ fieldRules: [KEPT_RULE] }));
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  const answer = await answerPage(deps, { ...TEXT, texts: [{ ats: [NOW], text: 'x'.repeat(10_001) }] }, TOP);
  expect(answer).toMatchObject({ kind: 'malformed' });
  expect(told).toEqual([]);
});

test('a page that may not be recorded is told to rest, and is not remembered', async () => {
  const { deps, known } = rig(ruled({ sites: ['https://other.example/*'] }));
  expect(await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP)).toEqual({ kind: 'rest' });
  expect(known.size).toBe(0);
});

test.each([
  [{ ...TOP, id: 'somebody' }],
  [{ ...TOP, id: undefined }],
  [{ ...TOP, tab: undefined, url: 'chrome-extension://us/popup.html' }],
])('a message that is not from a script of ours in a tab gets no answer', async (sender) => {
  const { deps, kept } = rig(ruled());
  expect(await answerPage(deps, batch([shown(NOW)]), sender)).toBeUndefined();
  expect(kept).toEqual([]);
});

test('a malformed message is answered with what is wrong, and its batch counts as lost', async () => {
  const { deps, lost } = rig(ruled());
  const answer = await answerPage(
    deps,
    batch([{ at: NOW, event: { kind: 'keystroke' } } as unknown as TimedEvent], 4),
    TOP,
  );
  expect(answer).toMatchObject({ kind: 'malformed' });
  expect(lost).toEqual([[4, undefined]]);
});

test('records before a pause are kept and records in it refused, one by one, however late they come', async () => {
  const pressed = NOW - 5 * SECOND;
  const facts = ruled({}, { control: startPause({ ...NO_CONTROL, policySeen: true }, 10, 15, pressed) });
  const { deps, under, kept } = rig(facts);
  await answerPage(under(ruled()), { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  const mixed = batch([shown(pressed - 1), shown(pressed), shown(pressed + 1)]);
  expect(await answerPage(deps, mixed, TOP)).toEqual({ kind: 'kept' });
  expect(await answerPage(deps, batch([shown(pressed + 2)], 1), TOP)).toEqual({ kind: 'refused' });
  expect(times(kept)).toEqual([[pressed - 1], []]);
});

test('the last batch of a page is kept though its tab shows an unlisted page by now', async () => {
  const { deps, kept } = rig(ruled());
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  const gone = { ...TOP, tab: { id: 7, url: 'https://elsewhere.example/' } };
  expect(await answerPage(deps, batch([shown(NOW)]), gone)).toEqual({ kind: 'kept' });
  expect(times(kept)).toEqual([[NOW]]);
});

test('the last batch of a page that is gone names no tab in Firefox, and is kept if its document is known', async () => {
  const { deps, kept } = rig(ruled());
  const gone = { id: 'us', url: SITE };
  expect(await answerPage(deps, batch([shown(NOW)]), gone)).toEqual({ kind: 'refused' });
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect(await answerPage(deps, batch([shown(NOW)]), gone)).toEqual({ kind: 'kept' });
  const other = { id: 'us', url: 'https://desk.example.evil.test/' };
  expect(await answerPage(deps, batch([shown(NOW)], 1), other)).toMatchObject({ kind: 'malformed' });
  expect(await answerPage(deps, { type: 'gateAsked', doc: 'doc00002', since: NOW }, gone)).toEqual({ kind: 'rest' });
  expect(times(kept)).toEqual([[], [NOW]]);
});

test('a batch that comes before the gate was asked is judged by where it comes from', async () => {
  const { deps, known } = rig(ruled());
  expect(await answerPage(deps, batch([shown(NOW)]), TOP)).toEqual({ kind: 'kept' });
  expect(known.has(DOC)).toBe(true);
  const other = { ...TOP, url: 'https://elsewhere.example/' };
  expect(await answerPage(rig(ruled()).deps, batch([shown(NOW)]), other)).toEqual({ kind: 'refused' });
});

test('a page that moves on to an unlisted address without a load is refused from there on', async () => {
  const { deps } = rig(ruled());
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  const moved = { ...TOP, url: 'https://desk.example/hr/salaries' };
  expect(await answerPage(deps, batch([shown(NOW)]), moved)).toEqual({ kind: 'refused' });
});

test('on another port of a listed host the script is told to rest, and nothing is taken from it', async () => {
  const { deps, known, kept } = rig(ruled({ sites: ['https://desk.example:8443/*'] }));
  const at = (port: number) => {
    const url = `https://desk.example:${port}/tickets`;
    return { ...TOP, url, tab: { id: 7, url } };
  };
  expect(await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, at(9443))).toEqual({ kind: 'rest' });
  expect(await answerPage(deps, batch([shown(NOW)]), at(9443))).toEqual({ kind: 'refused' });
  expect([known.size, ...times(kept)]).toEqual([0, []]);
  expect(await answerPage(deps, batch([shown(NOW)], 1), at(8443))).toEqual({ kind: 'kept' });
});

test('a document cannot be spoken for from another tab or frame', async () => {
  const { deps, kept } = rig(ruled());
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect(await answerPage(deps, batch([shown(NOW)]), { ...TOP, tab: { id: 8, url: SITE } })).toMatchObject({
    kind: 'malformed',
  });
  expect(kept).toEqual([]);
});

const IN_FRAME = { ...TOP, frameId: 5 };
test.each([
  ['a listed frame', SITE, { 5: { url: SITE, parentFrameId: 0 } }, 'capture'],
  ['an unlisted frame', 'https://ads.example/', { 5: { url: 'https://ads.example/', parentFrameId: 0 } }, 'rest'],
  [
    'an empty frame of the page',
    'about:blank',
    { 0: { url: SITE, parentFrameId: -1 }, 5: { url: 'about:blank', parentFrameId: 0 } },
    'capture',
  ],
  [
    'an empty frame of an unlisted frame',
    'about:srcdoc',
    { 4: { url: 'https://ads.example/', parentFrameId: 0 }, 5: { url: 'about:srcdoc', parentFrameId: 4 } },
    'rest',
  ],
  ['a frame that is gone', 'about:blank', {}, 'rest'],
] as const)('%s', async (_what, url, frames, kind) => {
  const { deps } = rig(ruled(), frames);
  expect(await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, { ...IN_FRAME, url })).toMatchObject({
    kind,
  });
});

test('nothing happens later than now, and nothing is judged that is older than a day', async () => {
  const { deps, kept } = rig(ruled());
  const records = [shown(NOW - 25 * 60 * 60 * SECOND), shown(NOW + 60 * SECOND)];
  expect(await answerPage(deps, batch(records), TOP)).toEqual({ kind: 'kept' });
  expect(times(kept)).toEqual([[NOW]]);
});

test('kinds that the policy switched off are dropped though a page sends them', async () => {
  const { deps, kept } = rig(ruled({ events: { visibility: false } }));
  expect(await answerPage(deps, batch([shown(NOW)]), TOP)).toEqual({ kind: 'refused' });
  expect(times(kept)).toEqual([[]]);
});

test("the tail of a known document is kept, a stranger's is not", async () => {
  const { deps, kept } = rig(ruled());
  await keepTail(deps, { doc: DOC, batches: [{ batch: 3, records: [shown(NOW)] }] });
  expect(kept).toEqual([]);
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await keepTail(deps, { doc: DOC, batches: [{ batch: 3, records: [shown(NOW)] }] });
  expect(times(kept)).toEqual([[NOW]]);
});

test('a tail that was left under other rules is refused', async () => {
  const { deps, under, kept } = rig(ruled());
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await keepTail(under(ruled({ policyRevision: 'r2' })), { doc: DOC, batches: [{ batch: 0, records: [shown(NOW)] }] });
  expect(times(kept)).toEqual([[]]);
});

test('a policy that was changed under the same revision is another policy, for tails and for text', async () => {
  const { deps, under, kept, told } = rig(ruled({ fieldRules: [KEPT_RULE] }));
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  const masked = under(ruled({ fieldRules: [{ ...KEPT_RULE, mode: 'masked' }] }));
  await answerPage(masked, TEXT, TOP);
  expect(told).toEqual([]);
  const narrower = under(ruled({ fieldRules: [KEPT_RULE], excludedSites: [`${SITE}*`] }));
  await keepTail(narrower, { doc: DOC, batches: [{ batch: 0, records: [shown(NOW)] }] });
  expect(times(kept)).toEqual([[]]);
});

test('a site that was switched off in study mode takes no more, and nothing from before it was switched on', async () => {
  const on = studying(['https://desk.example'], NOW - SECOND);
  const { deps, under, kept } = rig(on);
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await answerPage(deps, batch([shown(NOW - 2 * SECOND), shown(NOW)]), TOP);
  expect(await answerPage(under(studying([])), batch([shown(NOW)], 1), TOP)).toEqual({ kind: 'refused' });
  expect(times(kept)).toEqual([[NOW], []]);
});

const HELD = { doc: DOC, batches: [{ batch: 0, records: [], held: [NOW - 3 * SECOND, NOW - SECOND] }] };

test('a page that was gone before anybody could answer leaves word of what is lost, once its message cannot come any more', async () => {
  const { deps, losses } = rig(ruled());
  expect(await keepTail(deps, HELD, 'early')).toBe(false);
  expect(losses).toEqual([]);
  expect(await keepTail(deps, HELD)).toBe(true);
  expect(losses).toEqual([[NOW - 3 * SECOND, NOW - SECOND]]);
});

test('no word is left of a page whose message came, nor of one that may not be recorded', async () => {
  const { deps, losses, lost } = rig(ruled());
  await answerPage(deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await keepTail(deps, HELD);
  // The store ticks off what is here: `lose` changes nothing then.
  expect([losses, lost]).toEqual([[], [[0, [NOW - 3 * SECOND, NOW - SECOND]]]]);
  const elsewhere = rig(ruled({ sites: ['https://other.example/*'] }));
  await answerPage(elsewhere.deps, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  await keepTail(elsewhere.deps, HELD);
  expect(elsewhere.losses).toEqual([]);
  const control = startPause({ ...NO_CONTROL, policySeen: true }, 10, 15, NOW - 10 * SECOND);
  const paused = rig(ruled({}, { control }));
  await keepTail(paused.deps, HELD);
  expect(paused.losses).toEqual([]);
});

test('for a page that must rest neither the words of fields nor anything else is read', async () => {
  const { deps } = rig(ruled());
  const elsewhere = { ...TOP, url: 'https://elsewhere.example/', tab: { id: 7, url: 'https://elsewhere.example/' } };
  const read: string[] = [];
  const counting = {
    ...deps,
    fieldWords: () => deps.fieldWords().finally(() => read.push('words')),
    markKey: () => deps.markKey().finally(() => read.push('key')),
    readPointerHz: () => deps.readPointerHz().finally(() => read.push('rate')),
  };
  await answerPage(counting, { type: 'gateAsked', doc: DOC, since: NOW }, elsewhere);
  expect(read).toEqual([]);
  await answerPage(counting, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect(read.toSorted()).toEqual(['key', 'rate', 'words']);
});

test('a page’s question is noted before anything is settled that an answer needs, and only if it is one', () => {
  const { deps, waiting } = rig(ruled());
  const slow = { ...deps, areFactsKnown: () => false, readFacts: () => new Promise<GateFacts>(() => {}) };
  const question = { type: 'gateAsked', doc: DOC, since: NOW };
  expect(noteQuestion(slow, { ...question, since: 'then' }, TOP)).toBe(true);
  expect(noteQuestion(slow, question, { ...TOP, id: 'another extension' })).toBe(true);
  expect(noteQuestion(slow, { type: 'pressed', doc: DOC, at: NOW }, TOP)).toBe(false);
  expect(noteQuestion(deps, question, TOP)).toBe(true);
  expect([...waiting]).toEqual([]);
  expect(noteQuestion(slow, question, TOP)).toBe(true);
  expect([...waiting]).toEqual([DOC]);
});

test('a page that asks while the browser does not tell the policy is noted by number, until it is told to rest', async () => {
  const { deps, waiting } = rig(ruled());
  const slow = { ...deps, areFactsKnown: () => false };
  await answerPage(slow, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect([...waiting]).toEqual([DOC]);
  const other = rig(ruled({ sites: [] }));
  await answerPage({ ...other.deps, areFactsKnown: () => false }, { type: 'gateAsked', doc: DOC, since: NOW }, TOP);
  expect([...other.waiting]).toEqual([]);
});
