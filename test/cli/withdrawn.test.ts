// Segments that were taken back: every command leaves them out, says so, and follows the chain across them.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { sweep } from '../../src/collector/sweep.ts';
import { putTombstone } from '../../src/collector/tombstones.ts';
import { CLI, ROOT } from '../../src/dev/paths.ts';
import { body, makeSession } from '../session/arbitrary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-withdrawn-'));
});
afterEach(() => rm(folder, { recursive: true }));

function showhow(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { cwd: ROOT }, (error, out) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out }),
    );
  });
}

test('a segment that was taken back is in no read any more, before and after it is swept away', async () => {
  const segments = await makeSession(fc.sample(body, { numRuns: 12, seed: 7 }), [4, 4, 4]);
  const store = await openFolderStore(join(folder, 'store'));
  const { session, participant } = JSON.parse(
    Buffer.from(segments[0] ?? [])
      .toString()
      .split('\n')[0] ?? '',
  );
  for (const [n, bytes] of segments.entries()) {
    const key = `segments/day=2026-03-04/participant=${participant}/session=${session}/00000${n}.jsonl.gz`;
    await store.putIfAbsent(key, { chunks: [gzipSync(bytes)] });
  }
  const digest = createHash('sha256')
    .update(segments[1] ?? '')
    .digest('hex');
  await putTombstone(store, session, { n: 1, digest });
  const before = await showhow('verify', join(folder, 'store'));
  expect(before.out).toContain(`${segments.length - 1} segments`);
  expect(before.out).toContain('1 segment taken back');
  expect(before.out).not.toMatch(/\[(segment|chain|seq)\]/);
  const options = { segmentDays: undefined, exemptionDays: 90, isDryRun: false, now: Date.now() };
  expect(await sweep(store, options)).toMatchObject({ withdrawn: 1 });
  expect((await showhow('sessions', join(folder, 'store'), join(folder, 'out'))).code).toBe(0);
  const [file = ''] = await readdir(join(folder, 'out'));
  const after = await showhow('verify', join(folder, 'out', file));
  expect(after.out).toContain('1 segment taken back');
  expect(after.out).not.toMatch(/\[(segment|chain|seq)\]/);
}, 60_000);
