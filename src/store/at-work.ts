// Whether a person is at work: on disk, so that the next start knows whether the last run can have lost something. Worker.
import { BATCH_MAX_AGE_MS, BURST_IDLE_MS } from '../model/limit.ts';
import type { Database, DocFacts } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';

/**
 * Without a sign for this long nobody is at work: every gesture and burst of typing has closed (a burst within
 * `BURST_IDLE_MS`), and what it left is on disk.
 */
export const REST_AFTER_MS: number = BURST_IDLE_MS + 1_000;

/** A document as far as it tells whether something of it can be on its way. */
export type SignOfLife = Pick<
  DocFacts,
  'doc' | 'parent' | 'tab' | 'frameId' | 'lastAt' | 'isHidden' | 'workedAt' | 'isHeld'
>;

/** Signs of life, as the disk has them. Times in ms since 1970. */
export interface Signs {
  readonly docs: readonly SignOfLife[];
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

/** True when somebody worked, since all was quiet last, in a document that did not say goodbye after; or one of them still holds what it has. */
export function areAtWork({ docs, restedAt = 0 }: Signs): boolean {
  return openDocuments(docs).some(
    ({ workedAt, isHeld }) => isHeld === true || (workedAt !== undefined && workedAt > restedAt),
  );
}

/** Up to when all that happened in open documents is here: only what is newer can be on its way. Undefined when none is open. */
export function seenUntil({ docs }: Pick<Signs, 'docs'>): number | undefined {
  const held = heldSince(docs);
  if (held !== undefined) return held;
  // What was done just before a sign waits in the page for the next batch.
  const times = openDocuments(docs).map(({ lastAt = 0, workedAt = 0 }) =>
    Math.max(lastAt, workedAt - BATCH_MAX_AGE_MS),
  );
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** Since when open documents hold what is done in them, because nobody can judge it; undefined when none does. */
export function heldSince(docs: readonly SignOfLife[]): number | undefined {
  const held = openDocuments(docs).flatMap(({ isHeld, lastAt }) => (isHeld === true ? (lastAt ?? []) : []));
  return held.length > 0 ? Math.min(...held) : undefined;
}

/**
 * Documents that have recorded and are not gone. Chromium ends a frame of another site together with its tab, without a
 * word from it: it is gone when the document that holds it said goodbye, or where that one is unknown, the page of its tab.
 */
export function openDocuments(docs: readonly SignOfLife[]): readonly SignOfLife[] {
  const known = new Map(docs.map((doc) => [doc.doc, doc]));
  const isGone = ({ isHidden, parent, frameId, tab }: SignOfLife): boolean => {
    if (isHidden === true || frameId === 0) return isHidden === true;
    const holder = parent === undefined ? undefined : known.get(parent);
    if (holder !== undefined) return isGone(holder);
    const pages = docs.filter((other) => other.tab === tab && other.frameId === 0);
    return pages.length > 0 && pages.every(isGone);
  };
  return docs.filter((doc) => doc.lastAt !== undefined && !isGone(doc));
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
