// Pairs what was expected with what stands in the file: as many pairs as there can be, and in order where the choice is free.

/** `pairs[i]` is the index of the record that expectation `i` got; undefined for none. */
export type Pairs = readonly (number | undefined)[];

/**
 * Largest set of pairs between `lefts` and `rights` where `fits` holds; earlier lefts get earlier rights where that costs no pair.
 * A right that one left has is never taken away from all: lefts that come first stay paired.
 */
export function pair<L, R>(lefts: readonly L[], rights: readonly R[], fits: (left: L, right: R) => boolean): Pairs {
  const options = lefts.map((left) => rights.flatMap((right, index) => (fits(left, right) ? [index] : [])));
  const holder = new Map<number, number>();
  const place = (left: number, tried: Set<number>): boolean => {
    for (const right of options[left] ?? []) {
      if (tried.has(right)) continue;
      tried.add(right);
      const rival = holder.get(right);
      if (rival !== undefined && !place(rival, tried)) continue;
      holder.set(right, left);
      return true;
    }
    return false;
  };
  for (const left of lefts.keys()) place(left, new Set());
  const pairs: (number | undefined)[] = lefts.map(() => undefined);
  for (const [right, left] of holder) pairs[left] = right;
  return untangle(pairs, options);
}

/** Swaps two pairs that cross where both would fit the other way round, until none is left. */
function untangle(pairs: (number | undefined)[], options: readonly (readonly number[])[]): Pairs {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (let first = 0; first < pairs.length; first += 1) {
      for (let second = first + 1; second < pairs.length; second += 1) {
        const [a, b] = [pairs[first], pairs[second]];
        if (
          a === undefined ||
          b === undefined ||
          a < b ||
          !options[first]?.includes(b) ||
          !options[second]?.includes(a)
        )
          continue;
        pairs[first] = b;
        pairs[second] = a;
        isDone = false;
      }
    }
  }
  return pairs;
}
