// How long to wait after a failure: exponential with full jitter, so that many devices do not come back at once. Pure. Worker.

const FIRST_MS = 30_000;
const MOST_MS = 60 * 60_000;

/**
 * ms until the next try after this many failures in a row (1 for the first), never less than the collector asked for.
 * `random` is in 0..1.
 */
export function backOffMs(failures: number, random: number, afterMs = 0): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.max(afterMs, Math.round(ceiling * random));
}
