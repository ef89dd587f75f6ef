import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, expirePauses, PAUSE_KEEP_MS, pausedAt, resumePause, startPause } from '../../src/control/pause.ts';
import { NO_CONTROL } from '../../src/model/control.ts';

const MINUTE = 60_000;
const NOW = 1_790_000_000_000;

test('a pause lasts as asked, up to what policy allows and never over thirty minutes', () => {
  const asked = fc.double({ min: -5, max: 1e6 });
  void fc.assert(
    fc.property(asked, fc.integer({ min: 1, max: 60 }), (minutes, policyMax) => {
      const [pause] = startPause(NO_CONTROL, minutes, policyMax, NOW).pauses;
      const length = ((pause?.until ?? 0) - NOW) / MINUTE;
      expect(length).toBeGreaterThanOrEqual(1);
      expect(length).toBeLessThanOrEqual(Math.min(policyMax, 30));
    }),
  );
  expect(startPause(NO_CONTROL, 5, 30, NOW).pauses).toEqual([{ from: NOW, until: NOW + 5 * MINUTE }]);
});

test('a time lies in a pause from the press until the resume, not after', () => {
  const state = resumePause(startPause(NO_CONTROL, 10, 30, NOW), NOW + MINUTE);
  expect(pausedAt(state, NOW - 1)).toBeUndefined();
  expect(pausedAt(state, NOW)).toBeDefined();
  expect(pausedAt(state, NOW + MINUTE - 1)).toBeDefined();
  expect(pausedAt(state, NOW + MINUTE)).toBeUndefined();
});

test('a pause ends by itself', () => {
  const state = startPause(NO_CONTROL, 10, 30, NOW);
  expect(pausedAt(state, NOW + 10 * MINUTE - 1)).toBeDefined();
  expect(pausedAt(state, NOW + 10 * MINUTE)).toBeUndefined();
});

test('pressing again during a pause starts a new one, without a moment between', () => {
  const state = startPause(startPause(NO_CONTROL, 10, 30, NOW), 5, 30, NOW + MINUTE);
  expect(state.pauses.map(endOf)).toEqual([NOW + MINUTE, NOW + 6 * MINUTE]);
  for (let at = NOW; at < NOW + 6 * MINUTE; at += 1_000) expect(pausedAt(state, at)).toBeDefined();
});

test('pauses of the last day are kept for late batches, older ones go', () => {
  const old = startPause(NO_CONTROL, 10, 30, NOW);
  expect(resumePause(old, NOW + PAUSE_KEEP_MS).pauses).toHaveLength(1);
  expect(resumePause(old, NOW + PAUSE_KEEP_MS + 11 * MINUTE).pauses).toHaveLength(0);
});

test('the end of a pause is told once', () => {
  const first = expirePauses(startPause(NO_CONTROL, 10, 30, NOW), NOW + 11 * MINUTE);
  expect(first.ends).toEqual([NOW + 10 * MINUTE]);
  expect(expirePauses(first.state, NOW + 12 * MINUTE).ends).toEqual([]);
});

test('resuming twice, or without a pause, changes nothing', () => {
  expect(resumePause(NO_CONTROL, NOW)).toEqual(NO_CONTROL);
  const once = resumePause(startPause(NO_CONTROL, 10, 30, NOW), NOW + MINUTE);
  expect(resumePause(once, NOW + 2 * MINUTE)).toEqual(once);
});
