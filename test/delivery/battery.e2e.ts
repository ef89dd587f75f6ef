// A real Chromium on a device whose battery we say (over D-Bus, as UPower): what a low one changes, and who is told.
import { expect, test } from '@playwright/test';
import { askWorker } from '../e2e/ask-worker.ts';
import type { FakePower } from '../e2e/fake-power.ts';
import { startFakePower } from '../e2e/fake-power.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';

/** Runs in a page of the extension, as text because this room knows no DOM: what is noted of the battery was said long ago. */
const AGE_NOTE = `(async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('showhow'));
  const meta = database.transaction('meta', 'readwrite').objectStore('meta');
  const battery = await settled(meta.get('battery'));
  await settled(meta.put({ ...battery, at: battery.at - 3600000 }, 'battery'));
  database.close();
})()`;

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
async function work(rig: Rig): Promise<void> {
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.mouse.click(200, 200);
  await rig.page.waitForTimeout(1_500);
}

/** About a second of movement, a sample each 10 ms or so. */
async function move(rig: Rig): Promise<void> {
  for (let i = 0; i < 90; i += 1) await rig.page.mouse.move(200 + i * 5, 200 + (i % 7));
  await rig.page.waitForTimeout(1_500);
}

const rateOf = (paths: readonly Line[]): number => {
  const samples = paths.reduce((sum, path) => sum + (path['dt'] as number[]).length, 0);
  const ms = paths.reduce((sum, path) => sum + (path['dt'] as number[]).reduce((all, dt) => all + dt, 0), 0);
  return (samples / ms) * 1_000;
};
const ofKind = (records: readonly Line[], kind: string): readonly Line[] =>
  records.filter((record) => record.kind === kind);

test('on a low battery nothing is sent and the pointer is sampled at 20 Hz; popup and file say so', async () => {
  const rig = await Rig.open();
  try {
    await work(rig);
    await rig.quit();
    await rig.launch();
    await expect.poll(async () => (await askWorker(rig, 'device')).waitsFor?.reason).toBe('battery');
    const popup = await rig.openExtensionPage('popup.html');
    await expect(popup.getByText('The battery is low: sending waits until you charge it.')).toBeVisible();
    await popup.close();
    expect(rig.sessions()).toEqual([]);

    await work(rig);
    await move(rig);
    power.set({ percent: 13, isCharging: true });
    const page = await rig.openExtensionPage('popup.html');
    await page.evaluate(AGE_NOTE);
    await page.close();
    await rig.stopWorker();
    await rig.page.bringToFront();
    await rig.page.mouse.click(210, 210);
    await rig.page.waitForTimeout(1_500);
    await move(rig);
    const [first, second] = await rig.finish();
    if (first === undefined || second === undefined) throw new Error('Two sessions were expected.');

    expect(first.headers[0]).toMatchObject({ pointerHz: 60 });
    expect(ofKind(first.records, 'control')).toMatchObject([{ action: 'battery', by: 'policy', pointerHz: 20 }]);
    expect(second.headers[0]).toMatchObject({ pointerHz: 20 });
    expect(ofKind(second.records, 'control')).toMatchObject([{ action: 'battery', by: 'policy', pointerHz: 60 }]);
    const changedAt = second.records.findIndex(({ kind }) => kind === 'control');
    const slow = rateOf(ofKind(second.records.slice(0, changedAt), 'pointer'));
    const usual = rateOf(ofKind(second.records.slice(changedAt), 'pointer'));
    expect(slow).toBeLessThan(24);
    expect(slow).toBeGreaterThan(5);
    expect(usual).toBeGreaterThan(slow * 1.5);
  } finally {
    await rig.close();
  }
});
