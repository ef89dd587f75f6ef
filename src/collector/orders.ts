// What the organisation ordered and every request must heed: who is shut out, and whether anything may be sent at all.
import type { BlobStore } from './blob-store.ts';
import { lastDecision, listDecisions } from './decisions.ts';

/** Other collectors hear of an order within this time. */
const REFRESH_MS = 30_000;

export interface Orders {
  /** Installs that may send nothing. */
  readonly revoked: ReadonlySet<string>;
  readonly isStopped: boolean;
}

/** Reads the orders from the store, at most every `REFRESH_MS`. */
export function createOrders(store: BlobStore, now: () => number): () => Promise<Orders> {
  let current: Promise<Orders> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (current === undefined || now() - readAt > REFRESH_MS) {
      readAt = now();
      current = readOrders(store).catch((error: unknown) => {
        // The next request reads again; this one is answered as a fault, since it must not pass unjudged.
        current = undefined;
        throw error;
      });
    }
    return current;
  };
}

/** The orders as they stand in the store. */
export async function readOrders(store: BlobStore): Promise<Orders> {
  const revoked = new Set<string>();
  for (const { on } of await listDecisions(store, 'install')) {
    if (on.state === 'revoked') revoked.add(on.id);
    else revoked.delete(on.id);
  }
  const sending = await lastDecision(store, 'sending', 'all');
  return { revoked, isStopped: sending?.on.state === 'stopped' };
}
