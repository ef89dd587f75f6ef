// Widgets that are only said to be controls.
import type { Site } from '../driver.ts';
import { press, pressSilently, typeInto } from '../keys.ts';
import { click } from '../mouse.ts';

const CLICKED = [
  'red',
  'green',
  'switch',
  'check',
  'folder-label',
  'history',
  'overview',
  'archive',
  'cell',
  'cell-button',
];
/** The label of a tree item or menu item is its leaf. */
const LEAVES = ['folder-label'];

export const aria: Site = {
  name: 'aria',
  fixture: 'aria.html',
  async run(driver) {
    const find = (name: string) => driver.find(name);
    await driver.open(this.fixture);
    await typeInto(driver, find('combo'), 'So');
    await click(driver, find('south'));
    await press(driver, 'Escape');
    for (const name of CLICKED) await click(driver, find(name), { isLeaf: LEAVES.includes(name) });
    await find('colours').focus();
    await press(driver, 'ArrowDown');
    await find('switch').focus();
    await pressSilently(driver, 'Space');
    // A slider that is only said to be one: where it is pressed, and its arrows, tell its value.
    await click(driver, find('slider'), { isVeiled: true });
    await pressSilently(driver, 'ArrowRight');
    await click(driver, find('folder-label'), { isLeaf: true });
    await press(driver, 'Tab');
  },
};
