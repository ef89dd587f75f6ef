// How often one install may ask: a bucket of requests that fills again with time. Each collector counts for itself.

export interface Rate {
  readonly perMinute: number;
  /** Requests that may come at once after a rest. */
  readonly burst: number;
}

/** Segments wait on the device for 15 minutes and more: whoever asks more often than this has a fault. */
export const DEFAULT_RATE: Rate = { perMinute: 120, burst: 240 };

/** Installs remembered at most; who was forgotten starts with a full bucket. */
const INSTALLS_MAX = 100_000;

/** Takes one request of an install; answers seconds to wait where there were too many, else undefined. */
export function createRateLimit({ perMinute, burst }: Rate, now: () => number) {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = perMinute / 60_000;
  return (install: string): number | undefined => {
    const at = now();
    const bucket = buckets.get(install) ?? { left: burst, at };
    const left = Math.min(burst, bucket.left + Math.max(0, at - bucket.at) * perMs);
    const isAllowed = left >= 1;
    // Set anew, so that the map's order is that of the last request.
    buckets.delete(install);
    buckets.set(install, { left: isAllowed ? left - 1 : left, at });
    const oldest = buckets.size > INSTALLS_MAX ? buckets.keys().next().value : undefined;
    if (oldest !== undefined) buckets.delete(oldest);
    return isAllowed ? undefined : Math.max(1, Math.ceil((1 - left) / perMs / 1_000));
  };
}
