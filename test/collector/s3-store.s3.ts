// The contract of blob stores, and several collectors at once, against a real S3-compatible service: see docs/scale.md for how to run it.
import { createHash, randomUUID } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createCollector } from '../../src/collector/app.ts';
import { openStore } from '../../src/collector/open-store.ts';
import { bytes, keysIn } from './blobs.ts';
import { describeStore } from './store-contract.ts';

const BUCKET = 'showhow-test';
const env = process.env;

beforeAll(async () => {
  const client = new AwsClient({
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    region: env['AWS_REGION'] ?? 'us-east-1',
    service: 's3',
  });
  const made = await client.fetch(`${env['AWS_ENDPOINT_URL_S3']}/${BUCKET}`, { method: 'PUT' });
  expect([200, 409]).toContain(made.status);
});

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
