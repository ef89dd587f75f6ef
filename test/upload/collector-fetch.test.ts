import { expect, test } from 'vitest';
import type { Access, Fetch } from '../../src/upload/collector-fetch.ts';
import { createCollectorFetch } from '../../src/upload/collector-fetch.ts';
import { makeInstallKey } from '../../src/upload/dpop.ts';

const NOW = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;
const URL_OF = 'https://c.example/v1/segments/d/p/s/0/abc';

type Json = Record<string, unknown>;
const decode = (part = ''): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;

/** What a collector checks of a proof (RFC 9449, section 4.3), with nothing of ours. */
async function checkProof(request: Request): Promise<{ readonly claims: Json; readonly jwk: JsonWebKey }> {
  const [head, body, signature] = (request.headers.get('dpop') ?? '').split('.');
  const { typ, alg, jwk } = decode(head) as { typ: string; alg: string; jwk: JsonWebKey };
  expect([typ, alg, Object.keys(jwk).sort()]).toEqual(['dpop+jwt', 'ES256', ['crv', 'kty', 'x', 'y']]);
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  const signed = new TextEncoder().encode(`${head}.${body}`);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  expect(await crypto.subtle.verify(how, key, Buffer.from(signature ?? '', 'base64url'), signed)).toBe(true);
  const claims = decode(body);
  expect([claims['htm'], claims['htu']]).toEqual([request.method, request.url.replace(/\?.*/, '')]);
  return { claims, jwk };
}

/** Gives out tokens and nonces as the contract says. Its clock is an hour ahead of the device's. */
class Collector {
  nonce = 'n1';
  tokens = 0;
  isRevoked = false;
  readonly log: string[] = [];
  readonly keys = new Set<string>();
  readonly iats: unknown[] = [];

  readonly fetch: Fetch = async (url, init) => {
    expect([init.redirect, init.credentials]).toEqual(['error', 'omit']);
    const request = new Request(url, init);
    const answer = await this.answer(request);
    this.log.push(`${request.method} ${new URL(url).pathname.split('/')[2]} ${answer.status}`);
    answer.headers.set('dpop-nonce', this.nonce);
    return answer;
  };

  private async answer(request: Request): Promise<Response> {
    const { claims, jwk } = await checkProof(request);
    if (claims['nonce'] !== this.nonce) return this.challenge('use_dpop_nonce');
    this.iats.push(claims['iat']);
    this.keys.add(jwk.x ?? '');
    if (this.isRevoked) return Response.json({ type: 'urn:showhow:revoked' }, { status: 403 });
    if (request.url.endsWith('/v1/enrol')) {
      this.tokens += 1;
      const serverTime = new Date(NOW + 60 * MINUTE).toISOString();
      return Response.json({ accessToken: `t${this.tokens}`, expiresInS: 900, serverTime }, { status: 201 });
    }
    const token = request.headers.get('authorization')?.replace('DPoP ', '') ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
    expect(claims['ath']).toBe(Buffer.from(digest).toString('base64url'));
    return token === `t${this.tokens}` ? new Response(null, { status: 201 }) : this.challenge('invalid_token');
  }

  private challenge(error: string): Response {
    return new Response(null, { status: 401, headers: { 'www-authenticate': `DPoP error="${error}"` } });
  }
}

async function install(collector: Collector, enrolmentToken = 'welcome') {
  const key = await makeInstallKey();
  const disk: { access: Access; now: number } = { access: {}, now: NOW };
  const worker = () =>
    createCollectorFetch({
      fetch: collector.fetch,
      now: () => disk.now,
      collectorUrl: 'https://c.example/',
      enrolment: { enrolmentToken, extension: '0.1.0', browser: 'chromium 156', policyRevision: 'r1' },
      readKey: async () => key,
      readAccess: async () => disk.access,
      writeAccess: async (access) => {
        disk.access = access;
      },
    });
  return { key, disk, worker, put: () => worker()(URL_OF, { method: 'PUT', body: new Uint8Array([1]) }) };
}

test('an install enrols once, takes the nonce, and signs every request with it and its token', async () => {
  const collector = new Collector();
  const { put } = await install(collector);
  expect((await put()).status).toBe(201);
  expect((await put()).status).toBe(201);
  expect(collector.log).toEqual(['POST enrol 401', 'POST enrol 201', 'PUT segments 201', 'PUT segments 201']);
});

test('a new nonce is taken up in the same request, once', async () => {
  const collector = new Collector();
  const { put } = await install(collector);
  await put();
  collector.log.length = 0;
  collector.nonce = 'n2';
  expect((await put()).status).toBe(201);
  expect(collector.log).toEqual(['PUT segments 401', 'PUT segments 201']);
});

test('a token that ran out is renewed with the same key: the collector still counts one install', async () => {
  const collector = new Collector();
  const { put, disk } = await install(collector);
  await put();
  disk.now += 16 * MINUTE;
  expect((await put()).status).toBe(201);
  collector.tokens = 7;
  expect((await put()).status).toBe(201);
  expect(collector.log.filter((line) => line.startsWith('POST enrol 201'))).toHaveLength(3);
  expect(collector.keys.size).toBe(1);
});

test('on a wrong clock proofs are dated by the collector’s, and a clock that was set back renews the token', async () => {
  const collector = new Collector();
  const { put, disk } = await install(collector);
  await put();
  expect(collector.iats.at(-1)).toBe((NOW + 60 * MINUTE) / 1_000);
  disk.now -= 48 * 60 * MINUTE;
  collector.log.length = 0;
  await put();
  expect(collector.log).toEqual(['POST enrol 201', 'PUT segments 201']);
});

test('a revoked install gets its answer, and asks no further', async () => {
  const collector = new Collector();
  const { put } = await install(collector);
  collector.isRevoked = true;
  const answer = await put();
  expect([answer.status, await answer.json()]).toEqual([403, { type: 'urn:showhow:revoked' }]);
  expect(collector.log).toEqual(['POST enrol 401', 'POST enrol 403']);
});

test('the key cannot be taken out of the browser', async () => {
  const { key } = await install(new Collector());
  await expect(crypto.subtle.exportKey('jwk', key.privateKey)).rejects.toThrow();
});

test('without an enrolment token requests go unsigned, and are as strict', async () => {
  let seen: RequestInit | undefined;
  const fetch: Fetch = async (_url, init) => {
    seen = init;
    return new Response(null, { status: 201 });
  };
  const { disk } = await install(new Collector());
  const plain = createCollectorFetch({
    fetch,
    now: () => NOW,
    collectorUrl: 'https://c.example',
    enrolment: { enrolmentToken: '', extension: '', browser: '', policyRevision: '' },
    readKey: () => Promise.reject(new Error('not needed')),
    readAccess: async () => disk.access,
    writeAccess: () => Promise.reject(new Error('not needed')),
  });
  await plain(URL_OF, { method: 'PUT' });
  expect(seen).toEqual({
    method: 'PUT',
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
});

test('a page of a captive portal in place of a token is a failure of the network', async () => {
  const { disk, key } = await install(new Collector());
  const portal = createCollectorFetch({
    fetch: async () => new Response('<h1>Sign in</h1>', { status: 201 }),
    now: () => NOW,
    collectorUrl: 'https://c.example',
    enrolment: { enrolmentToken: 'let-me-in', extension: '', browser: '', policyRevision: '' },
    readKey: async () => key,
    readAccess: async () => disk.access,
    writeAccess: () => Promise.reject(new Error('not needed')),
  });
  await expect(portal(URL_OF, { method: 'PUT' })).rejects.toThrow(TypeError);
});
