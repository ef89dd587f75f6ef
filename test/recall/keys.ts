// Keyboard: bursts of typing, command keys, clipboard, composition.
import type { Locator } from '@playwright/test';
import { toLengthBucket } from '../../src/model/bucket.ts';
import type { Line } from '../e2e/session-files.ts';
import type { Driver } from './driver.ts';
import type { Sighting } from './expected.ts';
import { part } from './expected.ts';
import { click } from './mouse.ts';
import { spotOf } from './spot.ts';

export interface BurstWays {
  /** Nothing may be told of what was typed. */
  readonly isProtected?: boolean;
  /** How many characters were taken back. */
  readonly deleted?: number;
  readonly isPasted?: boolean;
  readonly isOptional?: boolean;
  readonly sighting?: Sighting;
}

/** Clicks into a field and types; the burst ends when the field is left. */
export async function typeInto(driver: Driver, field: Locator, text: string, ways: BurstWays = {}): Promise<void> {
  await click(driver, field, { isVeiled: ways.isProtected ?? false });
  const { sighting } = await spotOf(field);
  await typeHere(driver, text, `${field}`, { ...ways, sighting });
}

/** Types where the focus is. */
export async function typeHere(driver: Driver, text: string, where: string, ways: BurstWays = {}): Promise<void> {
  await driver.page.keyboard.type(text, { delay: 12 });
  expectBurst(driver, text.length, where, ways);
}

/** Notes one burst of so many characters. */
export function expectBurst(driver: Driver, inserted: number, where: string, ways: BurstWays = {}): void {
  const { isProtected = false, deleted = 0, isPasted = false } = ways;
  const check = (record: Line): boolean => {
    if (isProtected) return part(record, 'field', 'mode') === 'protected' && record['inserted'] === undefined;
    return (
      record['inserted'] === toLengthBucket(inserted) &&
      (record['deleted'] ?? '0') === toLengthBucket(deleted) &&
      (record['pasted'] === true) === isPasted
    );
  };
  const facts = {
    isOptional: ways.isOptional ?? false,
    ...(ways.sighting !== undefined && { sighting: ways.sighting }),
  };
  driver.expect('typing', `type ${inserted} characters (${deleted} back) into ${where}`, check, facts);
}

/** Presses a command key or a shortcut such as `Control+a`, and notes it. */
export async function press(driver: Driver, combination: string): Promise<void> {
  await driver.page.keyboard.press(combination);
  expectKey(driver, combination);
  await driver.calm(20);
}

/** Presses without a word to the log: where the file may not tell (arrows in a field). */
export async function pressSilently(driver: Driver, combination: string, times = 1): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) {
    await driver.page.keyboard.press(combination);
    await driver.calm(15);
  }
}

function expectKey(driver: Driver, combination: string): void {
  const parts = combination.split('+');
  const key = parts.pop() ?? '';
  const modifiers = parts.toSorted();
  const check = (record: Line): boolean =>
    String(record['key']).toLowerCase() === key.toLowerCase() &&
    String(part(record, 'modifiers') ?? []) === String(modifiers);
  driver.expect('key', `press ${combination}`, check);
}

/** Presses a key on a focused control that makes it click: Enter or Space. */
export async function pressOn(driver: Driver, control: Locator, key: 'Enter' | 'Space'): Promise<void> {
  const { sighting } = await spotOf(control);
  await control.focus();
  await driver.page.keyboard.press(key);
  if (key === 'Enter') expectKey(driver, 'Enter');
  const check = (record: Line): boolean => record['by'] === 'keyboard' && record['point'] === undefined;
  driver.expect('click', `${key} on ${control}`, check, { sighting });
  await driver.calm();
}

/** Copy, cut or paste by its shortcut: the key and what it did. */
export async function clip(driver: Driver, action: 'copy' | 'cut' | 'paste'): Promise<void> {
  await press(driver, `Control+${{ copy: 'c', cut: 'x', paste: 'v' }[action]}`);
  driver.expect('clipboard', action, (record) => record['action'] === action);
}

/** Composes a text step by step as an input method does, and commits it. */
export async function compose(driver: Driver, steps: readonly string[], commit: string): Promise<void> {
  const cdp = await driver.cdp();
  for (const text of steps) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await driver.calm(30);
  }
  await cdp.send('Input.insertText', { text: commit });
}
