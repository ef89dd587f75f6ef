// Memory does not grow with the input: 5 GB go through in 1 GB. Takes minutes, so that it runs with all tests only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import { expect, test } from 'vitest';
import { ALL } from '../effort.ts';
import { madeSegments } from '../export/made-session.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const INPUT_BYTES = 5e9;
const MEMORY_MAX_KIB = 1024 * 1024;
/** Tells the most memory that a process ever held, in KiB. */
const TELL = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));`;

async function writeLarge(file: string): Promise<void> {
  const out = createWriteStream(file);
  let bytes = 0;
  for await (const segment of madeSegments(Number.MAX_SAFE_INTEGER)) {
    const gzip = createGzip({ level: 1 });
    gzip.pipe(out, { end: false });
    gzip.end(segment);
    await once(gzip, 'end');
    bytes += segment.length;
    if (bytes >= INPUT_BYTES) break;
  }
  out.end();
  await once(out, 'finish');
}

test.skipIf(!ALL)(
  'a session of 5 GB is exported as Parquet within 1 GB of memory',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'showhow-5gb-'));
    try {
      const file = join(folder, 'large.jsonl.gz');
      await writeLarge(file);
      const words = ['export', '--to', 'parquet', '--purpose', 'agent-training', file, join(folder, 'out')];
      const tell = `data:text/javascript,${encodeURIComponent(TELL)}`;
      const child = spawn(process.execPath, ['--import', tell, MAIN, ...words], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let told = '';
      child.stderr.on('data', (piece: Buffer) => {
        told += piece;
      });
      const [code] = (await once(child, 'close')) as [number];
      expect(code).toBe(0);
      expect(Number(/peak (\d+)/.exec(told)?.[1])).toBeLessThan(MEMORY_MAX_KIB);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  1_800_000,
);
