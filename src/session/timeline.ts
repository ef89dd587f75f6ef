// How records lie in time, in a fixed number of equal stretches, without knowing beforehand how long the session is.

/** Counts per stretch of `stretchMs`, from the start of the session on. */
export interface Timeline {
  readonly stretchMs: number;
  readonly counts: readonly number[];
}

/** A running timeline of at most `stretches` stretches: when the time runs over, two neighbours become one. */
export function createTimeline(stretches: number) {
  let stretchMs = 1_000;
  let counts: number[] = [];
  return {
    add: (t: number): void => {
      while (t >= stretchMs * stretches) {
        stretchMs *= 2;
        counts = halve(counts);
      }
      const index = Math.floor(t / stretchMs);
      while (counts.length <= index) counts.push(0);
      counts[index] = (counts[index] ?? 0) + 1;
    },
    result: (): Timeline => ({ stretchMs, counts }),
  };
}

function halve(counts: readonly number[]): number[] {
  const halved: number[] = [];
  for (let index = 0; index < counts.length; index += 2) halved.push((counts[index] ?? 0) + (counts[index + 1] ?? 0));
  return halved;
}
