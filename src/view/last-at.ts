// Finds a moment among many: by halves, so that a scrub over eight hours stays quick. Pure.

/** Index of the last of `count` entries whose time is at or before `t`; -1 where all are later. Times never go back. */
export function lastAtOrBefore(count: number, timeOf: (index: number) => number, t: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(middle) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
