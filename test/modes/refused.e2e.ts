// A rule that the browser cannot read: its pages are not recorded, others are.
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import { readLiveSinks } from '../e2e/sinks.ts';

test('a site with a rule whose selector the browser refuses is not recorded', async () => {
  const rig = await Rig.open({
    fixtures: path.join(ROOT, 'test/fixtures/modes'),
    rules: (site) => ({
      sites: [`${site}/*`, `${site.replace('127.0.0.1', 'localhost')}/*`],
      // Balanced, so that only a browser can tell.
      fieldRules: [{ match: `${site}/*`, selector: 'input:no-such-state', mode: 'masked' }],
    }),
  });
  try {
    const { page, site } = rig;
    for (const origin of [site, site.replace('127.0.0.1', 'localhost')]) {
      await page.goto(`${origin}/form.html`);
      await page.click('#unlisted');
      await page.keyboard.type('pelican');
      await page.click('#done');
    }
    await expect
      .poll(async () => (await readLiveSinks(rig))['IndexedDB rows'].includes('"kind":"typing"'), { timeout: 15_000 })
      .toBe(true);
    const [session] = await rig.finish();
    const urls = session?.records.filter(({ kind }) => kind === 'page').map(({ url }) => url);
    expect(urls).toEqual([`${site.replace('127.0.0.1', 'localhost')}/form.html`]);
    expect(session?.records.filter(({ kind }) => kind === 'typing')).toHaveLength(1);
  } finally {
    await rig.close();
  }
});
