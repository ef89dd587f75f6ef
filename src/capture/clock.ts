// Epoch time from the document's monotonic clock, so that a change of the wall clock does not tear a path apart.

/** Drift from which the wall clock is believed again: a sleeping machine stops the monotonic clock (w3c/hr-time#115). */
const DRIFT_MAX_MS = 1_000;

export interface Clock {
  /** ms since 1970 of an event's `timeStamp` (or of `performance.now()`). */
  toEpoch(timeStamp: number): number;
  /** ms since 1970, now. */
  now(): number;
}

/** `wallMs` is `Date.now`, `monotonicMs` is `performance.now`. */
export function createClock(wallMs: () => number, monotonicMs: () => number): Clock {
  let anchor = wallMs() - monotonicMs();
  const toEpoch = (timeStamp: number): number => {
    const current = wallMs() - monotonicMs();
    if (Math.abs(current - anchor) > DRIFT_MAX_MS) anchor = current;
    return Math.round(anchor + timeStamp);
  };
  return { toEpoch, now: () => toEpoch(monotonicMs()) };
}
