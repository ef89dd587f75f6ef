// The extension is started again under open pages, as an update does: work goes on being recorded, once, and no page notices.

import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';

declare const chrome: {
  readonly runtime: { reload(): void; readonly onUpdateAvailable: { dispatch(details: { version: string }): void } };
  readonly developerPrivate: { updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void> };
};

/** Without it Chromium disables an unpacked extension that reloads itself. */
async function allowReload(rig: Rig): Promise<void> {
  const page = await rig.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(() => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
  await page.close();
}

async function reloadExtension(rig: Rig): Promise<void> {
  const popup = await rig.openExtensionPage('popup.html');
  // The page goes with the extension, so the call never answers.
  await Promise.all([
    popup.waitForEvent('close'),
    popup.evaluate(() => chrome.runtime.reload()).catch(() => undefined),
  ]);
  await untilBack(rig);
}

/** Waits until the extension runs again, and its scripts are in the open pages. */
async function untilBack(rig: Rig): Promise<void> {
  await rig.page.waitForTimeout(500);
  for (let looks = 0; looks < 50 && !(await rig.isWorkerRunning()); looks += 1) await rig.page.waitForTimeout(100);
  await rig.untilReady();
  await rig.page.waitForTimeout(800);
}

async function clickIn(page: Page, testId: string): Promise<void> {
  await page.bringToFront();
  await page.getByTestId(testId).first().click();
  await page.waitForTimeout(400);
}

test('after a reload of the extension open pages are recorded on without a reload of theirs, and nothing twice', async () => {
  const rig = await Rig.open();
  try {
    await allowReload(rig);
    const errors: string[] = [];
    rig.context.on('console', (line) => {
      if (line.type() === 'error' && line.page()?.url().startsWith(rig.site) === true) errors.push(line.text());
    });
    rig.context.on('weberror', (error) => errors.push(String(error.error())));
    const pages = [rig.page, await rig.context.newPage(), await rig.context.newPage()];
    for (const page of pages) await page.goto(`${rig.site}/index.html`);
    await rig.page.waitForTimeout(600);
    for (const page of pages) await clickIn(page, 'sort-customer');
    await rig.page.waitForTimeout(3_500);
    await reloadExtension(rig);
    for (const page of pages) await clickIn(page, 'sort-customer');
    // Within a second of the last click a quit may cut something off.
    await rig.page.waitForTimeout(1_300);
    const sessions = await rig.finish();
    expect(errors).toEqual([]);
    expect(sessions).toHaveLength(1);
    const records = sessions[0]?.records ?? [];
    const ofKind = (kind: string) => records.filter((record) => record.kind === kind);
    expect(ofKind('click')).toHaveLength(6);
    expect(new Set(ofKind('click').map(({ doc }) => doc)).size, 'a new document for each script').toBe(6);
    expect(ofKind('page').map(({ cause }) => cause)).toEqual([
      ...['typed', 'typed', 'typed'],
      ...['restored', 'restored', 'restored'],
    ]);
    expect(ofKind('gap').filter(({ reason }) => reason === 'lost')).toEqual([]);
    expect(ofKind('end')).toMatchObject([{ reason: 'quit' }]);
  } finally {
    await rig.close();
  }
});

test('an update waits until nothing is on its way, and then loses nothing and ends no session @long', async () => {
  const rig = await Rig.open();
  try {
    await allowReload(rig);
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.waitForTimeout(600);
    await clickIn(rig.page, 'sort-customer');
    const popup = await rig.openExtensionPage('popup.html');
    await rig.page.bringToFront();
    const [worker] = rig.context.serviceWorkers();
    // As the browser tells it; nothing else about the reload is played.
    await worker?.evaluate(() => chrome.runtime.onUpdateAvailable.dispatch({ version: '9.9.9' }));
    const toldAt = Date.now();
    await popup.waitForEvent('close', { timeout: 15_000 });
    expect(Date.now() - toldAt).toBeGreaterThan(1_000);
    await untilBack(rig);
    await clickIn(rig.page, 'sort-customer');
    await rig.page.waitForTimeout(1_300);
    const sessions = await rig.finish();
    expect(sessions).toHaveLength(1);
    const records = sessions[0]?.records ?? [];
    expect(records.filter(({ kind }) => kind === 'click')).toHaveLength(2);
    expect(records.filter(({ kind, reason }) => kind === 'gap' && reason === 'lost')).toEqual([]);
    expect(records.at(-1)).toMatchObject({ kind: 'end', reason: 'quit' });
  } finally {
    await rig.close();
  }
});
