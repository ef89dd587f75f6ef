// Clicks of every kind, and pages that react to the press before the click.
import { clickLabel, clickToChange } from '../controls.ts';
import type { Site } from '../driver.ts';
import { press, pressOn } from '../keys.ts';
import { click, clickPlace, expectMaybe } from '../mouse.ts';
import { spotOf } from '../spot.ts';

export const clicks: Site = {
  name: 'clicks',
  fixture: 'clicks.html',
  async run(driver) {
    const { find } = bound(driver);
    await driver.open(this.fixture);
    for (const name of ['save', 'open', 'icon', 'text', 'aria-button', 'small', 'disc', 'canvas', 'turned'])
      await click(driver, find(name));
    for (const at of [
      [0.02, 0.05],
      [0.98, 0.05],
      [0.02, 0.95],
      [0.98, 0.95],
    ] as const)
      await click(driver, find('open'), { at });
    await click(driver, find('save'), { count: 2 });
    await driver.calm(600);
    await click(driver, find('text'), { count: 3 });
    await driver.calm(600);
    for (const button of ['right', 'middle'] as const) {
      for (const name of ['save', 'icon', 'text', 'square']) {
        await click(driver, find(name), { button });
        // Linux pastes the selection with the middle button.
        if (button === 'middle')
          expectMaybe(driver, 'clipboard', 'middle click', (record) => record['action'] === 'paste');
      }
    }
    for (const modifier of ['Control', 'Shift', 'Alt', 'Meta'] as const)
      await click(driver, find('save'), { modifiers: [modifier] });
    await click(driver, find('save'), { modifiers: ['Alt', 'Shift'] });
    await click(driver, find('anchor'));
    driver.expectPage(this.fixture, 'fragment');
    await click(driver, find('summary'));
    await click(driver, find('square'));
    const image = await spotOf(driver.page.getByAltText('Map'), { at: [0.2, 0.5], isBroken: true });
    await clickPlace(driver, image, 'click an area of an image map');
    driver.expectPage(this.fixture, 'fragment');
    await clickLabel(driver, find('wrapping'), find('wrapped'), 'checkbox');
    await clickToChange(driver, find('wrapped'), 'checkbox');
    await clickLabel(driver, find('label-apart'), find('apart'), 'checkbox');
    await pressOn(driver, find('save'), 'Enter');
    await pressOn(driver, find('save'), 'Space');
    await pressOn(driver, find('summary'), 'Enter');
    await press(driver, 'Tab');
  },
};

export const reactions: Site = {
  name: 'reactions',
  fixture: 'clicks.html',
  async run(driver) {
    const { find } = bound(driver);
    await driver.open(this.fixture);
    for (const name of ['rebuilds-leaf', 'moves', 'prevents', 'stops', 'renames', 'replaced', 'replaced'])
      await click(driver, find(name));
    // The button is gone before the browser can fire a click; what the person pressed is worth a record, and the model allows one.
    await click(driver, find('vanishes-pointerdown'));
    await click(driver, find('vanishes-mousedown'));
    await click(driver, find('vanishes-click'));
    // Browsers tell nobody of a click on a disabled button.
    await click(driver, find('disabled'), { isOptional: true });
    await carryAcross(driver);
  },
};

/** Pressed on one button and let go on another: a drag, or nothing, but no click on either. */
async function carryAcross(driver: Parameters<Site['run']>[0]): Promise<void> {
  const { find } = bound(driver);
  const from = await spotOf(find('save'));
  const to = await spotOf(find('text'));
  await driver.page.mouse.move(from.x, from.y);
  await driver.page.mouse.down();
  await driver.page.mouse.move(to.x, to.y, { steps: 8 });
  await driver.page.mouse.up();
  expectMaybe(driver, 'drag', 'press on Save, let go on the text');
  expectMaybe(driver, 'click', 'press on Save, let go on the text', (record) =>
    JSON.stringify(record).includes('fieldset'),
  );
  await driver.calm();
}

function bound(driver: Parameters<Site['run']>[0]): { find: typeof driver.find } {
  return { find: (testId, scope) => driver.find(testId, scope) };
}
