// Hours that a person sets for themselves narrow what policy allows, and never widen it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInHours } from '../../src/control/capture-hours.ts';
import { answerGate } from '../../src/control/gate.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import { ruled, SITE } from './facts.ts';

const WEEK_START = new Date(2026, 10, 16).getTime();
const WEEK_MINUTES = 7 * 24 * 60;

const hour = fc.integer({ min: 0, max: 23 }).map((value) => `${String(value).padStart(2, '0')}:00`);
const rule = fc
  .tuple(fc.subarray(['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'], { minLength: 1 }), hour, hour)
  .filter(([, from, to]) => from !== to)
  .map(([days, from, to]) => `${days.join(',')} ${from}-${to}`);
const rules = fc.array(rule, { maxLength: 2 });

const stateAt = (at: number, captureHours: readonly string[], ownHours: readonly string[]): string =>
  answerGate(ruled({ captureHours: [...captureHours] }, { control: { ...NO_CONTROL, policySeen: true, ownHours } }), {
    url: SITE,
    topUrl: SITE,
    at,
  }).state;

test('whatever the person sets, nothing is recorded that policy would not have recorded', () => {
  fc.assert(
    fc.property(rules, rules, fc.integer({ min: 0, max: WEEK_MINUTES - 1 }), (policy, own, minute) => {
      const at = WEEK_START + minute * 60_000;
      const both = stateAt(at, policy, own);
      // Recorded exactly where both allow it.
      const isAllowed = isInHours(policy, new Date(at)) && isInHours(own, new Date(at));
      expect(both === 'capturing').toBe(isAllowed);
    }),
  );
});

test('outside of their own hours the person is told that it is their own', () => {
  const evening = new Date(2026, 10, 20, 17, 30).getTime();
  const facts = ruled(
    { captureHours: ['Mo-Fr 08:00-18:00'] },
    { control: { ...NO_CONTROL, policySeen: true, ownHours: ['Mo-Fr 09:00-17:00'] } },
  );
  expect(answerGate(facts, { url: SITE, topUrl: SITE, at: evening })).toEqual({ state: 'hours', own: true });
});
