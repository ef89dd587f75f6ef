// What the extension does while there is nothing for it to do: nothing. Nothing is attached to its worker here, which would keep it awake.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { RawChromium, RawTab } from '../e2e/raw-chromium.ts';
import { openRawChromium } from '../e2e/raw-chromium.ts';
import { Rig } from '../e2e/rig.ts';

interface Desk {
  readonly rig: Rig;
  readonly chromium: RawChromium;
  readonly tab: RawTab;
}

/** A browser of its own on the rig's site, in which somebody has just worked. Nothing leaves within the hour. */
async function sitDown(rig: Rig): Promise<Desk> {
  await rig.quit();
  const chromium = await openRawChromium(rig.extension, path.join(rig.folder, 'raw'));
  await inPopup({ rig, chromium }, UNTIL_OPEN);
  const tab = await chromium.openTab(`${rig.site}/index.html`);
  await workFor(tab, 1_000);
  return { rig, chromium, tab };
}

/** In the popup, as text because this room knows no DOM: resolves when the gate is open, which takes the browser some seconds. */
const UNTIL_OPEN = `(async () => {
  while ((await chrome.storage.local.get('gate')).gate?.open !== true) await new Promise((then) => setTimeout(then, 50));
})()`;
/** Resolves half a second after the button of the longest pause was pressed. */
const PAUSE = `(async () => {
  const find = () => [...document.querySelectorAll('button')].find((button) => /30/.test(button.textContent));
  while (find() === undefined) await new Promise((then) => setTimeout(then, 50));
  find().click();
  await new Promise((then) => setTimeout(then, 500));
})()`;

async function inPopup({ rig, chromium }: Pick<Desk, 'rig' | 'chromium'>, expression: string): Promise<void> {
  const popup = await chromium.openTab(`chrome-extension://${rig.extensionId}/popup.html`);
  await popup.evaluate(expression);
  await popup.close();
}

/** Moves, presses and types, twice a second. */
async function workFor(tab: RawTab, ms: number): Promise<void> {
  for (let i = 0, until = Date.now() + ms; Date.now() < until; i += 1) {
    const place = { x: 300 + (i % 40) * 5, y: 420 + (i % 7) * 3 };
    await tab.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...place });
    for (const type of ['mousePressed', 'mouseReleased'])
      await tab.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 });
    for (const type of ['keyDown', 'keyUp'])
      await tab.send('Input.dispatchKeyEvent', { type, key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 });
    await sleep(500);
  }
}

/** Puts the worker to sleep; what happens after that is told. */
async function watchSleep(
  { chromium, rig }: Desk,
  run: () => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  // What was just done may still be on its way: a worker rests within 3 s.
  await sleep(3_500);
  await chromium.stopWorkers();
  await expect.poll(chromium.workers).toHaveLength(0);
  const [starts, requests] = [chromium.workerStarts(), rig.requests.length];
  await run();
  return { starts: chromium.workerStarts() - starts, requests: rig.requests.length - requests };
}

const NOTHING = { starts: 0, requests: 0 };

async function compareStates(ms: number): Promise<void> {
  const rig = await Rig.open({ policy: { holdMinutes: 60, uploadEveryMinutes: 60 } });
  const desk = await sitDown(rig);
  try {
    // The control: the same work on a page that is recorded wakes the worker.
    const awake = await watchSleep(desk, () => workFor(desk.tab, 2_000));
    expect(awake['starts']).toBeGreaterThan(0);
    expect(await watchSleep(desk, () => sleep(ms))).toEqual(NOTHING);

    await desk.tab.send('Page.navigate', { url: rig.site.replace('127.0.0.1', 'localhost') });
    expect(await watchSleep(desk, () => workFor(desk.tab, ms))).toEqual(NOTHING);

    await desk.tab.send('Page.navigate', { url: `${rig.site}/index.html` });
    await inPopup(desk, PAUSE);
    expect(await watchSleep(desk, () => workFor(desk.tab, ms))).toEqual(NOTHING);
  } finally {
    await desk.chromium.close();
    await rig.launch();
    await rig.close();
  }
}

test('idle, unlisted and paused: the worker is not started, and nothing is sent', async () => {
  await compareStates(1_500);
});

test('idle, unlisted and paused for ten minutes each @long', async () => {
  test.setTimeout(40 * 60_000);
  await compareStates(10 * 60_000);
});
