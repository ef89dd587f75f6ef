// How many of the actions are usable steps, and what the others lack.
import type { Tally } from '../tally.ts';
import { addTo, toTally } from '../tally.ts';
import type { Lack, Reduced } from './action.ts';

export interface Yield {
  /** Actions that are no waits. */
  readonly steps: number;
  /** Those that lack nothing. */
  readonly usableSteps: number;
  /** `usableSteps` divided by `steps`, to four digits; null where there are none. */
  readonly yield: number | null;
  /** How often each thing is lacking, most frequent first. */
  readonly lacks: Tally;
}

/** Counts up what a reducer gives. */
export function createYieldCount() {
  const lacks = new Map<Lack, number>();
  let steps = 0;
  let usableSteps = 0;
  return {
    add: (piece: Reduced): void => {
      if (piece.kind !== 'action' || piece.action.kind === 'wait') return;
      steps++;
      if (piece.action.lacks.length === 0) usableSteps++;
      for (const lack of piece.action.lacks) addTo(lacks, lack, 1);
    },
    counted: (): Yield => ({
      steps,
      usableSteps,
      yield: yieldOf(usableSteps, steps),
      lacks: toTally(lacks),
    }),
  };
}

/** To four digits; null where there are no steps. */
export function yieldOf(usableSteps: number, steps: number): number | null {
  return steps === 0 ? null : Math.round((usableSteps / steps) * 10_000) / 10_000;
}
