import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendDecision } from '../../src/collector/decisions.ts';
import { enrolAnswer, problemBody } from '../../src/model/collector-api.ts';
import { bytes, keysIn } from './blobs.ts';
import type { ClosedRig } from './closed-rig.ts';
import { BASE, openClosedRig } from './closed-rig.ts';
import type { Install, Twist } from './install.ts';
import { createInstall } from './install.ts';

let rig: ClosedRig;
let install: Install;
beforeEach(async () => {
  rig = await openClosedRig();
  install = await rig.install();
});
afterEach(() => rig.close());

const MINUTE_MS = 60_000;
const put = (text: string, n = 0) => install.putSegment(bytes(text), n);

async function expectRefusal(response: Response, status: number, error?: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(problemBody.parse(await response.json()).status).toBe(status);
  if (error !== undefined) expect(response.headers.get('www-authenticate')).toContain(`error="${error}"`);
  expect((await keysIn(rig.store, 'segments/')).length).toBe(0);
}

test('an install enrols with a token of the policy and its key, and may then send', async () => {
  const response = await install.enrol();
  expect(response.status).toBe(201);
  const answer = enrolAnswer.parse(await response.json());
  expect(answer.expiresInS).toBe(900);
  expect(Date.parse(answer.serverTime)).toBe(rig.clock.now);
  expect((await put('segment')).status).toBe(201);
  expect((await put('segment')).status).toBe(200);
});

test('the token names the install and nothing else, and no key of the store holds install and participant', async () => {
  await install.enrol();
  await put('segment');
  const [, payload = ''] = install.accessToken()?.split('.') ?? [];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(Object.keys(claims).toSorted()).toEqual(['cnf', 'exp', 'iat']);
  expect(claims.cnf).toEqual({ jkt: install.thumbprint });
  const keys = await keysIn(rig.store);
  expect(keys.some((key) => key.includes(install.thumbprint))).toBe(true);
  expect(keys.filter((key) => key.includes(install.thumbprint) && key.includes('participant'))).toEqual([]);
  expect(JSON.stringify(rig.answered)).not.toMatch(/participant-1|session-1/);
  expect(JSON.stringify(rig.answered)).not.toContain(install.thumbprint);
});

test('without a token of this collector nobody enrols; several tokens may hold at once', async () => {
  await expectRefusal(await install.enrol({ enrolmentToken: 'guess' }), 403);
  expect((await install.enrol({ enrolmentToken: 'old-token' })).status).toBe(201);
});

test('an enrolled install renews after its enrolment token was replaced', async () => {
  await install.enrol();
  expect((await install.enrol({ enrolmentToken: 'no longer' })).status).toBe(201);
  expect(await keysIn(rig.store, 'installs/')).toHaveLength(1);
});

test('a request without token or proof is refused before anything is stored', async () => {
  const url = `${BASE}/v1/segments/2026-03-04/p/s/0/${'0'.repeat(64)}`;
  const bare = await rig.collector.fetch(new Request(url, { method: 'PUT', body: 'x' }));
  await expectRefusal(bare, 401, 'invalid_token');
  const bearer = { authorization: `Bearer ${install.accessToken()}` };
  await expectRefusal(await rig.collector.fetch(new Request(url, { method: 'PUT', body: 'x', headers: bearer })), 401);
  for (const path of ['/v1/control', '/v1/exemptions/0123456789abcdef', '/v1/sessions/s'])
    expect(
      (await rig.collector.fetch(new Request(`${BASE}${path}`, { method: path === '/v1/control' ? 'GET' : 'DELETE' })))
        .status,
    ).toBe(401);
});

test('a token is worth nothing without the key that it names', async () => {
  await install.enrol();
  const thief = await rig.install();
  const stolen = install.accessToken() ?? '';
  await expectRefusal(await thief.ask('GET', '/v1/control', undefined, { accessToken: stolen }), 401, 'invalid_token');
});

test('a token is over after 15 minutes, whatever the clock of the device says, and renews', async () => {
  await install.enrol();
  rig.clock.now += 14 * MINUTE_MS;
  expect((await install.ask('GET', '/v1/control')).status).toBe(200);
  rig.clock.now += 2 * MINUTE_MS;
  await expectRefusal(await install.ask('GET', '/v1/control'), 401, 'invalid_token');
  await install.enrol();
  expect((await install.ask('GET', '/v1/control')).status).toBe(200);
});

test.each<[string, Twist, string]>([
  ['for another method', { method: 'POST' }, 'invalid_dpop_proof'],
  ['for another address', { url: `${BASE}/v1/other` }, 'invalid_dpop_proof'],
  ['for another host', { url: 'http://elsewhere.test/v1/control' }, 'invalid_dpop_proof'],
  ['with the digest of another token', { claims: { ath: 'other' } }, 'invalid_dpop_proof'],
  ['without jti', { claims: { jti: undefined } }, 'invalid_dpop_proof'],
  ['of another type', { head: { typ: 'JWT' } }, 'invalid_dpop_proof'],
  [
    'with a private key in its head',
    { head: { jwk: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' } } },
    'invalid_dpop_proof',
  ],
  ['with a symmetric key in its head', { head: { jwk: { kty: 'oct', k: 'AAAA' } } }, 'invalid_dpop_proof'],
  [
    'with a point that is not on the curve',
    { head: { jwk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } } },
    'invalid_dpop_proof',
  ],
  ['with a nonce of nobody', { nonce: 'made-up' }, 'use_dpop_nonce'],
])('a proof %s is refused', async (_, twist, error) => {
  await install.enrol();
  await expectRefusal(await install.ask('GET', '/v1/control', undefined, twist), 401, error);
});

test('a proof that was changed, or is no token at all, is refused', async () => {
  await install.enrol();
  const token = install.accessToken() ?? '';
  const url = `${BASE}/v1/control`;
  const good = await install.prove('GET', url, token, {});
  for (const dpop of ['', 'x', 'a.b.c', good.slice(0, -4), `${good.slice(0, -8)}AAAAAAAA`]) {
    const headers = { authorization: `DPoP ${token}`, dpop };
    await expectRefusal(await rig.collector.fetch(new Request(url, { headers })), 401, 'invalid_dpop_proof');
  }
});

test('a nonce holds for its window of five minutes and the next, at every collector of the store', async () => {
  await install.enrol();
  const nonce = install.nonce() ?? '';
  const other = rig.another();
  const askOther = async () => {
    const token = install.accessToken() ?? '';
    const dpop = await install.prove('GET', `${BASE}/v1/control`, token, { nonce });
    return other.fetch(new Request(`${BASE}/v1/control`, { headers: { authorization: `DPoP ${token}`, dpop } }));
  };
  expect((await askOther()).status).toBe(200);
  rig.clock.now += 5 * MINUTE_MS;
  expect((await askOther()).status).toBe(200);
  rig.clock.now += 5 * MINUTE_MS;
  await expectRefusal(await askOther(), 401, 'use_dpop_nonce');
});

test('the clock of the device is not judged: a proof dated a year ahead or back passes', async () => {
  await install.enrol();
  for (const iat of [1, 4_000_000_000])
    expect((await install.ask('GET', '/v1/control', undefined, { claims: { iat } })).status).toBe(200);
});

test('every answer carries the nonce, also those that refuse and those at no address', async () => {
  for (const path of ['/v1/control', '/healthz', '/nowhere'])
    expect((await rig.collector.fetch(new Request(`${BASE}${path}`))).headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/);
});

test('an install that is revoked is out within half a minute, also for renewing, and in again when restored', async () => {
  await install.enrol();
  const decide = (state: 'revoked' | 'restored') =>
    appendDecision(rig.store, { what: 'install', id: install.thumbprint, state }, { by: 'test', now: rig.clock.now++ });
  await decide('revoked');
  rig.clock.now += 31_000;
  const refusal = await put('segment');
  expect(problemBody.parse(await refusal.clone().json()).type).toBe('urn:showhow:revoked');
  await expectRefusal(refusal, 403);
  expect((await install.enrol()).status).toBe(403);
  await decide('restored');
  rig.clock.now += 31_000;
  expect((await put('segment')).status).toBe(201);
});

test('an install that asks too often is told when to come again; others are not held up', async () => {
  await rig.close();
  rig = await openClosedRig({ rate: { perMinute: 60, burst: 5 } });
  install = await rig.install();
  await install.enrol();
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await put(`segment ${n}`, n)).status);
  expect(statuses.at(-1)).toBe(429);
  const refused = await put('late', 9);
  const waitS = Number(refused.headers.get('retry-after'));
  expect(waitS).toBeGreaterThan(0);
  expect((await (await rig.install()).enrol()).status).toBe(201);
  rig.clock.now += waitS * 1_000;
  expect((await put('late', 9)).status).toBe(201);
});

test('behind a proxy the address that clients use counts', async () => {
  await rig.close();
  rig = await openClosedRig({ publicUrl: 'https://showhow.example/collect/' });
  const proxy = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    return rig.collector.fetch(
      new Request(`http://10.0.0.7:8787${pathname.replace('/collect', '')}${search}`, request),
    );
  };
  install = await createInstall('https://showhow.example/collect', proxy);
  expect((await install.enrol()).status).toBe(201);
  expect((await put('segment')).status).toBe(201);
});
