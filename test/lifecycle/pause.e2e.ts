// What can come between a pause and its end: the worker dies before the pause is noted, somebody moves the clock; and a browser that refuses our sites.
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';
import { canMoveClock, installClock, setClock } from '../faults/clock.ts';

declare const chrome: {
  readonly action: { getTitle(details: object): Promise<string> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

const MINUTE_MS = 60_000;

/** Works a little on the page in front. */
async function sort(page: Page): Promise<void> {
  await page.bringToFront();
  await page.getByTestId('sort-customer').click();
}

/** The popup about the page in front, asked again. */
async function askAgain(popup: Page, front: Page): Promise<void> {
  await front.bringToFront();
  await popup.reload();
  await popup.getByRole('heading', { level: 1 }).waitFor();
}

test('a pause that pages heard of holds and is in the file, though the worker died before it noted it @long', async () => {
  const rig = await Rig.open();
  try {
    const { page } = rig;
    await page.goto(`${rig.site}/index.html`);
    await rig.untilLetIn(1);
    await sort(page);
    const popup = await rig.openExtensionPage('popup.html');
    const from = Date.now();
    // What a press leaves at once; the rest is the next life's.
    const left = { gate: { n: 1_000, open: false }, pressed: { from, until: from + 15 * MINUTE_MS } };
    await popup.evaluate((values) => chrome.storage.local.set(values), left);
    await rig.stopWorker();
    await sort(page);
    await askAgain(popup, page);
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Paused');
    await expect.poll(() => popup.evaluate(() => chrome.action.getTitle({}))).toMatch(/paused/i);
    await popup.getByRole('button', { name: /resume/i }).evaluate((button) => (button as HTMLElement).click());
    await expect(popup.getByRole('heading', { level: 1 })).not.toHaveText('Paused');
    const sessions = await rig.finish();
    expect(sessions).toHaveLength(1);
    const told = sessions.flatMap(({ records }) => records);
    const startedAt = Date.parse(String(sessions[0]?.headers[0]?.['startedAt']));
    const gap = told.find(({ kind, reason }) => kind === 'gap' && reason === 'paused');
    expect(Number(gap?.['from']) + startedAt).toBe(from);
    expect(told.filter(({ kind }) => kind === 'control').map(({ action }) => action)).toEqual(['pause', 'resume']);
    expect(told.filter(({ kind }) => kind === 'click')).toHaveLength(1);
  } finally {
    await rig.close();
  }
});

test('a pause keeps its length though somebody moves the clock, and the file says that it was moved @long', async () => {
  test.skip(!canMoveClock(), 'needs Linux and a C compiler (cc)');
  const rig = await Rig.open({ prepare: installClock });
  try {
    const { page } = rig;
    await page.goto(`${rig.site}/index.html`);
    await rig.untilLetIn(1);
    const popup = await rig.openExtensionPage('popup.html');
    await askAgain(popup, page);
    await popup.getByRole('button', { name: /^15\b/ }).evaluate((button) => (button as HTMLElement).click());
    await expect(popup.getByRole('timer')).toHaveText('Time left: 15 minutes');
    setClock(rig, -2 * 3_600);
    await askAgain(popup, page);
    await expect(popup.getByRole('timer')).toHaveText('Time left: 15 minutes');
    setClock(rig, 600);
    await askAgain(popup, page);
    await expect(popup.getByRole('heading', { level: 1 })).not.toHaveText('Paused');
    const sessions = await rig.finish();
    const actions = sessions.flatMap(({ records }) => records.filter(({ kind }) => kind === 'control'));
    expect(actions.map(({ action }) => action)).toContain('clock');
  } finally {
    await rig.close();
  }
});

test('where the browser refuses to put our script into pages, nothing claims to record @long', async () => {
  // A package without its script is what browsers refuse at once.
  const rig = await Rig.open({ prepare: ({ extension }) => rmSync(path.join(extension, 'capture.js')) });
  try {
    const { page } = rig;
    await page.goto(`${rig.site}/index.html`);
    const popup = await rig.openExtensionPage('popup.html');
    await askAgain(popup, page);
    await expect(popup.getByRole('heading', { level: 1 })).toHaveText('Recording has stopped');
    await expect(popup.getByText(/does not accept the list of sites/)).toBeVisible();
    await expect
      .poll(() => popup.evaluate(() => chrome.action.getTitle({})))
      .toMatch(/does not accept the list of sites/);
  } finally {
    await rig.close();
  }
});
