// Whether a person is at work: on disk, so that the next start knows whether the last run can have lost something. Worker.
import { BURST_IDLE_MS } from '../model/limit.ts';
import type { Database } from './database.ts';
import type { MetaWriter } from './meta.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * Without a sign for this long nobody is at work: every gesture and burst of typing has closed (a burst within
 * `BURST_IDLE_MS`), and what it left is on disk.
 */
export const REST_AFTER_MS: number = BURST_IDLE_MS + 1_000;

/** A page showed that somebody works in it, at this time (ms since 1970). */
export async function noteWork(db: Database, at: number): Promise<void> {
  // Relaxed: written up to twice a second while somebody types, and worth nothing after the machine's death.
  const tx = db.transaction('meta', 'readwrite', { durability: 'relaxed' });
  await markWork(tx.store, at);
  await tx.done;
}

/** The same inside a transaction. Signs may come out of order. */
export async function markWork(meta: MetaWriter, at: number): Promise<void> {
  const before = await readMeta(meta, 'workedAt');
  if (before === undefined || before < at) await writeMeta(meta, 'workedAt', at);
}

/** Nobody works any more: nothing is on its way, whatever happens to the browser now. */
export async function noteRest(db: Database): Promise<void> {
  const tx = db.transaction('meta', 'readwrite', { durability: 'relaxed' });
  await writeMeta(tx.store, 'workedAt', undefined);
  await tx.done;
}

/** True while somebody works, or did when the last worker died. */
export async function isAtWork(db: Database): Promise<boolean> {
  return (await readMeta(db.transaction('meta').store, 'workedAt')) !== undefined;
}

/**
 * Calls `rest` once after the last sign. The one timer of the worker: it runs only behind work that was just done, and
 * the browser keeps a worker far longer than that after its last event.
 */
export function createRestTimer(rest: () => void): { readonly touch: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    touch: () => {
      clearTimeout(timer);
      timer = setTimeout(rest, REST_AFTER_MS);
    },
  };
}
