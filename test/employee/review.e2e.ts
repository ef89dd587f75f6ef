// The review page on real work: each record a sentence, taken back for good, with a receipt; and a copy of everything.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { Rig } from '../e2e/rig.ts';
import { policyWith } from './policy-with.ts';

test('work is read in sentences, taken back after a question with counts, and the file says so', async () => {
  const rig = await Rig.open({ policy: policyWith({ holdMinutes: 15 }) });
  try {
    await rig.untilReady();
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.waitForTimeout(600);
    await rig.page.getByTestId('sort-customer').click();
    await rig.page.locator('#search').click();
    await rig.page.keyboard.type('Snorkelwick', { delay: 20 });
    await rig.page.keyboard.press('Enter');
    await rig.page.waitForTimeout(1_300);

    const review = await rig.openExtensionPage('review.html');
    const list = review.getByRole('listbox');
    await expect(list).toContainText('Clicked the button “Customer” on 127.0.0.1');
    await expect(list).toContainText('Typed about 9–16 characters in a masked field');
    await expect(list).toContainText(/leaves in 1[45] minutes/);
    const [download] = await Promise.all([
      review.waitForEvent('download'),
      review.getByRole('button', { name: 'Save a copy of everything' }).click(),
    ]);
    const copy = unzipSync(readFileSync(await download.path()));
    expect(Object.keys(copy)).toEqual([expect.stringMatching(/^sessions\/showhow-.*\.jsonl\.gz$/), 'requests.json']);

    await review.getByRole('button', { name: /^This site/ }).click();
    await expect(review.getByRole('dialog')).toContainText(/Records that go: \d+/);
    await review.getByRole('button', { name: 'Take back', exact: true }).click();
    await expect(review.getByText(/^Taken back\. Records: \d+\.$/)).toBeVisible();
    await expect(list).not.toContainText('Customer');
    await expect(list).toContainText('You took back what was here');

    const notice = await rig.openExtensionPage('welcome.html');
    await notice.getByText(/^Recordings taken back/).click();
    await expect(notice.locator('pre')).toContainText('"selection": "site"');
  } finally {
    await rig.close();
  }
});
