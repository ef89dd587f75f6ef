// What arrived on each day, and how it was answered: counted in memory and now and then written down, once for all collectors.
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { BlobStore } from './blob-store.ts';
import { jsonBlob } from './blob-store.ts';

const FOLDER = 'counts/';

const counts = z.object({
  segments: z.number(),
  bytes: z.number(),
  /** Requests by status of the answer. */
  answers: z.record(z.string(), z.number()),
});
/** Sums over all installs. */
export type Counts = z.infer<typeof counts>;

export interface DayCounter {
  readonly stored: (sizeBytes: number) => void;
  readonly answered: (status: number) => void;
  /** Writes down what was counted since the last time. */
  readonly flush: () => Promise<void>;
}

/** Counts for one collector. A collector that is killed loses what it counted since the last flush; segments are not touched by that. */
export function createDayCounter(store: BlobStore, now: () => number): DayCounter {
  let days = new Map<string, Counts>();
  const today = () => {
    const day = new Date(now()).toISOString().slice(0, 10);
    const found = days.get(day) ?? { segments: 0, bytes: 0, answers: {} };
    days.set(day, found);
    return found;
  };
  return {
    stored: (sizeBytes) => {
      const found = today();
      found.segments += 1;
      found.bytes += sizeBytes;
    },
    answered: (status) => {
      const { answers } = today();
      answers[status] = (answers[status] ?? 0) + 1;
    },
    flush: async () => {
      const written = days;
      days = new Map();
      for (const [day, found] of written)
        await store.putIfAbsent(`${FOLDER}day=${day}/${now()}-${randomUUID()}.json`, jsonBlob(found));
    },
  };
}

/** The sum over all collectors for one day (`2026-03-04`, UTC). */
export async function readCounts(store: BlobStore, day: string): Promise<Counts> {
  const sum: Counts = { segments: 0, bytes: 0, answers: {} };
  for await (const { key } of store.list(`${FOLDER}day=${day}/`)) {
    const bytes = await store.get(key);
    if (bytes === undefined) continue;
    const part = counts.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    sum.segments += part.segments;
    sum.bytes += part.bytes;
    for (const [status, count] of Object.entries(part.answers))
      sum.answers[status] = (sum.answers[status] ?? 0) + count;
  }
  return sum;
}
