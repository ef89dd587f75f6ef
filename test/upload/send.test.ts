import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs } from '../../src/upload/back-off.ts';
import { mayLeaveAtAll } from '../../src/upload/quota.ts';
import { nextUploadAt } from '../../src/upload/schedule.ts';
import { readRetryAfter, sendSegment, sendTombstone, toOutcome, toSegmentUrl } from '../../src/upload/send.ts';

const NOW = 1_790_000_000_000;

test('the address names day, participant, session, number and digest', () => {
  const address = { day: '2026-11-20', participant: 'p1', session: 's1', n: 3, sha256: 'abc' };
  const url = 'https://collector.example/v1/segments/2026-11-20/p1/s1/3/abc';
  expect(toSegmentUrl('https://collector.example', address)).toBe(url);
  expect(toSegmentUrl('https://collector.example/', address)).toBe(url);
});

const ADDRESS = { day: '2026-11-20', participant: 'p1', session: 's1', n: 3, sha256: 'ab'.repeat(32) };
const DIGEST = { 'repr-digest': `sha-256=:${Buffer.from(ADDRESS.sha256, 'hex').toString('base64')}:` };
const BYTES = new Uint8Array([1, 2]);

function sendTo(answer: () => Promise<Response> | Response, keep?: (init: RequestInit) => void) {
  const fetch = async (_url: string, init: RequestInit) => {
    keep?.(init);
    return answer();
  };
  return sendSegment({ fetch, now: () => NOW }, 'https://c.example', ADDRESS, BYTES);
}

test('bytes go out as they are, named as what they are', async () => {
  let sent: RequestInit | undefined;
  const answer = () => new Response(null, { status: 201, headers: DIGEST });
  expect(await sendTo(answer, (init) => (sent = init))).toEqual({ kind: 'accepted' });
  expect(sent).toMatchObject({ method: 'PUT', body: BYTES });
  expect(sent?.headers).toEqual({ 'content-type': 'application/gzip' });
});

test('a fault of our own is no network failure', async () => {
  await expect(sendTo(() => Promise.reject(new RangeError('bug')))).rejects.toThrow('bug');
});

const OTHER_DIGEST = { 'repr-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` };
test.each([
  ['success with the digest of something else', 201, OTHER_DIGEST],
  ['success without a digest', 200, {}],
  ['a page of a captive portal', 200, { 'content-type': 'text/html' }],
  ["a proxy's page: too large", 413, { 'content-type': 'text/html' }],
  ["a proxy's page: gone", 410, { 'content-type': 'text/html' }],
  ["a proxy's page: conflict", 409, {}],
])('%s neither settles a segment nor gives it up', async (_, status, headers) => {
  const outcome = await sendTo(() => new Response('<h1>Hello</h1>', { status, headers }));
  expect(outcome).toMatchObject({ kind: 'retryLater', why: { kind: 'foreign', status } });
});

test('taking back is done only where the collector says so', async () => {
  const ask = (response: Response) =>
    sendTombstone({ fetch: async () => response, now: () => NOW }, 'https://c.example', { session: 's', segments: [] });
  expect(await ask(new Response(null, { status: 204 }))).toEqual({ kind: 'accepted' });
  expect(await ask(new Response('<h1>Sign in</h1>', { status: 200 }))).toMatchObject({ kind: 'retryLater' });
});

test.each([
  [200, 'accepted'],
  [201, 'accepted'],
  [400, 'refused'],
  [401, 'retryLater'],
  [403, 'retryLater'],
  [404, 'retryLater'],
  [409, 'conflict'],
  [410, 'gone'],
  [413, 'refused'],
  [422, 'retryLater'],
  [429, 'retryLater'],
  [500, 'retryLater'],
  [503, 'retryLater'],
  [507, 'retryLater'],
])('%i means %s', (status, kind) => {
  expect(toOutcome(status, undefined).kind).toBe(kind);
});

test('a 403 says whether the device or the organisation is not wanted; of any other kind it is tried again', () => {
  expect(toOutcome(403, undefined, 'urn:showhow:revoked')).toMatchObject({ reason: 'revoked', afterMs: 86_400_000 });
  expect(toOutcome(403, undefined, 'urn:showhow:enrolment')).toMatchObject({ reason: 'enrolment' });
  expect(toOutcome(403, undefined)).toMatchObject({ kind: 'retryLater', reason: 'collector' });
});

test.each([
  [null, undefined],
  ['120', 120_000],
  [new Date(NOW + 5_000).toUTCString(), 5_000],
  [new Date(NOW - 5_000).toUTCString(), 0],
  ['soon', undefined],
])('Retry-After %s is %s ms', (value, ms) => {
  expect(readRetryAfter(value, NOW)).toBe(ms);
});

test('waits grow with failures up to an hour, with full jitter, and never undercut the collector', () => {
  const failures = fc.integer({ min: 1, max: 1_000 });
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  void fc.assert(
    fc.property(failures, unit, fc.integer({ min: 0, max: 10_000_000 }), (n, random, after) => {
      expect(backOffMs(n, random)).toBeLessThanOrEqual(Math.min(3_600_000, 30_000 * 2 ** (n - 1)));
      expect(backOffMs(n, random, after)).toBeGreaterThanOrEqual(after);
    }),
  );
  expect([1, 2, 3, 9].map((n) => backOffMs(n, 1))).toEqual([30_000, 60_000, 120_000, 3_600_000]);
});

test.each([
  ['', 'never'],
  ['http://collector.example', 'never'],
  ['no address', 'never'],
  ['https://name:word@collector.example', 'never'],
  ['https://collector.example', 'now'],
  ['http://127.0.0.1:8080', 'now'],
  ['http://localhost:8080', 'now'],
])('to "%s" bytes may leave: %s', (collectorUrl, kind) => {
  expect(mayLeaveAtAll({ collectorUrl }).kind).toBe(kind);
});

test('nothing leaves without a policy', () => {
  expect(mayLeaveAtAll(undefined)).toEqual({ kind: 'never' });
});

test('there is a next round only while something waits that may leave', () => {
  const waiting = { isWaiting: true, uploadEveryMinutes: 15 };
  expect(nextUploadAt({ ...waiting, isWaiting: false }, undefined, NOW)).toBeUndefined();
  expect(nextUploadAt(waiting, { kind: 'never' }, NOW)).toBeUndefined();
  expect(nextUploadAt(waiting, undefined, NOW)).toBe(NOW + 900_000);
  expect(nextUploadAt(waiting, { kind: 'empty' }, NOW)).toBe(NOW + 900_000);
  expect(nextUploadAt(waiting, { kind: 'later', at: NOW + 5, reason: 'hold' }, NOW)).toBe(NOW + 5);
});
