import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LeaveFacts, LeaveRules } from '../../src/upload/quota.ts';
import { dailyBytes, leaveFactsOf, localDay, mayLeave } from '../../src/upload/quota.ts';

const NOON = new Date(2026, 10, 20, 12).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RULES: LeaveRules = {
  collectorUrl: 'https://c.example',
  holdMinutes: 15,
  quotaMBPerDay: 10,
  uploadEveryMinutes: 15,
  uploadOnMetered: false,
  uploadMinBatteryPercent: 30,
};
const FACTS: LeaveFacts = {
  newestAt: NOON - 15 * MINUTE,
  size: 100_000,
  notBefore: 0,
  spentBytes: 0,
  device: { isOnline: true, isMetered: false, battery: { level01: 0.9, isCharging: false } },
};
const with_ = (change: Partial<LeaveFacts>): LeaveFacts => ({ ...FACTS, ...change });
const device = (change: Partial<LeaveFacts['device']>): LeaveFacts => with_({ device: { ...FACTS.device, ...change } });

test('a segment leaves when its newest record is out of the hold window and no back-off runs', () => {
  expect(mayLeave(FACTS, RULES, NOON)).toEqual({ kind: 'now' });
  expect(mayLeave(with_({ newestAt: FACTS.newestAt + 1 }), RULES, NOON)).toEqual({
    kind: 'later',
    at: NOON + 1,
    reason: 'hold',
  });
  expect(mayLeave(with_({ notBefore: NOON + 7, notBeforeReason: 'revoked' }), RULES, NOON)).toEqual({
    kind: 'later',
    at: NOON + 7,
    reason: 'revoked',
  });
});

test.each([
  ['offline', device({ isOnline: false })],
  ['metered', device({ isMetered: true })],
  ['battery', device({ battery: { level01: 0.29, isCharging: false } })],
] as const)('%s: it waits for the next round', (reason, facts) => {
  expect(mayLeave(facts, RULES, NOON)).toEqual({ kind: 'later', at: NOON + 15 * MINUTE, reason });
});

test('policy may allow metered networks, and a charging or unknown battery is no reason to wait', () => {
  expect(mayLeave(device({ isMetered: true }), { ...RULES, uploadOnMetered: true }, NOON)).toEqual({ kind: 'now' });
  expect(mayLeave(device({ battery: { level01: 0.1, isCharging: true } }), RULES, NOON)).toEqual({ kind: 'now' });
  expect(mayLeave(device({ battery: undefined }), RULES, NOON)).toEqual({ kind: 'now' });
});

test('where the browser tells neither network nor battery the budget is half', () => {
  const unknown = { isOnline: true, isMetered: undefined, battery: undefined };
  expect(dailyBytes(RULES, unknown)).toBe(5_000_000);
  expect(dailyBytes(RULES, FACTS.device)).toBe(10_000_000);
  expect(dailyBytes(RULES, { ...unknown, isMetered: false })).toBe(10_000_000);
});

test('a quarter of the budget may leave at once, the rest evenly over the day, and never more than the budget', () => {
  const midnight = new Date(2026, 10, 20).getTime();
  const early = with_({ newestAt: 0 });
  expect(mayLeave({ ...early, spentBytes: 2_400_000 }, RULES, midnight)).toEqual({ kind: 'now' });
  expect(mayLeave({ ...early, spentBytes: 6_150_000 }, RULES, midnight)).toEqual({
    kind: 'later',
    at: midnight + 12 * HOUR,
    reason: 'budget',
  });
  expect(mayLeave({ ...early, spentBytes: 6_150_000 }, RULES, NOON)).toEqual({ kind: 'now' });
  expect(mayLeave({ ...early, spentBytes: 9_950_000 }, RULES, NOON)).toEqual({
    kind: 'later',
    at: midnight + 24 * HOUR,
    reason: 'budget',
  });
});

test('whatever is asked and whenever: a day never sends more than its budget, and no answer lies in the past', () => {
  const asks = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 24 * 60 - 1 }), size: fc.integer({ min: 1, max: 600_000 }) }),
    { maxLength: 80 },
  );
  const midnight = new Date(2026, 10, 20).getTime();
  void fc.assert(
    fc.property(asks, (day) => {
      let spentBytes = 0;
      for (const { at, size } of day.toSorted((a, b) => a.at - b.at)) {
        const now = midnight + at * MINUTE;
        const leave = mayLeave(with_({ newestAt: 0, size, spentBytes }), RULES, now);
        if (leave.kind === 'now') spentBytes += size;
        if (leave.kind === 'later') expect(leave.at).toBeGreaterThan(now);
      }
      expect(spentBytes).toBeLessThanOrEqual(10_000_000);
    }),
  );
});

test('what was spent yesterday does not count today', () => {
  const spent = { day: localDay(NOON - 24 * HOUR), bytes: 9_000_000 };
  expect(leaveFactsOf({ notBefore: 0, spent }, NOON).spentBytes).toBe(0);
  expect(leaveFactsOf({ notBefore: 0, spent: { ...spent, day: '2026-11-20' } }, NOON).spentBytes).toBe(9_000_000);
});
