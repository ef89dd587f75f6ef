// A large session in the built viewer: it opens with progress, and the page stays smooth while its worker reads.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { makeRandom } from '../../src/dev/seeded-random.ts';
import { encodeSegment, sha256Hex } from '../../src/session/encode.ts';
import { HEAD } from '../export/made-session.ts';

test.use({
  launchOptions: { executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--disable-gpu'] },
  viewport: { width: 1280, height: 900 },
});

const PATHS_PER_SEGMENT = 4_000;
const SAMPLES = 60;

/** A session whose hand trembles as hands do, so that gzip cannot make much less of it: so many bytes on the disk at least. */
async function writeLargeSession(file: string, leastBytes: number): Promise<void> {
  const random = makeRandom(7);
  const within = (most: number) => Math.floor(random() * most);
  const deltas = (most: number) => Array.from({ length: SAMPLES }, () => within(2 * most) - most);
  const viewport = { width: 1280, height: 720, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
  const page = {
    kind: 'page',
    seq: 0,
    t: 0,
    doc: 'doc-0',
    url: 'https://desk.example/',
    cause: 'typed',
    tab: 1,
    viewport,
  };
  const out = createWriteStream(file);
  let prev: string | null = null;
  let seq = 1;
  for (let n = 0; out.bytesWritten < leastBytes; n++) {
    const firstSeq = n === 0 ? 0 : seq;
    const paths = Array.from({ length: PATHS_PER_SEGMENT }, () => {
      const dt = Array.from({ length: SAMPLES }, () => 6 + within(5));
      const place = { x: within(1280), y: within(720), dt, dx: deltas(12), dy: deltas(9) };
      return { kind: 'pointer', seq, t: seq++ * 1_000, doc: 'doc-0', type: 'mouse', ms: 600, ...place };
    });
    const records = n === 0 ? [page, ...paths] : paths;
    const segment = encodeSegment({ ...HEAD, n, firstSeq, prev }, records as never);
    prev = await sha256Hex(segment);
    const gzip = createGzip({ level: 1 });
    gzip.pipe(out, { end: false });
    gzip.end(segment);
    await once(gzip, 'end');
  }
  out.end();
  await once(out, 'finish');
}

interface Watched {
  /** How long the page's own thread was held up, in ms, each time over 50 ms. */
  readonly longTasks: readonly number[];
  readonly shares: readonly number[];
  readonly readingMs: number;
}

/** Watches the page from its first line on, as text: this room knows no DOM. */
const WATCH = `(() => {
  const seen = { longTasks: [], shares: [], from: undefined, to: undefined };
  globalThis.seen = seen;
  const look = () => {
    const bar = document.querySelector('progress');
    if (bar) {
      seen.from ??= performance.now();
      if (seen.shares.at(-1) !== bar.value) seen.shares.push(bar.value);
    } else if (seen.from !== undefined) {
      seen.to ??= performance.now();
      return;
    }
    requestAnimationFrame(look);
  };
  new PerformanceObserver((list) => {
    for (const { duration, startTime } of list.getEntries())
      if (seen.from !== undefined && seen.to === undefined && startTime >= seen.from) seen.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  requestAnimationFrame(look);
})()`;

async function openLarge(page: Page, leastBytes: number): Promise<Watched> {
  const folder = await mkdtemp(join(tmpdir(), 'showhow-large-'));
  let cli: ChildProcess | undefined;
  try {
    const file = join(folder, 'large.jsonl.gz');
    await writeLargeSession(file, leastBytes);
    expect((await stat(file)).size).toBeGreaterThanOrEqual(leastBytes);
    cli = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'view', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(cli.stdout ?? cli, 'data')) as [Buffer];
    await page.addInitScript(WATCH);
    await page.goto(line.toString().trim());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('made-1.jsonl.gz', { timeout: 300_000 });
    const seen = (await page.evaluate('globalThis.seen')) as Omit<Watched, 'readingMs'> & { from: number; to: number };
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    await expect(page.locator('output')).not.toHaveText('0:00:00');
    return { ...seen, readingMs: seen.to - seen.from };
  } finally {
    cli?.kill('SIGINT');
    await rm(folder, { recursive: true });
  }
}

/** All that holds up the page while a file is read is the drawing of a bar: a twentieth of the time would be felt. */
function expectSmooth({ longTasks, shares, readingMs }: Watched): void {
  const heldUpMs = longTasks.reduce((sum, ms) => sum + ms, 0);
  console.log(
    `read in ${Math.round(readingMs)} ms, ${shares.length} steps of the bar, held up ${Math.round(heldUpMs)} ms`,
  );
  expect(shares.length).toBeGreaterThanOrEqual(5);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(heldUpMs / readingMs).toBeLessThan(0.05);
}

test('a file of 12 MB opens with progress, and the page stays smooth @long', async ({ page }) => {
  expectSmooth(await openLarge(page, 12e6));
});

test('a file of 100 MB opens with progress, and the page stays smooth @long', async ({ page }) => {
  test.setTimeout(600_000);
  expectSmooth(await openLarge(page, 100e6));
});
