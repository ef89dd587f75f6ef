// The same press in every kind of frame.
import type { FrameLocator } from '@playwright/test';
import type { Site } from '../driver.ts';
import { typeInto } from '../keys.ts';
import { click } from '../mouse.ts';

const KINDS = ['same', 'cross', 'blank', 'srcdoc', 'sandboxed', 'written'] as const;

export const frames: Site = {
  name: 'frames',
  fixture: 'frames.html',
  async run(driver, page) {
    const inFrame = (name: string): FrameLocator => page.frameLocator(`[data-testid=${name}]`);
    await driver.open(this.fixture);
    // Same, sandboxed, turned: this origin. Cross: the other one.
    for (let nth = 0; nth < 4; nth += 1) driver.expectPage('frames/child.html');
    for (let nth = 0; nth < 3; nth += 1) driver.expectPage('frames/nest.html');
    driver.expect(
      'page',
      'srcdoc frame',
      (record) => record['url'] === 'about:srcdoc' && record['parent'] !== undefined,
    );
    await driver.calm(300);
    await click(driver, driver.find('top'));
    // Playwright does not find its way into a scaled frame of Firefox.
    for (const kind of driver.isChromium ? [...KINDS, 'turned'] : KINDS) {
      await click(driver, driver.find('inside', inFrame(kind)));
      await typeInto(driver, driver.find('note', inFrame(kind)), 'some words');
    }
    let nest: FrameLocator = inFrame('nested');
    for (let depth = 0; depth < 3; depth += 1) {
      await click(driver, driver.find('inside', nest));
      nest = nest.frameLocator('iframe');
    }
    await click(driver, driver.find('add'));
    driver.expectPage('frames/child.html');
    await page.locator('[data-testid=added]').scrollIntoViewIfNeeded();
    await click(driver, driver.find('inside', inFrame('added')));
    await typeInto(driver, driver.find('note', inFrame('added')), 'word');
    await click(driver, driver.find('top'));
    // The tab is closed while this is open: the frame of another site is not told.
    await typeInto(driver, driver.find('note', inFrame('cross')), 'last');
  },
};
