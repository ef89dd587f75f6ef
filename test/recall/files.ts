// Files from the disk: chosen in the browser's dialog, or dragged in from outside.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type { Driver } from './driver.ts';
import { part } from './expected.ts';
import { click, isAt } from './mouse.ts';
import { spotOf } from './spot.ts';

/** Chooses files in an input's dialog: the click on it, and the change. */
export async function chooseFiles(driver: Driver, input: Locator, names: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    driver.page.waitForEvent('filechooser'),
    click(driver, input, { at: [0.2, 0.5] }),
  ]);
  // From the disk: files handed over as bytes come with events that no browser made.
  await withFiles(names, (files) => chooser.setFiles(files));
  driver.expect(
    'change',
    `choose ${names.length} files`,
    (record) => record['control'] === 'file' && record['files'] === names.length,
  );
  await driver.calm();
}

/** Drags files in from outside the browser and drops them on an element. Only Chromium's own line can do that. */
export async function dropFiles(driver: Driver, to: Locator, names: readonly string[]): Promise<void> {
  if (!driver.isChromium) return;
  const spot = await spotOf(to);
  const { x, y } = spot;
  const cdp = await driver.cdp();
  await withFiles(names, async (files) => {
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await cdp.send('Input.dispatchDragEvent', { type, x, y, data });
    await driver.calm();
  });
  driver.expect(
    'drag',
    `${names.length} files from outside to ${to}`,
    (record) =>
      record['by'] === 'html' &&
      record['from'] === undefined &&
      isAt(part(record, 'to', 'point'), spot) &&
      JSON.stringify(record['items']) === JSON.stringify([{ type: 'Files', count: names.length }]),
  );
}

async function withFiles(names: readonly string[], use: (files: string[]) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chosen-'));
  const files = names.map((name) => path.join(folder, name));
  for (const file of files) writeFileSync(file, 'text');
  await use(files);
  rmSync(folder, { recursive: true });
}
