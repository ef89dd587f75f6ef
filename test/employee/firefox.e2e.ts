// The real popup and pages in real Firefox, end to end: read the notice, work, pause, look, narrow the hours, ask, take back.
import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { FirefoxRig } from '../e2e/firefox-rig.ts';
import { policyWith } from './policy-with.ts';

/** What the page reads; nothing while it is being loaded. */
function textOf(page: Page): Promise<string> {
  return page.evaluate(() => document.body.textContent ?? '').catch(() => '');
}

/** Puppeteer is not told that a page of an extension has loaded: what it reads tells. */
async function loadAgain(page: Page): Promise<void> {
  await page.evaluate(() => location.reload()).catch(() => undefined);
}

/** Waits until the page reads so; what it read at last is in the failure. */
async function untilReads(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => textOf(page), { timeout: 20_000 }).toMatch(words);
}

/** Presses the first button or link whose name begins so, with the mouse. */
async function press(page: Page, name: string): Promise<void> {
  const element = await page.waitForSelector(
    `::-p-xpath(//*[self::button or self::a or self::label][starts-with(normalize-space(.), "${name}")])`,
  );
  await element?.click();
}

test('from the notice to taking back: every page works in Firefox', async () => {
  const rig = await FirefoxRig.open({
    policy: policyWith({
      noticeVersion: '2026-11',
      requireAcknowledgement: true,
      orgName: 'Nordwind',
      holdMinutes: 15,
    }),
  });
  try {
    const notice = await rig.openExtensionPage('welcome.html');
    await untilReads(notice, /Nordwind uses Showhow/);
    await press(notice, 'I have read this');
    await untilReads(notice, /You confirmed this notice/);
    await rig.untilRegistered();

    await rig.page.bringToFront();
    await rig.page.goto(`${rig.site}/index.html`);
    await (await rig.page.waitForSelector('[data-testid=sort-customer]'))?.click();
    await rig.page.click('#search');
    await rig.page.keyboard.type('Snorkelwick', { delay: 20 });
    await rig.page.keyboard.press('Enter');

    const review = await rig.openExtensionPage('review.html');
    await expect
      .poll(
        async () => {
          await loadAgain(review);
          await untilReads(review, /Shown: |Nothing is recorded on this device/);
          return textOf(review);
        },
        { timeout: 60_000, intervals: [1_000] },
      )
      .toMatch(/Clicked the button “Customer” on 127\.0\.0\.1[\s\S]*Typed about 9–16 characters in a masked field/);

    const popup = await rig.openExtensionPage('popup.html');
    await press(popup, '15 minutes');
    await untilReads(popup, /Paused[\s\S]*Time left: 15 minutes/);
    await press(popup, 'Resume now');
    await untilReads(popup, /Pause recording for/);

    const requests = await rig.openExtensionPage('requests.html?site=desk.example');
    await untilReads(requests, /Ask for an exemption/);
    await press(requests, 'Sensitive work');
    await press(requests, 'Ask');
    await untilReads(requests, /Your requests[\s\S]*Sensitive work: desk\.example/);

    const settings = await rig.openExtensionPage('settings.html');
    await untilReads(settings, /Set by Nordwind/);
    await press(settings, 'Record me only at these times');
    await press(settings, 'Save these hours');
    await untilReads(settings, /Saved\. It holds from now on\./);

    await review.bringToFront();
    await press(review, 'Everything');
    await untilReads(review, /Records that go: \d+/);
    await press(review, 'Take back');
    await untilReads(review, /Taken back\. Records: \d+\./);
    await untilReads(review, /You took back what was here/);
    expect(await textOf(review)).not.toContain('Customer');
    await notice.bringToFront();
    await loadAgain(notice);
    await untilReads(notice, /Recordings taken back/);
  } finally {
    await rig.close();
  }
});
