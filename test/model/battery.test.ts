import { expect, test } from 'vitest';
import { isBatteryLow, parseBattery, pointerHzOf } from '../../src/model/battery.ts';

const RULES = { pointerHz: 60, uploadMinBatteryPercent: 30 };
const low = { level01: 0.29, isCharging: false };

test('a battery is low below the policy, while it runs down', () => {
  expect(isBatteryLow(low, RULES)).toBe(true);
  expect(isBatteryLow({ ...low, level01: 0.3 }, RULES)).toBe(false);
  expect(isBatteryLow({ ...low, isCharging: true }, RULES)).toBe(false);
  expect(isBatteryLow(low, { uploadMinBatteryPercent: 0 })).toBe(false);
});

test('a battery of which nobody tells is not low', () => {
  expect(isBatteryLow(undefined, RULES)).toBe(false);
  expect(pointerHzOf(RULES, undefined)).toBe(60);
});

test('while it is low the pointer is sampled at 20 Hz, and never finer than policy allows', () => {
  expect(pointerHzOf(RULES, low)).toBe(20);
  expect(pointerHzOf({ ...RULES, pointerHz: 125 }, low)).toBe(20);
  expect(pointerHzOf({ ...RULES, pointerHz: 10 }, low)).toBe(10);
});

test('without a policy its defaults hold', () => {
  expect(pointerHzOf(undefined, low)).toBe(20);
  expect(pointerHzOf(undefined, { ...low, level01: 0.3 })).toBe(60);
});

test.each([
  undefined,
  null,
  0.5,
  {},
  { level01: 0.5 },
  { level01: 1.5, isCharging: true },
  { level01: '1', isCharging: true },
])('%j is no battery', (raw) => expect(parseBattery(raw)).toBeUndefined());

test('what the document tells is a battery', () => {
  expect(parseBattery({ ...low, more: 1 })).toEqual(low);
});
