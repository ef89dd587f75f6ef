// A profile that was copied, as images of machines are, and is started twice: two installs from then on, and nothing arrives twice.
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { launchChromium, untilReady } from '../../src/dev/launch.ts';
import { CLOSED, ENROLMENT_TOKEN, eventually, makeAgeKey, readWithAge, showhow } from '../e2e/closed-collector.ts';
import { Rig } from '../e2e/rig.ts';

/** The button is clicked, and the click is on its way to the disk. */
async function work(page: Page, site: string, button: string): Promise<void> {
  await page.goto(`${site}/index.html`);
  await page.getByTestId(button).click();
  await page.waitForTimeout(1_300);
}

async function launchCopy(rig: Rig, folder: string): Promise<BrowserContext> {
  const context = await launchChromium({ extension: rig.extension, folder, headless: true, onlyLoopback: true });
  await untilReady(context);
  return context;
}

test('of a copied profile each copy goes on by itself, and what both hold arrives once @long', async () => {
  const { folder, identity, recipient } = makeAgeKey();
  const policy = { enrolmentToken: ENROLMENT_TOKEN, recipients: [recipient] };
  const rig = await Rig.open({ policy, collector: { env: CLOSED } });
  const copy = path.join(rig.folder, 'copy');
  const lines = () => readWithAge(rig.store, identity);
  const ends = () => lines().filter(({ kind }) => kind === 'end').length;
  try {
    await work(rig.page, rig.site, 'sort-customer');
    await rig.quit();
    cpSync(path.join(rig.folder, 'profile'), path.join(copy, 'profile'), { recursive: true });

    // Both run at once, and both want to send the end of the same session.
    await rig.launch();
    await rig.untilSent();
    const first = await launchCopy(rig, copy);
    await eventually.poll(() => rig.requests.some(({ status }) => status === 409)).toBe(true);
    await work(first.pages()[0] ?? (await first.newPage()), rig.site, 'sort-priority');
    await work(rig.page, rig.site, 'sort-customer');
    await first.close();
    await rig.quit();
    await rig.launch();
    const second = await launchCopy(rig, copy);
    await eventually.poll(ends).toBe(3);
    await second.close();

    expect(showhow('verify', rig.store, '--identity', identity)).not.toContain('FAULT');
    const clicks = lines().filter(({ kind }) => kind === 'click');
    expect(clicks).toHaveLength(3);
    const heads = lines().filter(({ kind, n }) => kind === 'segment' && n === 0);
    expect(new Set(heads.map(({ participant }) => participant)).size).toBe(2);
    expect(lines().filter(({ kind, reason }) => kind === 'gap' && reason === 'lost')).toHaveLength(1);
    expect(readdirSync(path.join(rig.store, 'installs'))).toHaveLength(2);
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
});
