import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, wholeBytes } from '../../src/session/bytes.ts';
import { collectingDigest, DIGEST_MAX_BYTES } from '../../src/session/digest.ts';
import type { FaultRule } from '../../src/session/fault.ts';
import { decodeFiles } from '../../src/session/session-files.ts';
import type { Verdict } from '../../src/session/verify.ts';
import { verifySession } from '../../src/session/verify.ts';
import { body, makeSession, sessionPlan } from './arbitrary.ts';

const text = (value: string) => new TextEncoder().encode(value);

async function verifyFiles(...files: readonly Uint8Array[]): Promise<Verdict> {
  return verifySession(
    decodeFiles(files.map((bytes, index) => ({ name: `file-${index}`, open: () => wholeBytes(bytes) }))),
  );
}

/** The lines of a joined session, each with its line end. */
function toLines(segments: readonly Uint8Array[]): string[] {
  return new TextDecoder().decode(concatBytes(segments)).split(/(?<=\n)/);
}

/** Changes the fields of one line. */
function withFields(lines: readonly string[], index: number, fields: Record<string, unknown>): string[] {
  return lines.map((line, at) => (at === index ? `${JSON.stringify({ ...JSON.parse(line), ...fields })}\n` : line));
}

const verifyLines = (lines: readonly string[]) => verifyFiles(text(lines.join('')));
const rules = (verdict: Verdict): FaultRule[] => verdict.faults.map(({ rule }) => rule);

async function smallSession() {
  return makeSession(fc.sample(body, { numRuns: 10, seed: 7 }), [4, 4]);
}

test('a sound session has no fault and is complete, in one file or one for each segment', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, async ([bodies, sizes]) => {
      const segments = await makeSession(bodies, sizes);
      const expected = {
        faults: [],
        faultCount: 0,
        isComplete: true,
        segments: segments.length,
        withdrawnSegments: 0,
        records: bodies.length + 2,
        unknownKinds: {},
        unknownFields: {},
        yield: expect.objectContaining({ steps: expect.any(Number) }),
      };
      expect(await verifyFiles(concatBytes(segments))).toEqual(expected);
      expect(await verifyFiles(...segments)).toEqual(expected);
    }),
  );
});

test('any dropped line but the head of the last segment is found; without its `end` a session is incomplete', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), async ([bodies, sizes], pick) => {
      const segments = await makeSession(bodies, sizes);
      const lines = toLines(segments);
      const drop = pick % lines.length;
      fc.pre(drop !== toLines(segments.slice(0, -1)).length);
      const verdict = await verifyLines(lines.toSpliced(drop, 1));
      if (drop === lines.length - 1) expect(verdict).toMatchObject({ faultCount: 0, isComplete: false });
      else expect(verdict.faultCount).toBeGreaterThan(0);
    }),
  );
});

test('any line that is there twice is found', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), async ([bodies, sizes], pick) => {
      const lines = toLines(await makeSession(bodies, sizes));
      const twice = pick % lines.length;
      expect((await verifyLines(lines.toSpliced(twice, 0, lines[twice] ?? ''))).faultCount).toBeGreaterThan(0);
    }),
  );
});

test('any two swapped lines are found', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), fc.nat(), async ([bodies, sizes], pickA, pickB) => {
      const lines = toLines(await makeSession(bodies, sizes));
      const [a, b] = [pickA % lines.length, pickB % lines.length];
      const swapped = lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '');
      fc.pre(swapped.join('') !== lines.join(''));
      expect((await verifyLines(swapped)).faultCount).toBeGreaterThan(0);
    }),
  );
});

test('any changed byte before the last segment is found', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), fc.integer({ min: 1, max: 255 }), async ([bodies, sizes], pick, flip) => {
      const segments = await makeSession(bodies, sizes);
      const bytes = concatBytes(segments);
      const at = pick % (bytes.length - (segments.at(-1)?.length ?? 0));
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      expect((await verifyFiles(bytes)).faultCount).toBeGreaterThan(0);
    }),
  );
});

test('any segment that is missing, twice or out of order is found', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), async ([bodies, sizes], pick) => {
      const segments = await makeSession(bodies, sizes);
      const at = pick % segments.length;
      const segment = segments[at];
      if (segment === undefined) throw new Error('no segment');
      const dropped = await verifyFiles(...segments.toSpliced(at, 1));
      if (at === segments.length - 1) expect(dropped).toMatchObject({ faultCount: 0, isComplete: false });
      else expect(rules(dropped)).toContain('segment');
      expect(rules(await verifyFiles(...segments.toSpliced(at, 0, segment)))).toContain('segment');
      expect(rules(await verifyFiles(...segments.toReversed()))).toContain('segment');
    }),
  );
});

test('a file cut at any byte never throws, keeps every whole record and is called torn or incomplete', async () => {
  const bytes = concatBytes(await makeSession(fc.sample(body, { numRuns: 5, seed: 3 }), [3, 2]));
  for (let cut = 0; cut < bytes.length; cut++) {
    const verdict = await verifyFiles(bytes.subarray(0, cut));
    const whole = new TextDecoder().decode(bytes.subarray(0, cut)).split('\n').length - 1;
    expect(verdict.segments + verdict.records).toBeGreaterThanOrEqual(whole);
    expect(verdict.isComplete).toBe(false);
    expect(rules(verdict)).toEqual(cut === 0 || bytes[cut - 1] === 0x0a ? [] : ['torn']);
    if (verdict.faults[0] !== undefined) expect(verdict.faults[0].line).toBe(whole + 1);
  }
});

test('each fault names the exact file and line', async () => {
  const segments = await smallSession();
  const second = toLines([segments[1] ?? new Uint8Array()]);
  const changed = withFields(second, 2, { seq: 99 });
  const verdict = await verifyFiles(segments[0] ?? text(''), text(changed.join('')));
  expect(verdict.faults[0]).toMatchObject({ file: 'file-1', line: 3, rule: 'seq' });
});

test.each<[FaultRule, number, Record<string, unknown>, number?]>([
  ['chain', 5, { prev: 'a'.repeat(64) }],
  ['chain', 5, { prev: null }],
  ['chain', 0, { prev: 'a'.repeat(64) }],
  ['head', 5, { session: 'another' }],
  ['head', 5, { participant: 'another' }],
  ['head', 0, { startedAt: 'yesterday' }],
  ['head', 5, { prev: 'not hex' }],
  ['segment', 5, { n: 7 }],
  ['segment', 0, { n: 1 }],
  ['seq', 5, { firstSeq: 3 }],
  ['seq', 2, { seq: 7 }],
  ['time', 7, { t: 1 }],
  ['schema', 7, { t: -1 }],
  ['schema', 1, { url: 5 }],
  ['schema', 5, { schema: 2 }],
  ['page', 1, { doc: 'doc-2' }, 3],
  ['page', 3, { kind: 'focus', focused: true, doc: undefined }],
  ['gap', 3, { kind: 'gap', reason: 'paused', from: 5, to: 4 }],
  ['end', 13, { kind: 'end', reason: 'idle' }, 15],
])('a broken %s is found (line index %i, fields %o)', async (rule, index, fields, line) => {
  const lines = toLines(await smallSession());
  const kept = 'kind' in fields ? lines.with(index, onlyPlace(lines[index] ?? '')) : lines;
  const verdict = await verifyLines(withFields(kept, index, fields));
  const found = verdict.faults.filter((fault) => fault.rule === rule);
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]?.fix).not.toBe('');
  expect(found[0]?.line).toBe(line ?? index + 1);
});

function onlyPlace(line: string): string {
  const { seq, t, doc } = JSON.parse(line);
  return JSON.stringify({ seq, t, doc });
}

test('kinds and fields from later versions are counted and are no fault', async () => {
  const [segment = text('')] = await makeSession([{ kind: 'focus', focused: true }], []);
  const lines = toLines([segment]);
  const later = withFields(withFields(lines, 0, { studio: 1 }), 1, { colour: 'red' }).with(
    2,
    '{"kind":"outline","seq":1,"t":100}\n',
  );
  expect(await verifyLines(later)).toMatchObject({
    faults: [],
    isComplete: true,
    records: 3,
    unknownKinds: { outline: 1 },
    unknownFields: { 'segment.studio': 1, 'page.colour': 1 },
  });
});

test('a document without its page is no fault where a gap says that pages were taken', async () => {
  const gap = { kind: 'gap', reason: 'withdrawn', from: 0, to: 50, counts: { page: 1 } } as const;
  const lines = toLines(await makeSession([{ kind: 'focus', focused: true }, gap], []));
  const taken = withFields(lines.with(1, onlyPlace(lines[1] ?? '')), 1, { kind: 'focus', focused: true });
  expect(rules(await verifyLines(taken))).toEqual(['page']);
  const counted = withFields(taken, 3, { kind: 'gap', reason: 'withdrawn', counts: { page: 1 } });
  expect(rules(await verifyLines(counted))).toEqual([]);
  expect(rules(await verifyLines(withFields(taken, 3, { reason: 'withdrawn', counts: { click: 1 } })))).toEqual([
    'page',
  ]);
});

test('a change that one segment takes is one fault, not one for every line after it', async () => {
  const lines = toLines(await smallSession());
  expect((await verifyLines(lines.toSpliced(2, 1))).faultCount).toBe(2); // the hole, and the chain after it
  expect((await verifyLines(lines.with(2, 'not JSON\n'))).faultCount).toBe(2);
});

test('a hostile file of faults is listed up to a bound and counted in full', async () => {
  const verdict = await verifyLines(Array.from({ length: 5_000 }, () => '{}\n'));
  expect(verdict.faults).toHaveLength(1_000);
  expect(verdict.faultCount).toBe(5_001);
});

test('a segment over the bound has no digest rather than a wrong one', async () => {
  const digest = collectingDigest();
  const part = new Uint8Array(DIGEST_MAX_BYTES / 4);
  for (let count = 0; count < 5; count++) digest.add(part);
  expect(await digest.hex()).toBeUndefined();
});

const typed = { kind: 'typing', field: { class: 'name', mode: 'masked' }, target: { node: 1, tag: 'input' } };
const place = { kind: 'click', button: 'primary', count: 1, by: 'mouse', target: { node: 1, tag: 'a' } };
const path = { kind: 'pointer', type: 'mouse', x: 1, y: 1, dt: [16], dx: [1], dy: [1] };
const view = { width: 10, height: 10, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
const page = { kind: 'page', url: 'https://desk.example/', cause: 'link', viewport: view };
test.each([
  ['place', { ...place, point: { x: 1, y: 1, nx: 1.2, ny: 0.5 } }, 'point.nx is 1.2'],
  ['place', { ...place, target: { node: 1, tag: 'a', box: [0, 0, -1, 4] } }, 'target.box has a negative size'],
  ['place', { ...path, dx: [1, 2] }, 'dt, dx and dy differ in length'],
  ['place', { ...path, dt: [-1] }, 'dt goes back'],
  ['place', { ...path, buttons: [[2, 1]] }, 'a sample that is not there'],
  ['place', { ...page, viewport: { ...view, dpr: 0 } }, 'a size that no window has'],
  ['reference', { ...page, parent: 'nobody' }, 'document nobody'],
  ['reference', { ...page, tab: 7 }, 'tab 7'],
  ['reference', { kind: 'tab', tab: 3, action: 'opened', opener: 9 }, 'tab 9'],
  ['redaction', { ...typed, text: 'secret' }, 'text stands in a masked field'],
  ['redaction', { kind: 'key', key: 'a' }, 'no command'],
  ['redaction', { kind: 'key', key: 'ArrowLeft', field: { class: 'name', mode: 'masked' } }, 'a masked field'],
  ['redaction', { kind: 'key', key: 'Escape', field: { class: 'password', mode: 'protected' } }, 'a protected field'],
] as const)('a broken rule of %s is found with its line: %j', async (rule, content, what) => {
  const bodies = [{ kind: 'focus', focused: true }, content] as unknown as Parameters<typeof makeSession>[0];
  const { faults } = await verifyFiles(concatBytes(await makeSession(bodies, [2], (sound) => sound)));
  expect(faults.map((fault) => [fault.rule, fault.line])).toEqual([[rule, 5]]);
  expect(faults[0]?.what).toContain(what);
});

test('what records refer to may stand behind them, and may be missing where a gap took pages', async () => {
  const bodies = [
    { ...page, parent: 'doc-1', tab: 4 },
    { kind: 'tab', tab: 4, action: 'opened' },
  ] as unknown as Parameters<typeof makeSession>[0];
  expect((await verifyFiles(...(await makeSession(bodies, [2], (sound) => sound)))).faults).toEqual([]);
  const lost = [
    { ...page, parent: 'gone' },
    { kind: 'gap', reason: 'lost', from: 0, to: 1, counts: { page: 1 } },
  ] as unknown as Parameters<typeof makeSession>[0];
  expect((await verifyFiles(...(await makeSession(lost, [2], (sound) => sound)))).faults).toEqual([]);
});

/** The line that stands for a segment after it was taken back. */
async function tombstoneOf(segment: Uint8Array): Promise<string> {
  const { session, n } = JSON.parse(new TextDecoder().decode(segment).split('\n')[0] ?? '');
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(segment))).toString('hex');
  return `${JSON.stringify({ kind: 'tombstone', schema: 1, session, n, digest: hash })}\n`;
}

test('a session with any of its segments taken back is sound, says how many, and is held to their digests', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, fc.nat(), async ([bodies, sizes], pick) => {
      const segments = await makeSession(bodies, sizes);
      const at = pick % segments.length;
      const line = await tombstoneOf(segments[at] ?? new Uint8Array());
      const isLast = at === segments.length - 1;
      const verdict = await verifyFiles(...segments.with(at, text(line)));
      expect(verdict).toMatchObject({ faults: [], withdrawnSegments: 1, isComplete: !isLast });
      if (isLast) return;
      const forged = await verifyFiles(...segments.with(at, text(line.replace(/"digest":"..../, '"digest":"0000'))));
      expect(rules(forged)).toEqual(['chain']);
    }),
  );
});

test('a tombstone at the wrong place is found', async () => {
  const segments = await smallSession();
  const line = text(await tombstoneOf(segments[1] ?? new Uint8Array()));
  expect(rules(await verifyFiles(...segments.with(0, line)))).toContain('segment');
});
