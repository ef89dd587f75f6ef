// Why a page was loaded and which page holds a frame, told by the browser; and that no other page ever wakes the worker for it.

import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';

const FIXTURES = path.join(ROOT, 'test/fixtures/capture');

function pagesOf(rig: Rig): readonly Line[] {
  return rig.sessions().flatMap(({ records }) => records.filter(({ kind }) => kind === 'page'));
}

/** Cause and file; a page whose record came by its tail alone has no path. */
function shortOf(page: Line): string {
  const { pathname } = new URL(String(page['url']));
  return `${String(page['cause'])} ${pathname === '/' ? '(tail)' : pathname}`;
}

test('a page says whether it was typed, linked, submitted, reloaded or gone back to, though the worker slept', async () => {
  const rig = await Rig.open({ fixtures: FIXTURES });
  try {
    const { page, site } = rig;
    const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['typed /navigation/start.html', () => page.goto(`${site}/navigation/start.html`)],
      ['link /navigation/next.html', () => page.getByTestId('next').click()],
      ['back_forward /navigation/start.html', () => page.goBack()],
      ['reload /navigation/start.html', () => page.reload()],
      ['fragment /navigation/start.html', () => page.getByTestId('fragment').click()],
      ['form /navigation/found.html', () => page.getByTestId('find').click()],
    ];
    let documents = 0;
    for (const [wanted, step] of steps) {
      await rig.stopWorker();
      await step();
      if (!wanted.startsWith('fragment')) documents += 1;
      await rig.untilLetIn(documents);
      await page.waitForTimeout(500);
    }
    await rig.finish();
    const found = pagesOf(rig).map(shortOf);
    expect(found).toEqual(
      steps.map(([wanted], index) => (found[index]?.endsWith('(tail)') ? wanted.replace(/\S+$/, '(tail)') : wanted)),
    );
  } finally {
    await rig.close();
  }
});

test('a frame names the document that holds it, and its first load is no link', async () => {
  const rig = await Rig.open({ fixtures: FIXTURES });
  try {
    await rig.page.goto(`${rig.site}/frames.html`);
    await rig.page.waitForTimeout(1_200);
    await rig.finish();
    const pages = pagesOf(rig);
    const [top, ...more] = pages.filter(({ cause }) => cause === 'typed');
    expect(more).toEqual([]);
    expect(top).not.toHaveProperty('parent');
    const frames = pages.filter((page) => page !== top);
    expect(frames.length).toBeGreaterThanOrEqual(7);
    expect(frames.map(({ cause }) => cause)).toEqual(frames.map(() => 'other'));
    // One lies in a frame of an unlisted site: nobody recorded what holds it.
    const orphans = frames.filter(({ parent }) => parent === undefined);
    expect(orphans).toHaveLength(1);
    for (const frame of frames) if (!orphans.includes(frame)) expect(frame['parent']).toBe(top?.['doc']);
    const numbered = frames.filter(({ viewport }) => Number.isInteger((viewport as { index?: number }).index));
    expect(numbered.length, 'frames that say which one they are').toBeGreaterThanOrEqual(5);
    expect(pages.filter(({ late }) => late === true)).toEqual([]);
  } finally {
    await rig.close();
  }
});

test('navigations wake the worker on listed pages only, and nowhere in a pause', async () => {
  const rig = await Rig.open({ fixtures: FIXTURES });
  try {
    const { page, site } = rig;
    const unlisted = site.replace('127.0.0.1', 'localhost');
    const wakesAt = async (url: string): Promise<boolean> => {
      await rig.stopWorker();
      await page.goto(url);
      await page.waitForTimeout(700);
      return rig.isWorkerRunning();
    };
    expect(await wakesAt(`${site}/navigation/start.html`)).toBe(true);
    // The page that goes says goodbye, and that alone wakes the worker.
    await page.goto(`${unlisted}/navigation/start.html`);
    await page.waitForTimeout(700);
    expect(await wakesAt(`${unlisted}/navigation/next.html`)).toBe(false);
    const popup = await rig.openExtensionPage('popup.html');
    await popup.getByRole('button', { name: '15' }).click();
    await popup.getByRole('button', { name: /resume/i }).waitFor();
    await popup.close();
    await page.bringToFront();
    await page.waitForTimeout(500);
    expect(await wakesAt(`${site}/navigation/next.html`)).toBe(false);
    await page.mouse.click(300, 300);
    await page.waitForTimeout(500);
    expect(await rig.isWorkerRunning()).toBe(false);
  } finally {
    await rig.close();
  }
});
