// Elements in open, closed, nested, late and declared shadow roots.
import { clickToChange, expectChange } from '../controls.ts';
import type { Driver, Site } from '../driver.ts';
import { expectBurst, pressSilently, typeInto } from '../keys.ts';
import { click, clickPlace, wheel } from '../mouse.ts';

export const shadows: Site = {
  name: 'shadows',
  fixture: 'shadow.html',
  async run(driver) {
    await driver.open(this.fixture);
    await driver.page.waitForFunction(() => document.querySelector('late-box')?.shadowRoot !== null);
    for (const name of ['open', 'late']) await workIn(driver, name);
    await click(driver, driver.find('slotted'));
    await click(driver, driver.find('declared'));
    await inClosed(driver);
  },
};

async function workIn(driver: Driver, name: string): Promise<void> {
  const find = (part: string) => driver.find(`${name}-${part}`);
  await click(driver, find('button'));
  await typeInto(driver, find('note'), 'some words');
  await clickToChange(driver, find('check'), 'checkbox');
  await find('select').focus();
  await pressSilently(driver, 'ArrowDown');
  expectChange(driver, 'select', name);
  await wheel(driver, find('list'), { y: 150 });
}

/** A closed root opens to no script of ours: found by its place alone. */
async function inClosed(driver: Driver): Promise<void> {
  const box = await driver.find('closed-host').boundingBox();
  if (box === null) throw new Error('closed host is not shown');
  const button = { x: Math.round(box.x + 40), y: Math.round(box.y + 18) };
  await clickPlace(driver, button, 'button in a closed root');
  await driver.page.keyboard.press('Tab');
  driver.expect('key', 'Tab in a closed root', (record) => record['key'] === 'Tab');
  await driver.page.keyboard.type('some words', { delay: 12 });
  expectBurst(driver, 10, 'a field in a closed root');
  await driver.page.keyboard.press('Tab');
  driver.expect('key', 'Tab in a closed root', (record) => record['key'] === 'Tab');
  await driver.page.keyboard.press('Space');
  driver.expect('click', 'Space on a box in a closed root', (record) => record['by'] === 'keyboard');
  expectChange(driver, 'checkbox', 'in a closed root');
  await driver.calm();
}
