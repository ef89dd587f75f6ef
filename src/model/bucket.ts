// Lengths and durations as buckets: the only form in which they are ever recorded.
import type { DurationBucket, LengthBucket } from './safe.ts';

/** Bucket of a count of characters (or of corrections). */
export function toLengthBucket(count: number): LengthBucket {
  if (count <= 0) return '0';
  if (count <= 4) return '1-4';
  if (count <= 8) return '5-8';
  if (count <= 16) return '9-16';
  if (count <= 32) return '17-32';
  if (count <= 64) return '33-64';
  return count <= 256 ? '65-256' : '257+';
}

/** Bucket of a duration in ms. */
export function toDurationBucket(ms: number): DurationBucket {
  if (ms < 1_000) return '0-1';
  if (ms < 3_000) return '1-3';
  if (ms < 10_000) return '3-10';
  if (ms < 30_000) return '10-30';
  return ms < 120_000 ? '30-120' : '120+';
}
