// Mouse, pen and finger on the same page.
import type { Site } from '../driver.ts';
import { click, drag } from '../mouse.ts';
import { endTouch, longPress, penClick, pinch, startTouch, swipe, tap } from '../touch.ts';

export const pointers: Site = {
  name: 'pointers',
  fixture: 'pointer.html',
  async run(driver) {
    await driver.open(this.fixture);
    for (const name of ['first', 'second', 'third']) await click(driver, driver.find(name));
    await drag(driver, driver.find('pad'), driver.find('pad'), 'pointer', {
      at: [0.2, 0.2],
      drop: [0.8, 0.7],
      mayClick: true,
    });
    // Pen and finger go through Chromium's own line.
    if (!driver.isChromium) return;
    for (const name of ['first', 'second', 'third']) await penClick(driver, driver.find(name));
    await startTouch(driver);
    for (const name of ['first', 'second', 'third']) await tap(driver, driver.find(name));
    await tap(driver, driver.find('box'));
    driver.expect('change', 'tap the box', (record) => record['control'] === 'checkbox');
    await longPress(driver, driver.find('link'));
    await swipe(driver, driver.find('list'), 100);
    await pinch(driver, driver.find('pad'));
    await endTouch(driver);
  },
};
