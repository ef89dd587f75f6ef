// The same in Firefox, in short: enrolled, signed and encrypted work in a closed collector, read by age.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { CLOSED, ENROLMENT_TOKEN, eventually, makeAgeKey, readWithAge, showhow } from '../e2e/closed-collector.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';

test('in Firefox, too, work reaches a closed collector encrypted, is sound, and can be taken back @long', async () => {
  const { folder, identity, recipient } = makeAgeKey();
  const policy = { enrolmentToken: ENROLMENT_TOKEN, recipients: [recipient] };
  const rig = await FirefoxRig.open({ policy, collector: { env: CLOSED } });
  const kinds = () => readWithAge(rig.store, identity).map(({ kind }) => kind);
  try {
    await rig.untilRegistered();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.click('[data-testid="sort-customer"]');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await rig.quit();
    await rig.launch();
    await eventually.poll(() => kinds().at(-1)).toBe('end');
    const review = await rig.openExtensionPage('review.html');
    const reads = (): Promise<string> => review.evaluate(() => document.body.textContent ?? '').catch(() => '');
    await eventually.poll(reads).toMatch(/Sent today\s*[1-9][\d.]* k?B of 5 MB allowed/);
    expect(await reads()).toMatch(/Sent in the last 7 days\s*[1-9][\d.]* k?B of 35 MB allowed/);
    const press = async (name: string): Promise<void> => {
      await (await review.waitForSelector(`::-p-xpath(//button[normalize-space(.)="${name}"])`))?.click();
    };
    expect(kinds().filter((kind) => kind === 'click')).toHaveLength(1);
    expect(readdirSync(path.join(rig.store, 'installs'))).toHaveLength(1);
    expect(showhow('verify', rig.store, '--identity', identity)).toMatch(/^sound: session/);
    await press('Everything');
    await press('Take back');
    await eventually.poll(reads).toMatch(/Deleted at the server: .*gone with them: 1 more\./);
    expect(readdirSync(path.join(rig.store, 'tombstones'))).toHaveLength(1);
  } finally {
    await rig.close();
    rmSync(folder, { recursive: true });
  }
});
