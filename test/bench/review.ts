// `npm run bench:review`: the review page with eight hours of records, scrubbed, scrolled and searched by real input.
import type { Page } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { policyWith } from '../employee/policy-with.ts';
import { report } from './report.ts';

const HOURS = 8;
/** About two a second while somebody works: what the sample app's scripted person leaves behind. */
const RECORDS = 60_000;

/** Real work of every common kind, whose rows are then copied over the hours. */
async function work(rig: Rig): Promise<void> {
  const { page } = rig;
  await page.goto(`${rig.site}/index.html`);
  for (let round = 0; round < 4; round += 1) {
    await page.mouse.move(200 + round * 90, 150);
    await page.mouse.move(700, 300 + round * 40, { steps: 40 });
    await page.getByTestId('sort-customer').click();
    await page.locator('#search').click();
    await page.keyboard.type('printer', { delay: 15 });
    await page.keyboard.press('Enter');
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(700);
  }
}

/** Spreads copies of the session's rows, sealed as they are, over the hours before now. Returns how many lie there. */
async function spread(rig: Rig): Promise<number> {
  const page = await rig.openExtensionPage('popup.html');
  const count = await page.evaluate(
    async ([wanted = 0, ms = 0]) => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await settled(indexedDB.open('showhow'));
      const first = database.transaction(['rows', 'sessions'], 'readwrite');
      const rows = await settled(first.objectStore('rows').getAll());
      const [session] = await settled(first.objectStore('sessions').getAll());
      const startedAt = Date.now() - ms;
      await settled(first.objectStore('sessions').put({ ...session, startedAt }));
      for (let done = 0; done < wanted; ) {
        const transaction = database.transaction('rows', 'readwrite');
        for (let i = 0; i < 5_000 && done < wanted; i += 1, done += 1) {
          const at = startedAt + Math.round((done * ms) / wanted);
          transaction.objectStore('rows').add({ ...rows[done % rows.length], at });
        }
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      }
      const all = await settled(database.transaction('rows').objectStore('rows').count());
      database.close();
      return all;
    },
    [RECORDS, HOURS * 3_600_000],
  );
  await page.close();
  return count;
}

/** Notes every task over 50 ms and every frame of the page, from its first moment on. */
function watch(): void {
  const seen = { tasks: [] as number[], frames: [] as number[] };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  let last = performance.now();
  const frame = (now: number): void => {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

interface Phase {
  readonly [name: string]: string | number;
  readonly phase: string;
  readonly seconds: number;
  readonly 'long tasks': number;
  readonly 'longest task ms': number;
  readonly frames: number;
  readonly 'frame ms, 99th percentile': number;
}

/** What was seen while `run` ran. */
async function phase(page: Page, name: string, run: () => Promise<void>): Promise<Phase> {
  const begin = performance.now();
  await run();
  const seconds = Math.round((performance.now() - begin) / 1_000);
  // Long tasks are reported a moment after they ended.
  await page.waitForTimeout(300);
  const { tasks, frames } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { tasks: number[]; frames: number[] } };
    return { tasks: seen.tasks.splice(0), frames: seen.frames.splice(0) };
  });
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    phase: name,
    seconds,
    'long tasks': tasks.length,
    'longest task ms': Math.round(Math.max(0, ...tasks)),
    frames: frames.length,
    'frame ms, 99th percentile': Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
  };
}

async function scrub(page: Page): Promise<void> {
  await page.locator('.strip').scrollIntoViewIfNeeded();
  const strip = await page.locator('.strip').boundingBox();
  if (strip === null) throw new Error('The page shows no timeline.');
  const { x, y, width, height } = strip;
  await page.mouse.move(x + 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width - 2, y + height / 2, { steps: 250 });
  await page.mouse.move(x + width / 3, y + height / 2, { steps: 120 });
  await page.mouse.up();
}

async function scroll(page: Page): Promise<void> {
  await page.getByRole('listbox').hover();
  for (let i = 0; i < 120; i += 1) await page.mouse.wheel(0, i % 10 === 9 ? 40_000 : 300);
  await page.getByRole('listbox').focus();
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
}

async function search(page: Page): Promise<void> {
  await page.getByRole('searchbox').click();
  await page.keyboard.type('customer', { delay: 40 });
  await page.getByText(/^Shown: /).waitFor();
}

try {
  await buildOnce();
  const rig = await Rig.open({ policy: policyWith({ holdMinutes: 60, bufferMB: 1_000 }) });
  await rig.untilReady();
  await work(rig);
  const records = await spread(rig);
  const page = await rig.context.newPage();
  await page.addInitScript(watch);
  let firstMs = 0;
  const reading = await phase(page, 'reading', async () => {
    const begin = performance.now();
    await page.goto(`chrome-extension://${rig.extensionId}/review.html`);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    firstMs = performance.now() - begin;
    await page.getByText(/^Shown: /).waitFor({ timeout: 300_000 });
  });
  const phases = [reading];
  phases.push(await phase(page, 'scrubbing', () => scrub(page)));
  phases.push(await phase(page, 'scrolling', () => scroll(page)));
  phases.push(await phase(page, 'searching', () => search(page)));
  await rig.close();
  const isFine = report(
    'review',
    phases.map((one) => ({ hours: HOURS, records, ...one })),
    [
      ...phases.map((one) => ({
        name: `tasks over 50 ms while ${one.phase}`,
        value: one['long tasks'],
        bar: 0,
        sense: 'at most' as const,
        unit: 'tasks',
      })),
      { name: 'first records shown', value: Math.round(firstMs), bar: 1_000, sense: 'at most', unit: 'ms' },
    ],
  );
  process.exitCode = isFine ? 0 : 1;
} finally {
  await endAll();
}
