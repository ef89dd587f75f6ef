// A real Chromium on a device whose battery we say (over D-Bus, as UPower): what a low one changes, and who is told.
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import type { FakePower } from '../e2e/fake-power.ts';
import { startFakePower } from '../e2e/fake-power.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';

/** Runs in a page of the extension, as text because this room knows no DOM: what is noted of the battery, changed by `change`. */
const noted = (change: string): string => `(async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('showhow'));
  const meta = database.transaction('meta', 'readwrite').objectStore('meta');
  const battery = await settled(meta.get('battery'));
  ${change}
  database.close();
  return battery?.level01;
})()`;
const READ_NOTE = noted('');
/** It was noted long ago. */
const AGE_NOTE = noted('await settled(meta.put({ ...battery, at: battery.at - 3600000 }, "battery"));');
/** A busy machine takes its time. */
const SLOW = { timeout: 40_000 };

let power: FakePower;
test.beforeEach(async () => {
  power = await startFakePower({ percent: 12, isCharging: false });
  process.env['DBUS_SYSTEM_BUS_ADDRESS'] = power.busAddress;
});
test.afterEach(() => {
  delete process.env['DBUS_SYSTEM_BUS_ADDRESS'];
  power.close();
});

/** A click, so that somebody works; resolves when the worker has noted how the battery is. */
async function work(rig: Rig, level01: number): Promise<void> {
  await rig.page.bringToFront();
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.mouse.click(200, 200);
  const page = await rig.openExtensionPage('policy.html');
  await expect.poll(() => page.evaluate(READ_NOTE), SLOW).toBe(level01);
  await page.close();
  await rig.page.bringToFront();
}

const MOVES = 90;
const MOVE_GAP_MS = 10;

/** Moves as a mouse of 100 Hz tells them: each with its own time, however late this process says so. Twice, with a rest between. */
async function move(rig: Rig): Promise<void> {
  const session = await rig.context.newCDPSession(rig.page);
  for (let round = 0; round < 2; round += 1) {
    const from = Date.now() - MOVES * MOVE_GAP_MS;
    const moves = Array.from({ length: MOVES }, (_, i) =>
      session.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        x: 200 + i * 5,
        y: 200 + round * 100 + (i % 7),
        timestamp: (from + i * MOVE_GAP_MS) / 1_000,
      }),
    );
    await Promise.all(moves);
    await rig.page.waitForTimeout(1_500);
  }
}

/** Shortest time from one sample to the next. The last of a path is taken however soon it comes. */
const shortestMs = (paths: readonly Line[]): number =>
  Math.min(...paths.flatMap((path) => (path['dt'] as number[]).slice(0, -1)));
const ofKind = (records: readonly Line[], kind: string): readonly Line[] =>
  records.filter((record) => record.kind === kind);

test('on a low battery nothing is sent and the pointer is sampled at 20 Hz; popup and file say so @long', async () => {
  // The browser starts three times.
  test.slow();
  const rig = await Rig.open();
  try {
    await work(rig, 0.12);
    await rig.quit();
    await rig.launch();
    await expect.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason, SLOW).toBe('battery');
    const popup = await rig.openExtensionPage('popup.html');
    await expect(popup.getByText('The battery is low: sending waits until you charge it.')).toBeVisible(SLOW);
    await popup.close();
    expect(rig.sessions()).toEqual([]);

    await work(rig, 0.12);
    await move(rig);
    power.set({ percent: 13, isCharging: true });
    const page = await rig.openExtensionPage('policy.html');
    await page.evaluate(AGE_NOTE);
    await page.close();
    await rig.stopWorker();
    await work(rig, 0.13);
    await move(rig);
    const [first, second] = await rig.finish();
    if (first === undefined || second === undefined) throw new Error('Two sessions were expected.');

    expect(first.headers[0]).toMatchObject({ pointerHz: 60 });
    expect(ofKind(first.records, 'control')).toMatchObject([{ action: 'battery', by: 'policy', pointerHz: 20 }]);
    expect(second.headers[0]).toMatchObject({ pointerHz: 20 });
    expect(ofKind(second.records, 'control')).toMatchObject([{ action: 'battery', by: 'policy', pointerHz: 60 }]);
    const changedAt = second.records.findIndex(({ kind }) => kind === 'control');
    expect(shortestMs(ofKind(second.records.slice(0, changedAt), 'pointer'))).toBeGreaterThanOrEqual(40);
    expect(shortestMs(ofKind(second.records.slice(changedAt), 'pointer'))).toBeLessThanOrEqual(20);
  } finally {
    await rig.close();
  }
});
