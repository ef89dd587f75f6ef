// Form controls that hold a choice: by mouse and by keys.
import type { Locator } from '@playwright/test';
import type { Control } from '../controls.ts';
import { clickLabel, clickToChange, expectChange, see } from '../controls.ts';
import type { Driver, Site } from '../driver.ts';
import { chooseFiles } from '../files.ts';
import { pressSilently } from '../keys.ts';
import { click, expectMaybe } from '../mouse.ts';

export const changes: Site = {
  name: 'changes',
  fixture: 'changes.html',
  async run(driver, page) {
    const find = (name: string) => driver.find(name);
    await driver.open(this.fixture);
    // How many keys led to a choice would tell which it is: one stay in the list is one change.
    await byKeys(driver, find('status'), ['ArrowDown', 'd'], 'select');
    await click(driver, find('away'));
    await byKeys(driver, find('status'), ['ArrowUp'], 'select');
    await choose(driver, find('teams'), 0.15);
    await choose(driver, find('teams'), 0.6, ['Control']);
    await choose(driver, find('list'), 0.5);
    await clickToChange(driver, find('check'), 'checkbox');
    await byKeys(driver, find('check'), ['Space'], 'checkbox', { also: 'click' });
    await clickToChange(driver, find('small'), 'radio');
    await clickLabel(driver, page.locator('label', { has: find('medium') }), find('medium'), 'radio');
    await byKeys(driver, find('medium'), ['ArrowDown'], 'radio', { also: 'perhaps a click', changed: find('large') });
    await clickToChange(driver, find('volume'), 'slider', { isVeiled: true, at: [0.8, 0.5] });
    await byKeys(driver, find('volume'), ['ArrowRight'], 'slider');
    await byKeys(driver, find('day'), ['0', '3', '1', '5', '2', '0', '2', '6'], 'date', {
      also: 'perhaps more changes',
    });
    await click(driver, find('away'));
    await byKeys(driver, find('hour'), ['0', '9', '3', '0', 'a'], 'date', { also: 'perhaps more changes' });
    await click(driver, find('away'));
    await stepNumber(driver, find('number'));
    await chooseFiles(driver, find('file'), ['one.txt']);
    await chooseFiles(driver, find('files'), ['one.txt', 'two.txt']);
    await click(driver, find('away'));
  },
};

interface KeyWays {
  readonly also?: 'click' | 'perhaps a click' | 'perhaps more changes';
  /** What changes, where that is not what has the focus. */
  readonly changed?: Locator;
}

async function byKeys(
  driver: Driver,
  control: Locator,
  keys: readonly string[],
  kind: Control,
  { also, changed = control }: KeyWays = {},
): Promise<void> {
  const sighting = await see(changed);
  await control.focus();
  for (const key of keys) await pressSilently(driver, key);
  if (also === 'click')
    driver.expect('click', `Space on ${control}`, (record) => record['by'] === 'keyboard', { sighting });
  if (also === 'perhaps a click') expectMaybe(driver, 'click', 'arrow in a group of radio buttons');
  expectChange(driver, kind, `${control} by ${keys.join('')}`, { sighting });
  // A date changes with every part that makes it whole.
  if (also === 'perhaps more changes')
    for (const _ of keys) expectMaybe(driver, 'change', 'date', (record) => record['control'] === kind);
  await driver.calm();
}

async function choose(driver: Driver, list: Locator, y: number, modifiers: readonly 'Control'[] = []): Promise<void> {
  const sighting = await see(list);
  await click(driver, list, { at: [0.4, y], isVeiled: true, modifiers, isLeaf: true });
  expectChange(driver, 'select', `${list} at ${y}`, { sighting });
}

async function stepNumber(driver: Driver, field: Locator): Promise<void> {
  await click(driver, field);
  await pressSilently(driver, 'ArrowUp', 2);
  // The arrows of a number are either typing or a change.
  expectMaybe(driver, 'typing', 'arrows in a number');
  for (let nth = 0; nth < 2; nth += 1) expectMaybe(driver, 'change', 'arrows in a number');
  await driver.calm();
}
