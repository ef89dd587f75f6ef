// Random numbers that are the same again for the same seed. Any runtime; pure.

/** A sequence of numbers in 0..1, 1 excluded. */
export type Random = () => number;

/** Lower and upper bound of a number to be drawn. */
export type Span = readonly [low: number, high: number];

/** The sequence that belongs to a seed (mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number between the bounds, all equally likely. */
export function drawBetween(random: Random, [low, high]: Span): number {
  return low + (high - low) * random();
}

/** A number between the bounds, the middle more likely than the ends. */
export function drawNearMiddle(random: Random, span: Span): number {
  return (drawBetween(random, span) + drawBetween(random, span) + drawBetween(random, span)) / 3;
}
