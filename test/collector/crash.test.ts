// A collector killed in the middle of its work: a real process, ended by SIGKILL.
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { firstMatch, start } from '../../src/dev/child-process.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { keysIn } from './blobs.ts';

const UPLOADS = 200;
const LANES = 16;
let folder = '';
let collector: ChildProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-crash-'));
});
afterEach(async () => {
  await kill();
  await rm(folder, { recursive: true });
});

async function serve(): Promise<string> {
  const args = [CLI, 'serve', '--store', folder, '--port', '0', '--log', 'silent'];
  collector = start(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [url = ''] = await firstMatch(collector, /http:\/\/127\.0\.0\.1:\d+/, 20_000);
  return url;
}

async function kill(): Promise<void> {
  if (collector.exitCode !== null || collector.signalCode !== null) return;
  const gone = once(collector, 'exit');
  collector.kill('SIGKILL');
  await gone;
}

interface Upload {
  readonly n: number;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

function makeUploads(): Upload[] {
  return Array.from({ length: UPLOADS }, (_, n) => {
    const body = new Uint8Array(randomBytes(30_000));
    return { n, body, sha256: createHash('sha256').update(body).digest('hex') };
  });
}

/** Sends all in a few lanes; the status of each, undefined where the connection broke. */
async function sendAll(url: string, uploads: readonly Upload[], onAnswer: (count: number) => void) {
  const statuses = new Map<number, number | undefined>();
  const left = [...uploads];
  const lane = async () => {
    for (let upload = left.shift(); upload !== undefined; upload = left.shift()) {
      const { n, body, sha256 } = upload;
      const address = `${url}/v1/segments/2026-03-04/p/s/${n}/${sha256}`;
      const response = await fetch(address, { method: 'PUT', body }).catch(() => undefined);
      statuses.set(n, response?.status);
      onAnswer(statuses.size);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return statuses;
}

async function storedDigests(): Promise<Map<number, string>> {
  const store = await openFolderStore(folder);
  const found = new Map<number, string>();
  for (const key of await keysIn(store, 'segments/')) {
    const bytes = (await store.get(key)) ?? new Uint8Array();
    found.set(Number(/(\d{6})\.jsonl\.gz$/.exec(key)?.[1]), createHash('sha256').update(bytes).digest('hex'));
  }
  return found;
}

test('killed in the middle of 200 uploads, each segment is whole or absent, none that was acknowledged is missing, and a retry completes them', async () => {
  const uploads = makeUploads();
  let url = await serve();
  const first = await sendAll(url, uploads, (count) => count === 70 && collector.kill('SIGKILL'));
  const acknowledged = uploads.filter(({ n }) => first.get(n) === 201);
  expect(acknowledged.length).toBeGreaterThan(50);
  expect(acknowledged.length).toBeLessThan(UPLOADS);
  const stored = await storedDigests();
  for (const { n, sha256 } of uploads) expect([sha256, undefined]).toContain(stored.get(n));
  for (const { n } of acknowledged) expect(stored.has(n)).toBe(true);
  url = await serve();
  const second = await sendAll(url, uploads, () => {});
  for (const { n } of uploads) expect(second.get(n)).toBe(stored.has(n) ? 200 : 201);
  expect(await storedDigests()).toEqual(new Map(uploads.map(({ n, sha256 }) => [n, sha256])));
}, 90_000);

test('asked to stop, it ends in order: counts are written down, and the process is gone within a second', async () => {
  const url = await serve();
  await sendAll(url, makeUploads().slice(0, 20), () => {});
  const gone = once(collector, 'exit');
  const stoppedAt = performance.now();
  collector.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(performance.now() - stoppedAt).toBeLessThan(3_000);
  expect(await keysIn(await openFolderStore(folder), 'counts/')).toHaveLength(1);
});
