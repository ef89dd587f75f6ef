// A pause keeps its length, whatever somebody does to the clock.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf, expirePauses, pausedAt, startPause } from '../../src/control/pause.ts';
import type { ClockReading } from '../../src/control/pause-clock.ts';
import { correctPauses, createPauseClock, warnAt } from '../../src/control/pause-clock.ts';
import { NO_CONTROL } from '../../src/model/control.ts';

const NOW = new Date(2026, 10, 20, 10).getTime();
const MINUTE = 60_000;

test('however the clock is moved, a pause lasts no longer than its length and no jump goes unsaid', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 60 * MINUTE }),
      fc.integer({ min: -90 * MINUTE, max: 90 * MINUTE }),
      (minutes, waitMs, byMs) => {
        let reading: ClockReading = { wall: NOW, monotonic: 0 };
        const clock = createPauseClock(() => reading);
        const paused = startPause(NO_CONTROL, minutes, 30, NOW);
        expect(clock.check(paused)).toBeUndefined();
        reading = { wall: NOW + waitMs + byMs, monotonic: waitMs };
        const jump = clock.check(paused);
        expect(jump?.byMs).toBe(Math.abs(byMs) < 2_000 ? undefined : byMs);
        if (jump === undefined) return;
        const corrected = correctPauses(paused, jump);
        const pause = pausedAt(corrected, reading.wall);
        const leftMs = pause === undefined ? 0 : endOf(pause) - reading.wall;
        expect(waitMs + leftMs).toBeLessThanOrEqual(Math.max(waitMs, minutes * MINUTE));
        const leftByWall = paused.pauses[0] === undefined ? 0 : endOf(paused.pauses[0]) - reading.wall;
        expect(leftMs).toBe(Math.max(0, Math.min(minutes * MINUTE - waitMs, leftByWall)));
      },
    ),
  );
});

test('a pause that lies in the future after the clock was set back is over, and does not begin again', () => {
  const paused = startPause(NO_CONTROL, 10, 30, NOW);
  const { state, ends } = expirePauses(paused, NOW - 60 * MINUTE);
  expect(ends).toEqual([NOW - 60 * MINUTE]);
  for (const at of [NOW - 60 * MINUTE, NOW, NOW + MINUTE]) expect(pausedAt(state, at)).toBeUndefined();
});

test('the end of a pause is announced a minute before, and not where the pause is shorter', () => {
  expect(warnAt(startPause(NO_CONTROL, 10, 30, NOW), NOW)).toBe(NOW + 9 * MINUTE);
  expect(warnAt(startPause(NO_CONTROL, 1, 30, NOW), NOW)).toBeUndefined();
  expect(warnAt(NO_CONTROL, NOW)).toBeUndefined();
});
