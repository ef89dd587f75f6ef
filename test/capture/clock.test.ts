import { expect, test } from 'vitest';
import { createClock } from '../../src/capture/clock.ts';

test('times of one document keep their distances while the wall clock is set by less than a second', () => {
  let wall = 1_700_000_000_000;
  const clock = createClock(
    () => wall,
    () => 5_000,
  );
  const before = clock.toEpoch(4_000);
  wall += 900;
  expect(clock.toEpoch(4_500) - before).toBe(500);
});

test('after a sleep, in which the monotonic clock stood still, times follow the wall clock', () => {
  let wall = 1_700_000_000_000;
  const clock = createClock(
    () => wall,
    () => 5_000,
  );
  expect(clock.now()).toBe(1_700_000_000_000);
  wall += 8 * 3_600_000;
  expect(clock.now()).toBe(1_700_000_000_000 + 8 * 3_600_000);
});
