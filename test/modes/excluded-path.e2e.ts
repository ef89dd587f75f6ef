// A page that changes its address without a load into a part of the site that is taken out, and back again.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';

test('on an excluded path of a listed site nothing is recorded, however the page came there, and the file says so', async () => {
  const rig = await Rig.open({
    fixtures: path.join(ROOT, 'test/fixtures/modes'),
    rules: (site) => ({ sites: [`${site}/*`], excludedSites: [`${site}/hr/*`] }),
  });
  try {
    const { page, site } = rig;
    await page.goto(`${site}/single.html`);
    await rig.untilLetIn(1);
    await page.click('#hr');
    await page.click('#delete');
    await page.click('#back');
    await page.click('#hr');
    // The page's last word is answered and old by now: the next press is told.
    await page.waitForTimeout(6_000);
    await page.click('#delete');
    await page.waitForTimeout(1_000);
    await page.click('#back');
    await page.click('#back');
    await page.waitForTimeout(1_500);
    const [session] = await rig.finish();
    const records = session?.records ?? [];
    const names = records.flatMap(({ kind, target }) =>
      kind === 'click' ? [(target as { name: { text: string } }).name.text] : [],
    );
    expect(names).toEqual(['Open', 'Open', 'Back']);
    const urls = records.flatMap(({ kind, url }) => (kind === 'page' ? [url] : []));
    expect(new Set(urls)).toEqual(new Set([`${site}/single.html`]));
    expect(records.filter(({ kind }) => kind === 'gap')).toMatchObject([{ reason: 'unlisted' }]);
  } finally {
    await rig.close();
  }
});
