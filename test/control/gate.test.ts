import { expect, test } from 'vitest';
import type { GateFacts } from '../../src/control/gate.ts';
import { answerGate, gateCounterOpen, mayStudy, nextGateChange } from '../../src/control/gate.ts';
import { startPause } from '../../src/control/pause.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import { ruled, SITE, studying } from './facts.ts';

/** A Friday at 10:00 local time. */
const AT = new Date(2026, 10, 20, 10).getTime();
const MINUTE = 60_000;
const paused = startPause({ ...NO_CONTROL, policySeen: true }, 10, 15, AT - MINUTE);

const TABLE: readonly (readonly [what: string, facts: GateFacts, state: string])[] = [
  ['a listed site under a policy', ruled(), 'capturing'],
  ['no policy on a machine that an administrator manages', studying([], 0, { installType: 'admin' }), 'waiting'],
  ['no policy and an unknown way of installing', studying([], 0, { installType: 'unknown' }), 'waiting'],
  [
    'no policy any more',
    studying(['https://desk.example'], 0, { control: { ...NO_CONTROL, policySeen: true } }),
    'waiting',
  ],
  ['a policy that was seen and is gone', ruled({}, { policy: { kind: 'awaited' } }), 'waiting'],
  ['an unreadable policy', ruled({}, { policy: { kind: 'problems', problems: [] } }), 'policy-error'],
  ['a policy without sites', ruled({ sites: [] }), 'off'],
  ['a notice that was not read', ruled({ requireAcknowledgement: true }), 'acknowledge'],
  [
    'an older notice that was read',
    ruled({ requireAcknowledgement: true }, { control: { ...NO_CONTROL, acknowledged: 'n0' } }),
    'acknowledge',
  ],
  [
    'a notice that was read',
    ruled({ requireAcknowledgement: true }, { control: { ...NO_CONTROL, acknowledged: 'n1' } }),
    'capturing',
  ],
  ['a pause', ruled({}, { control: paused }), 'paused'],
  ['a pause in study mode', studying([], 0, { control: { ...paused, policySeen: false } }), 'paused'],
  ['outside the hours', ruled({ captureHours: ['Mo-Th 08:00-18:00'] }), 'hours'],
  ['inside the hours', ruled({ captureHours: ['Mo-Th 08:00-18:00', 'Fr 08:00-12:00'] }), 'capturing'],
  ['another site', ruled({ sites: ['https://other.example/*'] }), 'site'],
  ['an excluded part of the site', ruled({ excludedSites: ['https://desk.example/tickets*'] }), 'site'],
  ['a contract elsewhere', ruled({ region: 'US' }), 'region'],
  ['a region that the policy does not list', ruled({ regions: ['FR'] }), 'region'],
  ['a region that is none', ruled({ region: 'Bavaria', regions: ['Bavaria'] }), 'region'],
  ['a device elsewhere', ruled({}, { timeZone: 'America/New_York' }), 'region'],
  ["the other region's device", ruled({ region: 'FR' }, { timeZone: 'Europe/Berlin' }), 'region'],
  ['the whole world', ruled({ region: '001', regions: ['001'] }, { timeZone: 'America/New_York' }), 'capturing'],
  ['study mode, site not switched on', studying(['https://other.example']), 'study'],
  ['study mode, site switched on', studying(['https://desk.example']), 'capturing'],
  ['a fault', ruled({}, { fault: 'disk-full' }), 'stopped'],
];

test.each(TABLE)('%s: %3$s', (_what, facts, state) => {
  expect(answerGate(facts, { url: SITE, topUrl: SITE, at: AT }).state).toBe(state);
});

test('a frame is recorded only where its own address and its page are both listed', () => {
  const other = 'https://ads.example/frame';
  expect(answerGate(ruled(), { url: other, topUrl: SITE, at: AT }).state).toBe('site');
  expect(answerGate(ruled(), { url: SITE, topUrl: other, at: AT }).state).toBe('site');
  const both = ruled({ sites: ['https://desk.example/*', 'https://ads.example/*'] });
  expect(answerGate(both, { url: other, topUrl: SITE, at: AT }).state).toBe('capturing');
});

test('an excluded part of a listed site is not recorded, nor is a frame inside it', () => {
  const excluded = 'https://desk.example/hr/reviews';
  expect(answerGate(ruled(), { url: excluded, topUrl: excluded, at: AT }).state).toBe('site');
  expect(answerGate(ruled(), { url: SITE, topUrl: excluded, at: AT }).state).toBe('site');
});

test('where people sign in nothing is recorded, whoever lists it', () => {
  const url = 'https://accounts.google.com/signin';
  expect(answerGate(ruled({ sites: ['*://*/*'] }), { url, topUrl: url, at: AT }).state).toBe('site');
  expect(answerGate(studying(['https://accounts.google.com']), { url, topUrl: url, at: AT }).state).toBe('study');
});

test('what happened before a pause, or before a site was switched on, is judged by its own time', () => {
  const question = { url: SITE, topUrl: SITE };
  expect(answerGate(ruled({}, { control: paused }), { ...question, at: AT - 2 * MINUTE }).state).toBe('capturing');
  const facts = studying(['https://desk.example'], AT);
  expect(answerGate(facts, { ...question, at: AT - 1 }).state).toBe('study');
  expect(answerGate(facts, { ...question, at: AT }).state).toBe('capturing');
});

test('study mode needs every one of its conditions', () => {
  expect(mayStudy(studying([]))).toBe(true);
  expect(mayStudy(studying([], 0, { installType: 'development' }))).toBe(true);
  expect(mayStudy(studying([], 0, { installType: 'admin' }))).toBe(false);
  expect(mayStudy(studying([], 0, { control: { ...NO_CONTROL, policySeen: true } }))).toBe(false);
  expect(mayStudy(ruled())).toBe(false);
  expect(mayStudy(studying([], 0, { policy: { kind: 'awaited' } }))).toBe(false);
});

test('pages need not even ask while nothing can be recorded', () => {
  expect(gateCounterOpen(ruled(), AT)).toBe(true);
  expect(gateCounterOpen(ruled({}, { control: paused }), AT)).toBe(false);
  expect(gateCounterOpen(ruled({ captureHours: ['Sa 08:00-09:00'] }), AT)).toBe(false);
  expect(gateCounterOpen(studying([]), AT)).toBe(false);
  expect(gateCounterOpen(studying(['https://desk.example']), AT)).toBe(true);
});

test('the gate knows when it changes by itself', () => {
  expect(nextGateChange(ruled(), AT)).toBeUndefined();
  expect(nextGateChange(ruled({}, { control: paused }), AT)).toBe(AT + 9 * MINUTE);
  expect(nextGateChange(ruled({ captureHours: ['Fr 08:00-12:00'] }), AT)).toBe(AT + 120 * MINUTE);
});
