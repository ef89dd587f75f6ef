// Form controls: what changes when they are used.
import type { Locator } from '@playwright/test';
import type { Line } from '../e2e/session-files.ts';
import type { Driver, Facts } from './driver.ts';
import type { Sighting } from './expected.ts';
import { part } from './expected.ts';
import type { ClickWays } from './mouse.ts';
import { click } from './mouse.ts';
import { spotOf } from './spot.ts';

export type Control = 'select' | 'checkbox' | 'radio' | 'slider' | 'date' | 'colour' | 'file' | 'other';

/** Notes a change of a control. */
export function expectChange(driver: Driver, control: Control, where: string, facts: Facts = {}): void {
  // Two controls of one kind are told apart by what they are, where that is known.
  const isSame = (record: Line): boolean => {
    const box = part(record, 'target', 'box');
    const left = facts.sighting?.box[0];
    return left === undefined || !Array.isArray(box) || Math.abs(Number(box[0]) - left) <= 1.5;
  };
  driver.expect(
    'change',
    `change ${control} ${where}`,
    (record) => record['control'] === control && isSame(record),
    facts,
  );
}

/** Clicks a control that changes by it. */
export async function clickToChange(
  driver: Driver,
  locator: Locator,
  control: Control,
  ways: ClickWays = {},
): Promise<void> {
  const { sighting } = await spotOf(locator);
  await click(driver, locator, ways);
  expectChange(driver, control, `${locator}`, { sighting });
}

/** Clicks a label: its own click, the one that it passes on, and the change of its control. */
export async function clickLabel(driver: Driver, label: Locator, input: Locator, control: Control): Promise<void> {
  const { sighting } = await spotOf(input);
  await click(driver, label, { at: [0.85, 0.5] });
  driver.expect('click', `passed on by ${label}`, (record) => record['by'] === 'label', { sighting });
  expectChange(driver, control, `${input}`, { sighting });
}

/** Notes the submission of a form. */
export function expectSubmit(driver: Driver, where: string): void {
  driver.expect('submit', `submit ${where}`, (record) => part(record, 'target', 'tag') === 'form');
}

/** What a locator sees now. */
export async function see(locator: Locator): Promise<Sighting> {
  return (await spotOf(locator)).sighting;
}
