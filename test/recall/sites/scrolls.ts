// Scrolling by wheel, key and script, of the page and of panes.
import type { Locator } from '@playwright/test';
import type { Driver, Site } from '../driver.ts';
import { pressSilently } from '../keys.ts';
import { click, expectScroll, offsetOf, wheel, wheelSilently } from '../mouse.ts';

export const scrolls: Site = {
  name: 'scrolls',
  fixture: 'scrolls.html',
  async run(driver, page) {
    const find = (name: string) => driver.find(name);
    await driver.open(this.fixture);
    await wheel(driver, page.locator('p'), { y: 900 }, true);
    await wheel(driver, find('pane'), { y: 240 });
    await wheel(driver, find('pane'), { x: 180 });
    await wheel(driver, find('smooth'), { y: 300 });
    await wheel(driver, find('virtual'), { y: 900 });
    await wheel(driver, find('virtual'), { y: 3000 });
    await wheel(driver, find('virtual'), { y: -1500 });
    await wheelSilently(driver, find('area'), 240);
    await byKey(driver, find('pane'), 'PageDown');
    await byKey(driver, find('virtual'), 'End');
    await clickToScroll(driver, find('down'), find('down'), true);
    await clickToScroll(driver, find('glide'), find('smooth'), false);
  },
};

async function byKey(driver: Driver, pane: Locator, key: string): Promise<void> {
  await click(driver, pane);
  const before = await offsetOf(pane, false);
  await pressSilently(driver, key);
  driver.expect('key', `press ${key}`, (record) => record['key'] === key);
  await expectScroll(driver, pane, before, { source: 'key', isPage: false });
}

/** What a script scrolls is told too, as `other`: an agent must know where the page stands. */
async function clickToScroll(driver: Driver, button: Locator, scrolled: Locator, isPage: boolean): Promise<void> {
  const before = await offsetOf(scrolled, isPage);
  await click(driver, button);
  await expectScroll(driver, scrolled, before, { source: 'other', isPage });
}
