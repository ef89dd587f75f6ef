// A profile that exists twice, an extension that is replaced, switched off or forgotten by the browser's clock.
import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Rig } from '../e2e/rig.ts';
import { fault } from './fault.ts';

declare const chrome: {
  readonly runtime: { reload(): void };
  readonly alarms: { clearAll(): Promise<boolean>; getAll(): Promise<readonly { readonly name: string }[]> };
  readonly developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(change: { extensionId: string; enabled: boolean }): Promise<void>;
  };
};

fault(
  {
    fault: 'A profile is copied with its key and its unsent work, and both go on',
    injection: 'The profile folder is copied while the browser is closed; a browser on each works and sends',
    // Whichever sends last gives up what the other one may have sent: it cannot know what.
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    const [profile, copy] = [path.join(rig.folder, 'profile'), path.join(rig.folder, 'copy')];
    await rig.stopCollector();
    await bench.strike(async () => {
      await bench.work(6);
      await bench.rest();
      await rig.quit();
      cpSync(profile, copy, { recursive: true });
    });
    await rig.startCollector();
    await rig.launch();
    await bench.work(4);
    await bench.rest();
    await rig.quit();
    await rig.launch();
    await rig.untilSent();
    await rig.quit();
    rmSync(profile, { recursive: true });
    renameSync(copy, profile);
    await rig.launch();
    await bench.work(4);
  },
);

/** A page of the browser's own, which may switch extensions on and off. */
async function onExtensionsPage(rig: Rig, run: (extensionId: string) => Promise<void>): Promise<void> {
  const page = await rig.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(`(${run.toString()})(${JSON.stringify(rig.extensionId)})`);
  await page.close();
  await rig.page.bringToFront();
}

/** Waits until the extension runs again, and its scripts are in the open pages. */
async function untilBack(rig: Rig): Promise<void> {
  for (let looks = 0; looks < 100 && !(await rig.isWorkerRunning()); looks += 1) await rig.page.waitForTimeout(100);
  await rig.untilReady();
  await rig.page.waitForTimeout(800);
}

fault(
  {
    fault: 'The extension is replaced by a higher version under the work',
    injection: 'A higher version is written into its folder, then runtime.reload() between two clicks',
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    await onExtensionsPage(rig, () => chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true }));
    await bench.work(6);
    const manifest = path.join(rig.extension, 'manifest.json');
    const old = JSON.parse(readFileSync(manifest, 'utf8')) as object;
    writeFileSync(manifest, JSON.stringify({ ...old, version: '9.9.9' }));
    const popup = await rig.openExtensionPage('popup.html');
    await rig.page.bringToFront();
    await bench.driver.work(rig.page, 3);
    await bench.strike(async () => {
      // The page goes with the extension, so the call never answers.
      await Promise.all([
        popup.waitForEvent('close'),
        popup.evaluate(() => chrome.runtime.reload()).catch(() => undefined),
      ]);
      await untilBack(rig);
    });
    await bench.driver.work(rig.page, 4);
  },
);

fault(
  {
    fault: 'The extension is switched off under the work, and on again',
    injection: 'developerPrivate.updateExtensionConfiguration, as the switch on chrome://extensions',
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    await bench.work(6);
    await bench.strike(async () => {
      await onExtensionsPage(rig, (extensionId) =>
        chrome.developerPrivate.updateExtensionConfiguration({ extensionId, enabled: false }),
      );
      await rig.page.waitForTimeout(500);
      await onExtensionsPage(rig, (extensionId) =>
        chrome.developerPrivate.updateExtensionConfiguration({ extensionId, enabled: true }),
      );
      await untilBack(rig);
    });
    await bench.driver.work(rig.page, 4);
  },
);

fault(
  {
    fault: 'The browser forgets every alarm of the extension',
    injection: 'alarms.clearAll() in the worker, which is then stopped',
  },
  async (bench) => {
    const { rig } = bench;
    await bench.work(6);
    const [worker] = rig.context.serviceWorkers();
    await worker?.evaluate(() => chrome.alarms.clearAll());
    await rig.stopWorker();
    await bench.driver.work(rig.page, 4);
    await bench.rest();
    const [next] = rig.context.serviceWorkers();
    const alarms = (await next?.evaluate(() => chrome.alarms.getAll())) ?? [];
    expect(alarms.map(({ name }) => name)).toContain('upload');
  },
);
