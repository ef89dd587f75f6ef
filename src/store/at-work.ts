// Whether a person is at work: on disk, so that the next start knows whether the last run can have lost something. Worker.
import { BATCH_MAX_AGE_MS, BURST_IDLE_MS } from '../model/limit.ts';
import type { Database, DocFacts } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * Without a sign for this long nobody is at work: every gesture and burst of typing has closed (a burst within
 * `BURST_IDLE_MS`), and what it left is on disk.
 */
export const REST_AFTER_MS: number = BURST_IDLE_MS + 1_000;

/** Signs of life, as the disk has them. Times in ms since 1970. */
export interface Signs {
  readonly docs: readonly Pick<DocFacts, 'lastAt' | 'isHidden' | 'workedAt'>[];
  /** When all was quiet last. */
  readonly restedAt?: number | undefined;
}

/** Somebody works in a document, at this time (ms since 1970). */
export async function noteWork(db: Database, doc: string, at: number): Promise<void> {
  // Relaxed: written up to twice a second while somebody types, and worth nothing after the machine's death.
  const tx = db.idb.transaction('docs', 'readwrite', { durability: 'relaxed' });
  const row = await tx.store.get(doc);
  if (row !== undefined) await tx.store.put({ ...row, workedAt: Math.max(row.workedAt ?? at, at) });
  await tx.done;
}

/** Nobody works any more: nothing is on its way, whatever happens to the browser now. */
export async function noteRest(db: Database, now: number): Promise<void> {
  const tx = db.idb.transaction('meta', 'readwrite', { durability: 'relaxed' });
  await writeMeta(tx.store, 'restedAt', now);
  await tx.done;
}

/** True while somebody works, or did when the last worker died. */
export async function isAtWork(db: Database): Promise<boolean> {
  const tx = db.idb.transaction(['docs', 'meta']);
  const docs = await tx.objectStore('docs').getAll();
  return areAtWork({ docs, restedAt: await readMeta(tx.objectStore('meta'), 'restedAt') });
}

/** True when somebody worked, since all was quiet last, in a document that did not say goodbye after. */
export function areAtWork({ docs, restedAt = 0 }: Signs): boolean {
  return docs.some((doc) => isOpen(doc) && doc.workedAt !== undefined && doc.workedAt > restedAt);
}

/** Up to when all that happened in open documents is here: only what is newer can be on its way. Undefined when none is open. */
export function seenUntil({ docs }: Pick<Signs, 'docs'>): number | undefined {
  const open = docs.filter(isOpen);
  // What was done just before a sign waits in the page for the next batch.
  const times = open.map(({ lastAt = 0, workedAt = 0 }) => Math.max(lastAt, workedAt - BATCH_MAX_AGE_MS));
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** A document that has recorded and did not say goodbye. */
export function isOpen({ lastAt, isHidden }: Pick<DocFacts, 'lastAt' | 'isHidden'>): boolean {
  return lastAt !== undefined && isHidden !== true;
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
