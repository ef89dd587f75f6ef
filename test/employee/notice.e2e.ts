// The notice through the real page: it opens by itself, and where policy asks for it nothing is recorded before it was confirmed.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';
import { policyWith } from './policy-with.ts';
import { untilPage } from './until-page.ts';

test('nothing is recorded before the notice was confirmed; after it work is, and a receipt is there to keep', async () => {
  const rig = await Rig.open({
    policy: policyWith({ noticeVersion: '2026-11', requireAcknowledgement: true, orgName: 'Nordwind' }),
  });
  try {
    await rig.untilReady();
    const notice = await untilPage(rig, 'welcome.html');
    await expect(notice.getByRole('heading', { level: 1 })).toHaveText(/what is recorded/i);
    await expect(notice.getByText(rig.site.replace('http://', ''), { exact: true })).toBeVisible();
    await rig.page.bringToFront();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(500);

    await notice.bringToFront();
    await notice.getByRole('button', { name: 'I have read this' }).click();
    await expect(notice.getByText(/You confirmed this notice/)).toBeVisible();
    await notice.getByText(/^Notice confirmed/).click();
    await expect(notice.locator('pre')).toContainText('dpv:DataProcessingRecord');
    const [download] = await Promise.all([
      notice.waitForEvent('download'),
      notice.getByRole('button', { name: /^Download/ }).click(),
    ]);
    const receipt: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(receipt).toMatchObject({ privacy_notice: { 'dct:hasVersion': '2026-11' } });

    await rig.page.bringToFront();
    await rig.page.waitForTimeout(600);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.waitForTimeout(1_300);
    const sessions = await rig.finish();
    const clicks = sessions.flatMap(({ records }) => records.filter(({ kind }) => kind === 'click'));
    expect(clicks).toHaveLength(1);
    expect(sessions.map(({ text }) => text).join()).not.toContain('pii_principal_id');
  } finally {
    await rig.close();
  }
});
