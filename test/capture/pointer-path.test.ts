import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sample } from '../../src/capture/pointer-path.ts';
import { PointerPath } from '../../src/capture/pointer-path.ts';

const sum = (column: readonly number[]) => column.reduce((total, step) => total + step, 0);

/** A mouse that moves right and down, one sample each `gapMs`. */
function samples(count: number, gapMs: number): Sample[] {
  return Array.from({ length: count }, (_, i) => ({ timeMs: 1_000 + i * gapMs, x: i, y: i / 2, buttons: 0 }));
}

function toEvent(from: readonly Sample[], pointerHz: number) {
  const path = new PointerPath('mouse', pointerHz);
  for (const sample of from) path.add(sample);
  return path.toEvent();
}

test('a path of nothing is no event', () => {
  expect(new PointerPath('mouse', 60).toEvent()).toBeUndefined();
});

test('at 125 a second every sample of a 125 Hz mouse is kept, jitter included', () => {
  const jittered = samples(100, 8).map((sample, i) => ({ ...sample, timeMs: sample.timeMs + (i % 3) - 1 }));
  expect(toEvent(jittered, 125)?.dt).toHaveLength(99);
});

test('a mouse of 1000 Hz is thinned to the rate that is allowed, no more and no less', () => {
  const event = toEvent(samples(1_000, 1), 60);
  expect((event?.dt.length ?? 0) + 1).toBeGreaterThanOrEqual(59);
  expect((event?.dt.length ?? 0) + 1).toBeLessThanOrEqual(62);
});

test('a mouse that is slower than allowed is told as it is', () => {
  expect(toEvent(samples(20, 25), 60)?.dt).toEqual(Array.from({ length: 19 }, () => 25));
});

test('where a path ends is kept, even when its last sample came too soon', () => {
  const event = toEvent(samples(4, 1), 10);
  expect(event).toMatchObject({ x: 0, y: 0, dt: [3], dx: [3], dy: [2] });
});

test('a press where the pointer rests stays in its place; a path that comes back to it does not', () => {
  const resting = new PointerPath('mouse', 10);
  const moving = new PointerPath('mouse', 10);
  for (const path of [resting, moving]) path.add({ timeMs: 0, x: 4.4, y: 7, buttons: 1 });
  resting.add({ timeMs: 1, x: 4, y: 6.6, buttons: 1 });
  for (const x of [9, 4]) moving.add({ timeMs: 200 + x, x, y: 7, buttons: 1 });
  expect(resting.isAt(4, 7)).toBe(true);
  expect(resting.isAt(5, 7)).toBe(false);
  expect(moving.isAt(4, 7)).toBe(false);
});

test('a change of buttons is kept at any rate, and only changes are told', () => {
  const path = samples(6, 1).map((sample, i) => ({ ...sample, buttons: i === 2 || i === 3 ? 1 : 0 }));
  expect(toEvent(path, 10)?.buttons).toEqual([
    [1, 1],
    [2, 0],
  ]);
  expect(toEvent(samples(6, 20), 60)?.buttons).toBeUndefined();
});

test('columns add up to where and when the path ended, whatever the fractions', () => {
  const sample = fc.record({
    gap: fc.double({ min: 0, max: 99, noNaN: true }),
    x: fc.double({ min: -500, max: 5_000, noNaN: true }),
    y: fc.double({ min: -500, max: 5_000, noNaN: true }),
    buttons: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(sample, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 125 }), (steps, hz) => {
      let timeMs = 10;
      const path = steps.map(({ gap, ...place }) => {
        timeMs += gap;
        return { ...place, timeMs };
      });
      const event = toEvent(path, hz);
      const end = path.at(-1);
      if (event === undefined || end === undefined) throw new Error('no path');
      expect(event.x + sum(event.dx)).toBe(Math.round(end.x) + 0);
      expect(event.y + sum(event.dy)).toBe(Math.round(end.y) + 0);
      expect(sum(event.dt)).toBe(Math.round(end.timeMs - (path[0]?.timeMs ?? 0)));
      expect(event.dt.every((step) => step >= 0 && Number.isInteger(step))).toBe(true);
      expect(new Set([event.dt.length, event.dx.length, event.dy.length]).size).toBe(1);
    }),
  );
});
