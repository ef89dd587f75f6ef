// The policy doctor in the built extension: what it tells IT and the people recorded, in light and dark, and what it copies for support.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';

const SECRET = 'token-of-nobody';

test('the doctor names what is wrong, is readable for all, and copies a report without a value', async () => {
  const rig = await Rig.open({
    policy: { pauseMaxMinutes: 90, enrolmentToken: SECRET, contactEmail: 'erika@example.com', colour: 'red' },
  });
  try {
    const popup = await rig.openExtensionPage('popup.html');
    await expect(popup.getByText('pauseMaxMinutes')).toBeVisible();
    await expect(popup.getByRole('link', { name: 'Policy details' })).toHaveAttribute('href', '/policy.html');
    const page = await rig.openExtensionPage('policy.html');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Policy on this device');
    const wrong = page.getByRole('table', { name: 'Keys that need attention' });
    await expect(wrong.getByRole('row', { name: /pauseMaxMinutes refused/ })).toContainText('at most 30');
    await expect(wrong.getByRole('row', { name: /colour unknown/ })).toBeVisible();
    const rest = page.getByRole('table', { name: 'All other keys' });
    await expect(rest.getByRole('row', { name: /^sites set/ })).toContainText(rig.site);
    await expect(rest.getByRole('row', { name: /^holdMinutes set/ })).toBeVisible();
    await expect(page.getByText(SECRET)).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect((await new AxeBuilder({ page }).analyze()).violations, colorScheme).toEqual([]);
      await page.screenshot({ path: test.info().outputPath(`doctor-${colorScheme}.png`), fullPage: true });
    }
    await rig.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Copy report for support' }).click();
    await expect(page.getByText('Copied.')).toBeVisible();
    const report = await page.evaluate(() => navigator.clipboard.readText());
    expect(report).toMatch(/^Showhow \d+\.\d+\.\d+, Chrome\/\d+\npolicy: not taken, from packaged, schema 1 /);
    expect(report).toContain('refused: pauseMaxMinutes');
    for (const value of [SECRET, 'erika', rig.site]) expect(report).not.toContain(value);
  } finally {
    await rig.close();
  }
});
