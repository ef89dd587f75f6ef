import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { isInHours, nextHoursChange, tryParseHours } from '../../src/control/capture-hours.ts';
import { runs } from '../effort.ts';

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

const RULES = ['Mo-Fr 08:00-18:00', 'Sa 22:00-06:00', 'We 06:30-07:45', 'Su 00:00-24:00', 'Su 18:00-24:00'];
/** Edges in the hours that clock changes leave out or repeat, at the edges of those, and around them. */
const NIGHTS = ['Su 01:00-02:30', 'Su 02:15-02:45', 'Su 02:00-03:00', 'Su 02:30-04:00', 'Sa 22:00-01:30'];
const STEP_MS = 15 * 60_000;

/** What is wrong with the next change, looked at every quarter of an hour: no rule here begins or ends in between. */
function faultsOf(rules: readonly string[], now: number): string[] {
  const told = nextHoursChange(rules, new Date(now));
  const isOpen = isInHours(rules, new Date(now));
  let at = now - (now % STEP_MS) + STEP_MS;
  while (isInHours(rules, new Date(at)) === isOpen && at < now + 14 * 24 * 3_600_000) at += STEP_MS;
  const turns = isInHours(rules, new Date(at)) === isOpen ? undefined : at;
  return told === turns
    ? []
    : [`${rules} at ${new Date(now)}: ${told && new Date(told)}, not ${turns && new Date(turns)}`];
}

test('between now and the next change the answer stays the same, and there it turns', () => {
  const rules = fc.subarray(RULES, { minLength: 1 });
  fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: 7 * 24 * 60 * 60 }), (set, seconds) => {
      expect(faultsOf(set, on(0, 0).getTime() + seconds * 1_000)).toEqual([]);
    }),
  );
});

describe('around a clock change', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  // The instant of each change. Lord Howe Island moves its clocks by half an hour.
  test.each([
    ['Europe/Berlin', 'back', '2026-10-25T01:00Z', 60],
    ['Europe/Berlin', 'on', '2027-03-28T01:00Z', -60],
    ['Australia/Lord_Howe', 'back', '2027-04-03T15:00Z', 30],
    ['Australia/Lord_Howe', 'on', '2026-10-03T15:30Z', -30],
  ])('in %s, clocks put %s: the next change lies ahead, where the answer turns', (zone, _way, instant, minutes) => {
    process.env['TZ'] = zone;
    const change = Date.parse(instant);
    const shift = new Date(change).getTimezoneOffset() - new Date(change - 1).getTimezoneOffset();
    expect(shift, 'the clock of the test changes there').toBe(minutes);
    const rules = fc.subarray([...RULES, ...NIGHTS], { minLength: 1 });
    fc.assert(
      fc.property(rules, fc.integer({ min: -5 * 3_600, max: 5 * 3_600 }), (set, seconds) => {
        expect(faultsOf(set, change + seconds * 1_000)).toEqual([]);
      }),
      runs(100),
    );
    for (const rule of NIGHTS)
      for (let minute = -120; minute <= 120; minute += 15)
        expect(faultsOf([rule], change + minute * 60_000)).toEqual([]);
  });
});
