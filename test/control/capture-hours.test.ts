import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInHours, nextHoursChange, tryParseHours } from '../../src/control/capture-hours.ts';

/** 2026-11-22 is a Sunday. */
const on = (day: number, hour: number, minute = 0): Date => new Date(2026, 10, 22 + day, hour, minute);

test.each([
  ['Mo-Fr 08:00-18:00', on(1, 8), true],
  ['Mo-Fr 08:00-18:00', on(1, 7, 59), false],
  ['Mo-Fr 08:00-18:00', on(5, 17, 59), true],
  ['Mo-Fr 08:00-18:00', on(5, 18), false],
  ['Mo-Fr 08:00-18:00', on(0, 12), false],
  ['Mo,We 08:00-18:00', on(2, 12), false],
  ['Mo,We 08:00-18:00', on(3, 12), true],
  ['Fr-Mo 08:00-18:00', on(0, 12), true],
  ['Fr-Mo 08:00-18:00', on(3, 12), false],
  ['Sa 22:00-06:00', on(6, 23), true],
  ['Sa 22:00-06:00', on(0, 5), true],
  ['Sa 22:00-06:00', on(0, 6), false],
  ['Mo-Su 00:00-24:00', on(4, 3), true],
])('%s at %s: %s', (rule, at, isIn) => {
  expect(isInHours([rule], at)).toBe(isIn);
});

test('no rules mean always, an unreadable rule allows nothing', () => {
  expect(isInHours([], on(0, 3))).toBe(true);
  expect(isInHours(['always'], on(0, 3))).toBe(false);
});

test.each([
  '',
  'Mo',
  'Mo 8:00-18:00',
  'Xx 08:00-18:00',
  'Mo-We-Fr 08:00-18:00',
  'Mo 25:00-26:00',
  'Mo 08:00-08:00',
  'Mo 08:60-09:00',
])('"%s" is unreadable', (rule) => {
  expect(tryParseHours(rule)).toBeUndefined();
});

test('between now and the next change the answer stays the same, and there it turns', () => {
  const rules = fc.subarray(['Mo-Fr 08:00-18:00', 'Sa 22:00-06:00', 'We 06:30-07:45', 'Su 00:00-24:00'], {
    minLength: 1,
  });
  void fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: 6 * 24 * 60 }), (set, minutes) => {
      const now = new Date(on(0, 0).getTime() + minutes * 60_000);
      const next = nextHoursChange(set, now) ?? 0;
      for (let at = now.getTime(); at < next; at += 15 * 60_000)
        expect(isInHours(set, new Date(at))).toBe(isInHours(set, now));
    }),
  );
});
