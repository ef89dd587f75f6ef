// A collector whose disk is really full: its store lies on a file system of two megabytes. Linux, with the right to mount.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { end, firstMatch, run, start } from '../../src/dev/child-process.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';

test('on a full disk segments are refused with 507, what was stored stays whole, and with room again all arrive', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'showhow-full-'));
  await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], {});
  const args = [CLI, 'serve', '--store', folder, '--port', '0', '--log', 'silent'];
  const collector = start(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const [url = ''] = await firstMatch(collector, /http:\/\/127\.0\.0\.1:\d+/, 20_000);
    const segments = Array.from({ length: 80 }, (_, n) => ({ n, body: new Uint8Array(randomBytes(40_000)) }));
    const send = async ({ n, body }: (typeof segments)[number]) => {
      const sha256 = createHash('sha256').update(body).digest('hex');
      return fetch(`${url}/v1/segments/2026-03-04/p/s/${n}/${sha256}`, { method: 'PUT', body });
    };
    const first = await Promise.all(segments.map(send));
    const stored = segments.filter((_, index) => first[index]?.status === 201);
    const refused = first.filter(({ status }) => status === 507);
    expect(stored.length).toBeGreaterThan(20);
    expect(stored.length + refused.length).toBe(80);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const segment of stored) expect((await send(segment)).status).toBe(200);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await run('mount', ['-o', 'remount,size=16m', folder], {});
    const second = await Promise.all(segments.map(send));
    for (const [index, { status }] of second.entries()) expect(status).toBe(first[index]?.status === 201 ? 200 : 201);
  } finally {
    await end(collector);
    await run('umount', [folder], {});
    await rm(folder, { recursive: true });
  }
});
