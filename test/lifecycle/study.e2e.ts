// Study mode: no policy anywhere. The person switches a site on, hands over a file by hand, and nothing leaves by itself.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { CLI } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';

async function press(popup: Page, name: RegExp, role: 'button' | 'switch' = 'button'): Promise<void> {
  // In a tab behind the page it speaks of: nothing is painted there that could be clicked.
  await popup.getByRole(role, { name }).evaluate((control) => (control as HTMLElement).click());
}

async function save(rig: Rig, popup: Page, name: string): Promise<string> {
  const [download] = await Promise.all([popup.waitForEvent('download'), press(popup, /save/i)]);
  expect(download.suggestedFilename()).toMatch(/\.jsonl\.gz$/);
  const file = path.join(rig.folder, name);
  await download.saveAs(file);
  return file;
}

const clicksIn = (file: string): number =>
  gunzipSync(readFileSync(file)).toString('utf8').split('"kind":"click"').length - 1;

test('a person records a site for themselves, saves a sound session file, and nothing is sent anywhere', async () => {
  const rig = await Rig.open({ policy: null });
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    const popup = await rig.openExtensionPage('popup.html');
    await rig.page.bringToFront();
    await popup.reload();
    const site = popup.getByRole('switch');
    await expect(site).not.toBeChecked();
    await rig.page.getByTestId('sort-customer').click();
    await press(popup, /./, 'switch');
    await expect(site).toBeChecked();
    await rig.page.waitForTimeout(600);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.locator('#search').click();
    await rig.page.waitForTimeout(1_300);

    const file = await save(rig, popup, 'one.jsonl.gz');
    expect(clicksIn(file)).toBe(2);
    expect(execFileSync(process.execPath, [CLI, 'verify', file], { encoding: 'utf8' })).toMatch(/sound/);

    await press(popup, /./, 'switch');
    await expect(site).not.toBeChecked();
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    expect(clicksIn(await save(rig, popup, 'two.jsonl.gz'))).toBe(2);
    await rig.quit();
    expect(rig.sessions()).toEqual([]);
  } finally {
    await rig.close();
  }
});
