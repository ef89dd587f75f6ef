// Counts by name, with a bound on how many names a hostile file can make us hold.

/** Counts by name. */
export type Tally = Record<string, number>;

const NAMES_MAX = 1_000;
const OTHERS = '(others)';

/** Adds to the count of a name; after 1,000 names, new ones are counted together as `(others)`. */
export function addTo(tally: Map<string, number>, name: string, count: number): void {
  const key = tally.has(name) || tally.size < NAMES_MAX ? name : OTHERS;
  tally.set(key, (tally.get(key) ?? 0) + count);
}

/** The counts as a plain object, most frequent first. */
export function toTally(counts: ReadonlyMap<string, number>): Tally {
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
