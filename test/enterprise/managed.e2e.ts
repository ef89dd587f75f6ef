// A policy in Chromium's managed storage, from its first arrival to its end: each change holds in pages that are open, and mistakes close the gate.
import type { Page, Worker } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { Rig } from '../e2e/rig.ts';
import { recordedClicks } from './clicks.ts';
import { manage, unpackedId } from './managed-folder.ts';

/** Chromium looks at changed policy files within about 5 s; the machine may be busy. */
const BROWSER_MS = 30_000;
/** Headings of the states in the tooltip. */
const RECORDING = /^Showhow: Recording\./;
const NOT_LISTED = /^Showhow: Not recording this site\./;
const WAITING = /^Showhow: Not recording yet\./;
/** What an open page may still record after the browser has told the extension. */
const STOP_MS = 1_000;

const managed: string[] = [];
test.afterEach(() => {
  for (const id of managed.splice(0)) manage(id, undefined);
});

/** Notes when the browser tells of a change. Storage events keep the worker up, and it is asked within seconds. */
async function listen(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const scope = globalThis as unknown as {
      chrome: { storage: { managed: { onChanged: { addListener: (told: () => void) => void } } } };
      told?: number;
    };
    scope.chrome.storage.managed.onChanged.addListener(() => {
      scope.told = Date.now();
    });
  });
}

function workerOf(rig: Rig): Worker {
  const worker = rig.context.serviceWorkers()[0];
  if (worker === undefined) throw new Error('The worker is not running.');
  return worker;
}

/** The toolbar's tooltip: heading and sentence of the state of the page in front. */
function titleOf(rig: Rig): Promise<string> {
  return workerOf(rig).evaluate(() => {
    const { chrome } = globalThis as unknown as {
      chrome: { action: { getTitle: (details: object) => Promise<string> } };
    };
    return chrome.action.getTitle({});
  });
}

async function popupText(rig: Rig): Promise<string> {
  const popup = await rig.openExtensionPage('popup.html');
  await rig.page.bringToFront();
  await popup.reload();
  await expect(popup.locator('h1, h2').first()).toBeVisible();
  const text = await popup.locator('body').textContent();
  await popup.close();
  return text ?? '';
}

/** Clicks ten times a second on empty ground, and keeps when. */
async function clickOn(page: Page, untilMs: number): Promise<readonly number[]> {
  const times: number[] = [];
  const end = Date.now() + untilMs;
  while (Date.now() < end) {
    await page.mouse.click(5 + (times.length % 40), 5);
    times.push(Date.now());
    await page.waitForTimeout(80);
  }
  return times;
}

test('a policy arrives, is tightened, broken and taken away while pages are open', async () => {
  const rig = await Rig.open({ policy: null });
  const id = rig.extensionId;
  managed.push(id);
  try {
    expect(unpackedId(rig.extension)).toBe(id);
    await rig.page.goto(`${rig.site}/index.html`);
    // Installed by hand, and no policy was ever seen: study mode, with this site not switched on.
    expect(await popupText(rig)).toContain('Off for this site');
    await clickOn(rig.page, 500);

    const whole = { ...demoPolicy(rig.site, rig.collectorUrl), policyRevision: 'managed-1' };
    manage(id, JSON.stringify(whole));
    await expect.poll(() => titleOf(rig), { timeout: BROWSER_MS }).toMatch(RECORDING);
    const on = Date.now();
    await clickOn(rig.page, 1_500);

    await listen(workerOf(rig));
    manage(id, JSON.stringify({ ...whole, policyRevision: 'managed-2', sites: ['http://127.0.0.1:1/*'] }));
    const clicked = await clickOn(rig.page, 12_000);
    const told = await workerOf(rig).evaluate(() => (globalThis as unknown as { told?: number }).told);
    expect(told, 'the browser told of the change').toBeDefined();
    await expect.poll(() => titleOf(rig)).toMatch(NOT_LISTED);

    manage(id, JSON.stringify({ ...whole, policyRevision: 'managed-3', excludedSites: ['nonsense', 7] }));
    await expect.poll(() => popupText(rig), { timeout: BROWSER_MS }).toContain('excludedSites');
    await clickOn(rig.page, 500);
    await rig.stopWorker();
    manage(id, JSON.stringify({ ...whole, policyRevision: 'managed-4', captureHours: ['9 to 5'] }));
    await expect
      .poll(() => rig.isWorkerRunning(), { timeout: BROWSER_MS, message: 'the change wakes the worker' })
      .toBe(true);
    await expect.poll(() => popupText(rig), { timeout: BROWSER_MS }).toContain('captureHours');
    await clickOn(rig.page, 500);

    manage(id, undefined);
    await expect.poll(() => titleOf(rig), { timeout: BROWSER_MS }).toMatch(WAITING);
    await clickOn(rig.page, 500);

    manage(id, JSON.stringify({ ...whole, policyRevision: 'managed-5', sites: ['http://127.0.0.1:1/*'] }));
    await rig.quit();
    await rig.launch();
    await rig.untilSent(BROWSER_MS);
    const recorded = recordedClicks(rig.sessions());
    expect(recorded.length).toBeGreaterThan(5);
    expect(Math.min(...recorded)).toBeGreaterThan(on - 1_000);
    expect(Math.max(...recorded)).toBeLessThan((told ?? 0) + STOP_MS);
    expect(
      clicked.filter((at) => at > (told ?? 0) + STOP_MS).length,
      'clicks after the page had to stop',
    ).toBeGreaterThan(5);
  } finally {
    await rig.close();
  }
});
