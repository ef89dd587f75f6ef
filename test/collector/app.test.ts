import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCollector } from '../../src/collector/app.ts';
import type { BlobStore } from '../../src/collector/blob-store.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import type { Serving } from '../../src/collector/serve.ts';
import { serveCollector } from '../../src/collector/serve.ts';
import { SEGMENT_MAX_BYTES } from '../../src/model/limit.ts';
import { bytes, keysIn } from './blobs.ts';

let folder = '';
let store: BlobStore;
let serving: Serving;
let running: AbortController;
let faults: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-collector-'));
  store = await openFolderStore(folder);
  serving = await start(store);
});
afterEach(async () => {
  running.abort();
  await serving.stopped;
  await rm(folder, { recursive: true });
});

async function start(over: BlobStore): Promise<Serving> {
  running = new AbortController();
  faults = [];
  const log = { answered: () => {}, faulted: (text: string) => faults.push(text) };
  const collector = createCollector({ store: over, log });
  return serveCollector(collector, { host: '127.0.0.1', port: 0 }, running.signal);
}

const sha256 = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');
const silent = { answered: () => {}, faulted: () => {} };
const addressOf = (body: Uint8Array, n = 0) => `/v1/segments/2026-03-04/p-1/s_1/${n}/${sha256(body)}`;
const put = (path: string, body: Uint8Array<ArrayBuffer>) => fetch(`${serving.url}${path}`, { method: 'PUT', body });

const storedKeys = () => keysIn(store);

async function expectProblem(response: Response, status: number): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    type: 'about:blank',
    status,
    title: expect.stringMatching(/\.$/),
    detail: expect.stringMatching(/\.$/),
  });
}

test('a segment is stored under its address, as it was sent', async () => {
  const body = bytes('segment');
  expect((await put(addressOf(body, 12), body)).status).toBe(201);
  const key = 'segments/day=2026-03-04/participant=p-1/session=s_1/000012.jsonl.gz';
  expect(await storedKeys()).toEqual([key]);
  expect(await store.get(key)).toEqual(Buffer.from(body));
});

test('the same segment again is acknowledged; other content under its number is refused and changes nothing', async () => {
  const [body, other] = [bytes('segment'), bytes('other')];
  expect((await put(addressOf(body), body)).status).toBe(201);
  expect((await put(addressOf(body), body)).status).toBe(200);
  await expectProblem(await put(addressOf(other), other), 409);
  expect(await store.get((await storedKeys())[0] ?? '')).toEqual(Buffer.from(body));
});

test('of many equal requests at once exactly one stores and every one is acknowledged', async () => {
  const body = bytes('segment'.repeat(1_000));
  const statuses = await Promise.all(Array.from({ length: 25 }, async () => (await put(addressOf(body), body)).status));
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 200)).toHaveLength(24);
});

test('a body that is not what its address says is refused and not stored', async () => {
  await expectProblem(await put(addressOf(bytes('segment')), bytes('changed')), 422);
  expect(await storedKeys()).toEqual([]);
});

test('the largest segment is taken, one byte more is not', async () => {
  const largest = new Uint8Array(SEGMENT_MAX_BYTES);
  expect((await put(addressOf(largest), largest)).status).toBe(201);
  const larger = new Uint8Array(SEGMENT_MAX_BYTES + 1);
  await expectProblem(await put(addressOf(larger, 1), larger), 413);
  expect(await storedKeys()).toHaveLength(1);
});

test('a body without a length is cut off at the limit, too', async () => {
  let pulledBytes = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulledBytes += 1024 * 1024;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const request = new Request(`http://collector${addressOf(bytes('x'))}`, {
    method: 'PUT',
    body: endless,
    duplex: 'half',
  } as RequestInit);
  await expectProblem(await createCollector({ store, log: silent }).fetch(request), 413);
  expect(pulledBytes).toBeLessThan(SEGMENT_MAX_BYTES * 1.5);
});

const DIGEST = sha256(bytes('x'));
test.each([
  `/v1/segments/2026-02-30/p/s/0/${DIGEST}`,
  `/v1/segments/20260304/p/s/0/${DIGEST}`,
  `/v1/segments/2026-03-04/..%2f..%2fetc/s/0/${DIGEST}`,
  `/v1/segments/2026-03-04/p/%2e%2e/0/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s%00/0/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s%0a/0/${DIGEST}`,
  `/v1/segments/2026-03-04/p/${'s'.repeat(65)}/0/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s/-1/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s/01/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s/1000000/${DIGEST}`,
  `/v1/segments/2026-03-04/p/s/0/${DIGEST.toUpperCase()}`,
  `/v1/segments/2026-03-04/p/s/0/${DIGEST.slice(1)}`,
  `/v1/segments/2026-03-04/p/s/0/${DIGEST}/more`,
  `/v1/segments/../../etc/passwd`,
])('the address %s is refused, and nothing is written', async (path) => {
  const status = await rawStatus(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx`);
  expect([400, 404]).toContain(status);
  expect(await storedKeys()).toEqual([]);
  expect((await readdir(folder)).filter((name) => name !== '.incoming')).toEqual([]);
});

/** Sends a request as it stands, since fetch would tidy its path first. */
function rawStatus(request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(serving.url).port), '127.0.0.1', () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('end', () => resolve(Number(answer.split(' ')[1])));
    socket.on('error', reject);
  });
}

test('segments cannot be read back, and unknown addresses are named so', async () => {
  const response = await fetch(`${serving.url}${addressOf(bytes('x'))}`);
  expect(response.headers.get('allow')).toBe('PUT');
  await expectProblem(response, 405);
  for (const [method, path] of [
    ['OPTIONS', addressOf(bytes('x'))],
    ['POST', '/v1/control'],
    ['PUT', '/v1/exemptions'],
    ['GET', '/v1/enrol'],
    ['PATCH', '/v1/sessions/s'],
    ['DELETE', '/healthz'],
  ] as const)
    await expectProblem(await fetch(`${serving.url}${path}`, { method }), 405);
  await expectProblem(await fetch(`${serving.url}/v2`), 404);
});

test('a client that goes away in the middle of its body leaves nothing behind, and is no fault', async () => {
  const path = addressOf(bytes('x'));
  for (const length of [30_000, 3_000_000]) {
    const socket = connect(Number(new URL(serving.url).port), '127.0.0.1');
    socket.write(`PUT ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(9_000)}`);
    await expect.poll(async () => (await readdir(join(folder, '.incoming'))).length).toBe(1);
    socket.resetAndDestroy();
    await expect.poll(async () => (await readdir(join(folder, '.incoming'))).length).toBe(0);
  }
  expect(await storedKeys()).toEqual([]);
  expect(faults).toEqual([]);
});

test('an address over 8 kB and headers over 16 kB are refused', async () => {
  await expectProblem(await fetch(`${serving.url}/v1/control?exemptions=${'x'.repeat(9_000)}`), 414);
  const headers = `X-Long: ${'x'.repeat(17_000)}`;
  expect(await rawStatus(`GET /healthz HTTP/1.1\r\nHost: x\r\n${headers}\r\nConnection: close\r\n\r\n`)).toBe(431);
  expect((await fetch(`${serving.url}/healthz`)).status).toBe(200);
});

test('the figures count requests, segments and bytes, and name nobody', async () => {
  const body = bytes('segment');
  await put(addressOf(body), body);
  await put(addressOf(body), body);
  const text = await (await fetch(`${serving.url}/metrics`)).text();
  expect(text).toContain('showhow_segments_stored_total 1');
  expect(text).toContain(`showhow_bytes_stored_total ${body.length}`);
  expect(text).toMatch(/showhow_request_duration_seconds_count\{[^}]*status="200"[^}]*\} 1/);
  expect(text).not.toMatch(/p-1|s_1|2026-03-04/);
});

test('a full store says so and when to come back', async () => {
  running.abort();
  await serving.stopped;
  serving = await start({ ...store, putIfAbsent: async () => ({ kind: 'full' }) });
  const response = await put(addressOf(bytes('x')), bytes('x'));
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  await expectProblem(response, 507);
});

test('a fault of the store is logged and answered without its details', async () => {
  running.abort();
  await serving.stopped;
  const fault = new Error('secret path /store/segments/participant=p-1/session=s_1');
  serving = await start({ ...store, putIfAbsent: () => Promise.reject(fault) });
  const response = await put(addressOf(bytes('x')), bytes('x'));
  expect(await response.clone().text()).not.toContain('secret');
  await expectProblem(response, 500);
  expect(faults[0]).toContain('secret path /store/segments/participant=…/session=…');
  expect(faults[0]).not.toContain('p-1');
});

test('health is answered', async () => {
  expect(await (await fetch(`${serving.url}/healthz`)).json()).toEqual({ status: 'ok' });
});

test('a collector that stops lets a running request end', async () => {
  const body = bytes('slow');
  const head = `PUT ${addressOf(body)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`;
  const status = await new Promise<number>((resolve, reject) => {
    const socket = connect(Number(new URL(serving.url).port), '127.0.0.1', () => {
      socket.write(`${head}sl`);
      setTimeout(() => running.abort(), 50);
      setTimeout(() => socket.write('ow'), 150);
    });
    socket.on('data', (data) => resolve(Number(data.toString().split(' ')[1])));
    socket.on('error', reject);
  });
  expect(status).toBe(201);
  await serving.stopped;
  expect(await storedKeys()).toHaveLength(1);
});

test('an address in use is a clear refusal to start', async () => {
  const port = Number(new URL(serving.url).port);
  const again = serveCollector(createCollector({ store, log: silent }), { host: '127.0.0.1', port }, running.signal);
  await expect(again).rejects.toThrow('EADDRINUSE');
});
