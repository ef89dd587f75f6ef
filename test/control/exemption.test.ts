// Exemptions: off from the moment of asking, ended by a decision or by themselves, judged by when something happened.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  applyAnswer,
  askExemption,
  exemptionAt,
  expireExemptions,
  holdsBack,
  moveExemption,
  nextExemptionChange,
} from '../../src/control/exemption.ts';
import { answerGate, nextGateChange } from '../../src/control/gate.ts';
import type { ControlState } from '../../src/model/control.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import type { Exemption, ExemptionState, ExemptionWish } from '../../src/model/exemption.ts';
import { EXEMPTION_STATES } from '../../src/model/exemption.ts';
import { ruled, SITE } from './facts.ts';

const NOW = new Date(2026, 10, 20, 10).getTime();
const DAY = 24 * 60 * 60_000;
const RULES = { maxDays: 90, offWhilePending: true };
const SITES: ExemptionWish = {
  category: 'sensitive',
  scope: { kind: 'sites', sites: ['*://desk.example/*'] },
  until: NOW + 10 * DAY,
};
const ALL: ExemptionWish = { ...SITES, scope: { kind: 'everything' } };

const ask = (wish: ExemptionWish, rules = RULES): Exemption =>
  askExemption(wish, rules, { id: 'x', via: 'collector', now: NOW });
const withOne = (one: Exemption): ControlState => ({ ...NO_CONTROL, policySeen: true, exemptions: [one] });
const gateOf = (one: Exemption, at: number, url = SITE) =>
  answerGate(ruled({}, { control: withOne(one) }), { url, topUrl: url, at });

test('from the moment of asking nothing is recorded in the scope, and what happened before counts as before', () => {
  expect(gateOf(ask(SITES), NOW)).toEqual({ state: 'exempt', until: NOW + 10 * DAY, isPending: true });
  expect(gateOf(ask(SITES), NOW - 1)).toEqual({ state: 'capturing' });
  expect(gateOf(ask(SITES), NOW, 'https://eu.shop.example/orders/1')).toEqual({ state: 'capturing' });
  expect(gateOf(ask(ALL), NOW, 'https://eu.shop.example/orders/1')).toMatchObject({ state: 'exempt' });
});

test('where policy says so, recording goes on until somebody decides', () => {
  const asked = ask(ALL, { maxDays: 90, offWhilePending: false });
  expect(gateOf(asked, NOW + DAY)).toEqual({ state: 'capturing' });
  const approved = moveExemption(asked, 'approved', NOW + DAY);
  expect(gateOf(approved, NOW + DAY)).toEqual({ state: 'exempt', until: NOW + 10 * DAY, isPending: false });
  expect(gateOf(approved, NOW + DAY - 1)).toEqual({ state: 'capturing' });
});

test('a request that is denied or taken back ends at once, and late records of its time stay out', () => {
  for (const end of ['denied', 'withdrawn'] as const) {
    const over = moveExemption(ask(ALL), end, NOW + DAY);
    expect(gateOf(over, NOW + DAY)).toEqual({ state: 'capturing' });
    expect(gateOf(over, NOW + DAY - 1)).toMatchObject({ state: 'exempt' });
  }
});

test('an approved exemption applies by itself, as decided, and ends by itself', () => {
  const answer = { id: 'x', state: 'approved', until: new Date(NOW + 2 * DAY).toISOString(), decidedBy: 'IT' } as const;
  const approved = applyAnswer(ask(SITES), answer, NOW + DAY);
  expect(approved).toMatchObject({ state: 'approved', decidedBy: 'IT', dates: { draft: NOW, approved: NOW + DAY } });
  expect(gateOf(approved, NOW + 2 * DAY - 1)).toMatchObject({ state: 'exempt', isPending: false });
  expect(gateOf(approved, NOW + 2 * DAY)).toEqual({ state: 'capturing' });
  expect(nextGateChange(ruled({}, { control: withOne(approved) }), NOW + DAY)).toBe(NOW + 2 * DAY);
  const [expired] = expireExemptions([approved], NOW + 3 * DAY);
  expect(expired).toMatchObject({ state: 'expired', dates: { expired: NOW + 2 * DAY } });
});

test('approved as hold: recording goes on, and nothing leaves over metered networks', () => {
  const held = applyAnswer(ask(ALL), { id: 'x', state: 'approved', hold: true }, NOW + DAY);
  expect(gateOf(held, NOW + DAY)).toEqual({ state: 'capturing' });
  expect(holdsBack(withOne(held), NOW + DAY)).toBe(true);
  expect(holdsBack(withOne(held), NOW + 11 * DAY)).toBe(false);
});

test('a collector that never had the request gets it again', () => {
  const sent = moveExemption(ask(SITES), 'sent', NOW + 1);
  expect(applyAnswer(sent, { id: 'x', state: 'unknown' }, NOW + DAY).state).toBe('draft');
});

test('nobody is exempt for longer than policy allows', () => {
  expect(ask({ ...ALL, until: NOW + 500 * DAY }).until).toBe(NOW + 90 * DAY);
});

test('whatever comes in whatever order, what is over stays over and records nothing less than it should', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...EXEMPTION_STATES), fc.integer({ min: 1, max: DAY })), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(steps, (moves) => {
      let now = NOW;
      let one = ask(ALL);
      let over: ExemptionState | undefined;
      for (const [state, wait] of moves) {
        now += wait;
        one = moveExemption(one, state, now);
        over ??= ['denied', 'expired', 'withdrawn'].includes(one.state) ? one.state : undefined;
      }
      expect(one.off.filter(({ to }) => to === undefined).length).toBeLessThanOrEqual(1);
      if (over === undefined) return;
      expect(one.state).toBe(over);
      expect(exemptionAt(withOne(one), [SITE], now)).toBeUndefined();
      expect(nextExemptionChange(withOne(one), now)).toBeUndefined();
    }),
  );
});
