import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decideExemption } from '../../src/collector/decide.ts';
import { appendDecision, listDecisions } from '../../src/collector/decisions.ts';
import { listExemptions } from '../../src/collector/exemptions.ts';
import { sweep } from '../../src/collector/sweep.ts';
import type { ExemptionRequest } from '../../src/model/collector-api.ts';
import { controlAnswer, problemBody, toSegmentList } from '../../src/model/collector-api.ts';
import { blob, bytes, keysIn } from './blobs.ts';
import type { ClosedRig } from './closed-rig.ts';
import { openClosedRig } from './closed-rig.ts';
import type { Install } from './install.ts';

let rig: ClosedRig;
let install: Install;
beforeEach(async () => {
  rig = await openClosedRig();
  install = await rig.install();
  await install.enrol();
});
afterEach(() => rig.close());

const DAY_MS = 86_400_000;
const DIGEST = 'a'.repeat(64);
const ID = 'exemption-0000000000000001';
const request: ExemptionRequest = {
  id: ID,
  category: 'bandwidth',
  scope: { kind: 'sites', sites: ['https://desk.example/*'] },
  until: '2026-12-31T23:59:59.999Z',
  note: 'My line is slow.',
  contact: 'Room 12',
};
const ask = (over: object = {}) => install.ask('POST', '/v1/exemptions', JSON.stringify({ ...request, ...over }));
const decider = (by = 'Ada') => ({ by, now: rig.clock.now++ });
async function control(...ids: string[]) {
  const response = await install.ask('GET', `/v1/control?exemptions=${ids.join(',')}`);
  expect(response.status).toBe(200);
  return controlAnswer.parse(await response.json());
}

test('a request for exemption waits, is decided, and the decision reaches the recorder', async () => {
  expect((await ask()).status).toBe(201);
  expect((await control(ID)).exemptions).toEqual([
    { id: ID, state: 'pending', scope: request.scope, until: request.until },
  ]);
  const until = '2026-11-30T23:59:59.999Z';
  await decideExemption(rig.store, ID, { state: 'approved', until, hold: true }, decider());
  const [approved] = (await control(ID)).exemptions;
  expect(approved).toMatchObject({ state: 'approved', until, hold: true, decidedBy: 'Ada', scope: request.scope });
  await decideExemption(rig.store, ID, { state: 'denied' }, decider('Bo'));
  expect((await control(ID)).exemptions[0]).toMatchObject({ state: 'denied', decidedBy: 'Bo', hold: false });
});

test('the same request again is the same; another one under its id is refused', async () => {
  await ask();
  expect((await ask()).status).toBe(200);
  expect((await ask({ note: 'Other.' })).status).toBe(409);
  expect((await listExemptions(rig.store)).map(({ exemption }) => exemption.request.note)).toEqual([
    'My line is slow.',
  ]);
});

test.each([
  ['a participant', { participant: 'p' }],
  ['a session', { session: 's' }],
  ['a category of nobody', { category: 'mood' }],
  ['a short id', { id: 'short' }],
  ['a path as id', { id: '../../../../etc/passwd' }],
  ['no sites', { scope: { kind: 'sites', sites: [] } }],
  ['a site that is no pattern', { scope: { kind: 'sites', sites: ['everything'] } }],
  ['an unreadable end', { until: 'soon' }],
  ['a note without end', { note: 'x'.repeat(2_001) }],
])('a request for exemption with %s is refused', async (_, over) => {
  const response = await ask(over);
  expect(response.status).toBe(400);
  expect(problemBody.parse(await response.json()).title).toContain('cannot be read');
  expect(await keysIn(rig.store, 'exemptions/')).toEqual([]);
});

test('a request that nobody knows is said to be unknown, and unreadable ids are refused', async () => {
  expect((await control('0123456789abcdef')).exemptions).toEqual([{ id: '0123456789abcdef', state: 'unknown' }]);
  expect((await install.ask('GET', '/v1/control?exemptions=../x')).status).toBe(400);
});

test('the person takes a request back, and then nobody can decide it', async () => {
  await ask();
  expect((await install.ask('DELETE', `/v1/exemptions/${ID}`)).status).toBe(204);
  expect((await install.ask('DELETE', `/v1/exemptions/${ID}`)).status).toBe(204);
  expect((await control(ID)).exemptions[0]).toMatchObject({ state: 'withdrawn' });
  expect(await decideExemption(rig.store, ID, { state: 'approved' }, decider())).toEqual({ kind: 'withdrawn' });
  expect((await install.ask('DELETE', '/v1/exemptions/0123456789abcdef')).status).toBe(404);
});

test('decisions are only ever appended: each stays, in order, also when made at the same moment', async () => {
  await ask();
  await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      decideExemption(rig.store, ID, { state: index % 2 === 0 ? 'approved' : 'denied' }, decider(`admin ${index}`)),
    ),
  );
  const names = (await listDecisions(rig.store)).map(({ by }) => by);
  expect(names.toSorted()).toEqual(Array.from({ length: 6 }, (_, index) => `admin ${index}`));
  expect(await keysIn(rig.store, 'decisions/')).toHaveLength(6);
});

test('the stop switch is told to recorders, and while it is on nothing is stored', async () => {
  expect((await control()).stop).toBe(false);
  await appendDecision(rig.store, { what: 'sending', id: 'all', state: 'stopped' }, decider());
  rig.clock.now += 31_000;
  expect((await control()).stop).toBe(true);
  const refused = await install.putSegment(bytes('x'));
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  await appendDecision(rig.store, { what: 'sending', id: 'all', state: 'resumed' }, decider());
  rig.clock.now += 31_000;
  expect((await install.putSegment(bytes('x'))).status).toBe(201);
});

const takeBack = (...numbers: number[]) =>
  install.ask(
    'DELETE',
    `/v1/sessions/session-1?segments=${toSegmentList(numbers.map((n) => ({ n, digest: DIGEST })))}`,
  );

test('what was taken back is never stored again, whether it had arrived or not; other segments are', async () => {
  expect((await install.putSegment(bytes('zero'), 0)).status).toBe(201);
  expect((await takeBack(0, 2)).status).toBe(204);
  expect((await takeBack(0, 2)).status).toBe(204);
  for (const n of [0, 2]) {
    const response = await install.putSegment(bytes('again'), n);
    expect(response.status).toBe(410);
    expect(problemBody.parse(await response.json()).type).toBe('urn:showhow:withdrawn');
  }
  expect((await install.putSegment(bytes('one'), 1)).status).toBe(201);
});

test('a tombstone is one line of a session file that keeps number and digest', async () => {
  await takeBack(3);
  const bytesOf = await rig.store.get('tombstones/session=session-1/000003.jsonl.gz');
  expect(JSON.parse(gunzipSync(bytesOf ?? new Uint8Array()).toString())).toEqual({
    kind: 'tombstone',
    schema: 1,
    session: 'session-1',
    n: 3,
    digest: DIGEST,
  });
});

test.each(['', 'segments=', 'segments=3', 'segments=3:abc', `segments=-1:${DIGEST}`, `segments=1-3:${DIGEST}`])(
  'taking back %j is refused',
  async (query) => {
    expect((await install.ask('DELETE', `/v1/sessions/session-1?${query}`)).status).toBe(400);
    expect(await keysIn(rig.store, 'tombstones/')).toEqual([]);
  },
);

test('a sweep removes what was taken back and what is too old, and only that', async () => {
  for (const n of [0, 1, 2]) await install.putSegment(bytes(`segment ${n}`), n);
  await rig.store.putIfAbsent('segments/day=2024-01-01/participant=p/session=old/000000.jsonl.gz.age', blob('old'));
  await takeBack(1);
  const options = { segmentDays: 400, exemptionDays: 90, isDryRun: true, now: Date.parse('2026-03-05T00:00:00Z') };
  expect(await sweep(rig.store, options)).toMatchObject({ withdrawn: 1, expired: 1 });
  expect(await keysIn(rig.store, 'segments/')).toHaveLength(4);
  await sweep(rig.store, { ...options, isDryRun: false });
  expect((await keysIn(rig.store, 'segments/')).map((key) => key.slice(-15))).toEqual([
    '000000.jsonl.gz',
    '000002.jsonl.gz',
  ]);
  expect((await install.putSegment(bytes('segment 1'), 1)).status).toBe(410);
});

test('a sweep forgets notes and contacts of requests that ended long ago; the decisions stay', async () => {
  await ask();
  await decideExemption(rig.store, ID, { state: 'approved' }, decider());
  const options = { segmentDays: undefined, exemptionDays: 90, isDryRun: false, now: Date.parse(request.until) };
  await sweep(rig.store, { ...options, now: options.now + 89 * DAY_MS });
  expect(await keysIn(rig.store, 'exemptions/')).toHaveLength(1);
  await sweep(rig.store, { ...options, now: options.now + 91 * DAY_MS });
  expect(await keysIn(rig.store, 'exemptions/')).toEqual([]);
  expect(await listDecisions(rig.store)).toHaveLength(1);
});

test('encrypted segments have their own ending, and one number holds one segment whatever its packing', async () => {
  const body = bytes('age-encryption.org/v1');
  const { createHash } = await import('node:crypto');
  const sha256 = createHash('sha256').update(body).digest('hex');
  const address = `/v1/segments/2026-03-04/participant-1/session-1/0/${sha256}`;
  const send = (type: string) => install.ask('PUT', address, new Blob([body], { type }));
  expect((await send('application/age')).status).toBe(201);
  expect((await keysIn(rig.store, 'segments/'))[0]).toMatch(/000000\.jsonl\.gz\.age$/);
  expect((await send('application/gzip')).status).toBe(409);
  expect((await send('text/html')).status).toBe(415);
});
