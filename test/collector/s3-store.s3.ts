// The contract of blob stores, and several collectors at once, against a real S3-compatible service: see docs/scale.md for how to run it.
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createCollector } from '../../src/collector/app.ts';
import { openStore } from '../../src/collector/open-store.ts';
import { putTombstone } from '../../src/collector/tombstones.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { body, makeSession } from '../session/arbitrary.ts';
import { bytes, keysIn } from './blobs.ts';
import { BUCKET, makeBucket } from './make-bucket.ts';
import { describeStore } from './store-contract.ts';

const env = process.env;

beforeAll(() => makeBucket(env));

let address = '';
beforeEach(() => {
  address = `s3://${BUCKET}/${randomUUID()}`;
});
const open = () => openStore(address, env);

describeStore(open);

test('more blobs than one page of a listing are all listed', async () => {
  const store = await open();
  const keys = Array.from({ length: 1_050 }, (_, index) => `k/${String(index).padStart(5, '0')}`);
  for (let at = 0; at < keys.length; at += 50)
    await Promise.all(keys.slice(at, at + 50).map((key) => store.putIfAbsent(key, { chunks: [] })));
  expect(await keysIn(store, 'k/')).toEqual(keys);
});

test('a bucket that is not there, and wrong keys, are a clear refusal', async () => {
  await expect(openStore('s3://showhow-nowhere', env)).rejects.toThrow(/cannot be opened.*404/);
  await expect(openStore(address, { ...env, AWS_SECRET_ACCESS_KEY: 'wrong' })).rejects.toThrow(/cannot be opened.*403/);
});

test('three collectors on one bucket: every segment is stored once, whoever it is sent to and however often', async () => {
  const log = { answered: () => {}, faulted: (text: string) => expect(text).toBe('') };
  const collectors = await Promise.all(
    Array.from({ length: 3 }, async () => createCollector({ store: await open(), log })),
  );
  const segments = Array.from({ length: 40 }, (_, n) => ({ n, body: bytes(`segment ${n} `.repeat(300)) }));
  const send = async (n: number, body: Uint8Array<ArrayBuffer>, to: number) => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const url = `http://collector/v1/segments/2026-03-04/p/s/${n}/${sha256}`;
    return (await collectors[to]?.fetch(new Request(url, { method: 'PUT', body })))?.status;
  };
  const statuses = await Promise.all(
    segments.flatMap(({ n, body }) => [0, 1, 2].map(async (to) => ({ n, status: await send(n, body, to) }))),
  );
  for (const { n } of segments) {
    const own = statuses.filter((entry) => entry.n === n).map(({ status }) => status);
    expect(own.toSorted()).toEqual([200, 200, 201]);
  }
  const others = await Promise.all(segments.slice(0, 5).map(({ n }) => send(n, bytes('other'), n % 3)));
  expect(others).toEqual([409, 409, 409, 409, 409]);
  const store = await open();
  expect(await keysIn(store, 'segments/')).toHaveLength(40);
  for (const { n, body } of segments) {
    const key = `segments/day=2026-03-04/participant=p/session=s/${String(n).padStart(6, '0')}.jsonl.gz`;
    expect(Buffer.from((await store.get(key)) ?? []).equals(Buffer.from(body))).toBe(true);
  }
});

/** A way to the service that can be cut: every connection on it breaks, and no new one is taken until it is mended. */
async function openWay() {
  const { hostname, port } = new URL(env['AWS_ENDPOINT_URL_S3'] ?? '');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // A cut connection is what this test is about.
      socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const own = await listen(0);
  const cut = async () => {
    server.close();
    for (const socket of sockets) socket.resetAndDestroy();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${own}`, cut, mend: () => listen(own) };
}

test('the service is cut off in the middle of uploads and comes back: nothing is half there, and a retry completes all', async () => {
  const way = await openWay();
  const store = await openStore(address, { ...env, AWS_ENDPOINT_URL_S3: way.url });
  const collector = createCollector({ store, log: { answered: () => {}, faulted: () => {} } });
  const segments = Array.from({ length: 60 }, (_, n) => ({ n, body: bytes(`segment ${n} `.repeat(3_000)) }));
  let answered = 0;
  const send = async ({ n, body }: (typeof segments)[number]) => {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const url = `http://collector/v1/segments/2026-03-04/p/s/${n}/${sha256}`;
    const { status } = await collector.fetch(new Request(url, { method: 'PUT', body }));
    answered += 1;
    if (answered === 15) await way.cut();
    return status;
  };
  const first: number[] = [];
  const left = [...segments];
  const lane = async () => {
    for (let segment = left.shift(); segment !== undefined; segment = left.shift())
      first[segment.n] = await send(segment);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  expect(first.filter((status) => status === 500).length).toBeGreaterThan(20);
  await way.mend();
  const second = await Promise.all(segments.map(send));
  for (const [n, status] of second.entries()) expect(first[n] === 201 ? [200] : [200, 201]).toContain(status);
  const direct = await open();
  expect(await keysIn(direct, 'segments/')).toHaveLength(60);
  for (const { n, body } of segments) {
    const key = `segments/day=2026-03-04/participant=p/session=s/${String(n).padStart(6, '0')}.jsonl.gz`;
    expect(Buffer.from((await direct.get(key)) ?? []).equals(Buffer.from(body))).toBe(true);
  }
  await way.cut();
});

test('sessions are joined straight from a bucket, and what was taken back is left out', async () => {
  const segments = await makeSession(fc.sample(body, { numRuns: 12, seed: 7 }), [4, 4, 4]);
  const store = await open();
  const { session, participant } = JSON.parse(
    Buffer.from(segments[0] ?? [])
      .toString()
      .split('\n')[0] ?? '',
  );
  for (const [n, content] of segments.entries()) {
    const key = `segments/day=2026-03-04/participant=${participant}/session=${session}/00000${n}.jsonl.gz`;
    await store.putIfAbsent(key, { chunks: [gzipSync(content)] });
  }
  await putTombstone(store, session, {
    n: 1,
    digest: createHash('sha256')
      .update(segments[1] ?? '')
      .digest('hex'),
  });
  const out = await mkdtemp(join(tmpdir(), 'showhow-s3-'));
  const output = execFileSync(process.execPath, [CLI, 'sessions', address, out], { encoding: 'utf8', cwd: ROOT });
  expect(output).toContain(`${session}.jsonl.gz`);
  expect(await readdir(out)).toEqual([`${session}.jsonl.gz`]);
  const lines = gunzipSync(await readFile(join(out, `${session}.jsonl.gz`)))
    .toString()
    .split('\n');
  expect(lines.filter((line) => line.startsWith('{"kind":"segment"'))).toHaveLength(segments.length - 1);
  expect(lines.filter((line) => line.startsWith('{"kind":"tombstone"'))).toHaveLength(1);
  await rm(out, { recursive: true });
});
