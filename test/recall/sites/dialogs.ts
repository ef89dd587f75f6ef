// Dialogs and popovers of the page, and those of the browser.
import { expectSubmit } from '../controls.ts';
import type { Site } from '../driver.ts';
import { press } from '../keys.ts';
import { click } from '../mouse.ts';

export const dialogs: Site = {
  name: 'dialogs',
  fixture: 'dialogs.html',
  async run(driver, page) {
    const find = (name: string) => driver.find(name);
    const expectDialog = (type: string): void =>
      driver.expect('dialog', `${type} opens`, (record) => record['type'] === type);
    page.on('dialog', (dialog) => void dialog.accept());
    await driver.open(this.fixture);
    await click(driver, find('modal'));
    expectDialog('dialog');
    await click(driver, find('yes'));
    expectSubmit(driver, 'the dialog');
    await click(driver, find('modal'));
    expectDialog('dialog');
    await press(driver, 'Escape');
    await click(driver, find('modeless'));
    expectDialog('dialog');
    await click(driver, find('close'));
    await click(driver, find('popover'));
    expectDialog('popover');
    await click(driver, find('got-it'));
    await click(driver, find('alert'));
    await click(driver, find('confirm'));
    await driver.calm(200);
  },
};
