// The pause through the real popup: it holds at once, in every page, through the deaths of worker and browser, and is in the file.

import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { CLI } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line, SessionFile } from '../e2e/session-files.ts';

declare const chrome: {
  readonly action: { getTitle(details: object): Promise<string>; getBadgeText(details: object): Promise<string> };
};

interface Toolbar {
  readonly title: string;
  readonly badge: string;
}

function toolbarOf(popup: Page): Promise<Toolbar> {
  return popup.evaluate(async () => ({
    title: await chrome.action.getTitle({}),
    badge: await chrome.action.getBadgeText({}),
  }));
}

/** The popup in a tab of its own, speaking about the page in front as it would from the toolbar. */
async function openPopup(rig: Rig, front: Page): Promise<Page> {
  const popup = await rig.openExtensionPage('popup.html');
  await front.bringToFront();
  await popup.reload();
  return popup;
}

/** Counts the listeners on the page's window that are the extension's: those in its own world. */
async function watchListeners(rig: Rig, page: Page): Promise<() => Promise<number>> {
  const cdp = await rig.context.newCDPSession(page);
  const worlds: number[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${rig.extensionId}`) worlds.push(context.id);
  });
  await cdp.send('Runtime.enable');
  return async () => {
    const [contextId] = worlds;
    if (contextId === undefined) throw new Error('No script of the extension is in the page.');
    const { result } = await cdp.send('Runtime.evaluate', { expression: 'window', contextId });
    const { listeners } = await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
    return listeners.length;
  };
}

function ofKind(rig: Rig, ...kinds: readonly string[]): readonly Line[] {
  return rig.sessions().flatMap(({ records }) => records.filter(({ kind }) => kinds.includes(kind)));
}

/** A tab that is opened empty, or shows our popup, is on no listed site: on a busy machine it stays in front for a second and more. */
function isNoStay({ reason }: Line): boolean {
  return reason !== 'unlisted';
}

function gapsOf({ records }: SessionFile): readonly Line[] {
  return records.filter(({ kind }) => kind === 'gap').filter(isNoStay);
}

const PAUSE_MAX_MS = 200;

/**
 * Presses “15 minutes” until a pause held everywhere in time, three times at most: a machine that is busy with other things makes one slow,
 * never all. Returns how often it pressed; the last pause goes on.
 */
async function pauseQuickly(popup: Page, counts: readonly (() => Promise<number>)[]): Promise<number> {
  const press = (name: RegExp): Promise<void> =>
    popup.getByRole('button', { name }).evaluate((button) => (button as HTMLElement).click());
  const sum = async (): Promise<number> =>
    (await Promise.all(counts.map((count) => count()))).reduce((all, count) => all + count, 0);
  for (let presses = 1; ; presses += 1) {
    const pressedAt = Date.now();
    await press(/^15\b/);
    // To look more often would itself keep the pages busy.
    await sleep(Math.max(0, PAUSE_MAX_MS - (Date.now() - pressedAt)));
    if ((await sum()) === 0) return presses;
    expect(presses, `pauses that took longer than ${PAUSE_MAX_MS} ms`).toBeLessThan(3);
    await expect.poll(sum).toBe(0);
    await press(/resume/i);
    await expect.poll(sum).toBeGreaterThan(20);
  }
}

test('a pause holds in every open page within 200 ms, and what was on its way before is kept', async () => {
  const rig = await Rig.open();
  try {
    const other = await rig.context.newPage();
    for (const page of [rig.page, other]) await page.goto(`${rig.site}/index.html`);
    const popup = await openPopup(rig, rig.page);
    const counts = await Promise.all([rig.page, other].map((page) => watchListeners(rig, page)));
    await expect(popup.getByRole('button', { name: /^(5|15|30)\b/ })).toHaveCount(3);
    await expect.poll(async () => (await toolbarOf(popup)).title).toMatch(/recording/i);
    for (const count of counts) expect(await count()).toBeGreaterThan(10);

    await rig.page.getByTestId('sort-customer').click();
    const presses = await pauseQuickly(popup, counts);
    for (const page of [rig.page, other]) {
      await page.bringToFront();
      await page.getByTestId('sort-customer').click();
    }
    expect(await toolbarOf(popup)).toMatchObject({ title: expect.stringMatching(/paused/i), badge: '' });
    await popup.getByRole('button', { name: /resume/i }).evaluate((button) => (button as HTMLElement).click());
    await expect.poll(async () => (await toolbarOf(popup)).title).not.toMatch(/paused/i);
    await rig.page.bringToFront();
    await rig.page.waitForTimeout(400);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    await rig.finish();

    expect(ofKind(rig, 'click')).toHaveLength(2);
    const told = ofKind(rig, 'click', 'control', 'gap').filter(isNoStay);
    const pause = ['control pause', 'gap paused', 'control resume'];
    expect(told.map(({ kind, action, reason }) => [kind, action ?? reason].join(' ').trim())).toEqual([
      'click',
      ...Array.from({ length: presses }, () => pause).flat(),
      'click',
    ]);
    expect(execFileSync(process.execPath, [CLI, 'verify', rig.store], { encoding: 'utf8' })).toContain('sound');
  } finally {
    await rig.close();
  }
});

test('a pause outlives the worker and the browser, shows on the toolbar, and ends early when the person says so', async () => {
  const rig = await Rig.open();
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.waitForTimeout(600);
    const popup = await openPopup(rig, rig.page);
    await popup.getByRole('button', { name: /^30\b/ }).evaluate((button) => (button as HTMLElement).click());
    await expect.poll(async () => (await toolbarOf(popup)).title).toMatch(/paused/i);
    await rig.stopWorker();
    await popup.reload();
    await popup.getByRole('button', { name: /resume/i }).waitFor();
    await rig.page.getByTestId('sort-customer').click();
    await rig.quit();

    await rig.launch();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.getByTestId('sort-customer').click();
    const again = await openPopup(rig, rig.page);
    await expect.poll(async () => (await toolbarOf(again)).title).toMatch(/paused/i);
    await again.getByRole('button', { name: /resume/i }).evaluate((button) => (button as HTMLElement).click());
    await again.getByRole('button', { name: /^5\b/ }).waitFor();
    await rig.page.waitForTimeout(400);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    await rig.quit();
    await rig.launch();
    await rig.untilSent();
    expect(rig.sessions()).toHaveLength(2);
    expect(ofKind(rig, 'click')).toHaveLength(1);
    // One in the session that it ended, the rest in the next.
    const [first, rest] = rig.sessions().map(gapsOf);
    expect(first).toMatchObject([{ reason: 'paused' }]);
    expect(rest).toMatchObject([{ reason: 'paused', seq: 0, t: 0 }]);
    expect(Number(rest?.[0]?.['from'])).toBeLessThan(Number(rest?.[0]?.['to']));
    expect(Number(rest?.[0]?.['to'])).toBeLessThanOrEqual(0);
    expect(ofKind(rig, 'end')).toMatchObject([{ reason: 'quit' }, { reason: 'quit' }]);
  } finally {
    await rig.close();
  }
});
