// Notices when the database or its keys were lost, and says so in the sessions: a file never looks complete when it is not. Worker.
import type { StopCause } from '../model/control.ts';
import type { Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { sealSites } from './payload.ts';
import { destroyUnusedKeys } from './reseal.ts';
import type { Log } from './session-log.ts';
import { runLog, setLossAside } from './session-log.ts';
import { takeOut } from './take-out.ts';

/** Since when something waits on the device, as it is noted outside the database; undefined when nothing does. */
export type ReadUnsentSince = () => Promise<number | undefined>;

/** Compares both at a start. Rows whose key is gone become gaps; after a lost database the next session begins with one. */
export async function settleDamage(db: Database, now: number, readUnsentSince: ReadUnsentSince): Promise<void> {
  const { idb, vault } = db;
  const known = await readMeta(idb.transaction('meta').store, 'vault');
  if (known === vault.id) return;
  const unsentSince = await readUnsentSince();
  await vault.alone(async () => {
    const key = await vault.currentKey(now);
    await runLog(db, key, 'strict', async (log) => {
      const meta = log.tx.objectStore('meta');
      if (known !== undefined) await giveUpUnreadable(log);
      // A database that knows nothing, though something waited: it was deleted, or came back empty.
      else if (unsentSince !== undefined) await setLossAside(log, { from: Math.min(unsentSince, now), to: now });
      await writeMeta(meta, 'vault', vault.id);
    });
    await destroyUnusedKeys(db);
  });
}

async function giveUpUnreadable(log: Log): Promise<void> {
  const { tx, vault, key } = log;
  const bySession = new Map<string, number[]>();
  let cursor = await tx.objectStore('rows').index('key').openCursor();
  while (cursor !== null) {
    if (vault.open(cursor.value) === undefined) {
      const ids = bySession.get(cursor.value.session) ?? [];
      bySession.set(cursor.value.session, [...ids, cursor.primaryKey]);
    }
    cursor = await cursor.continue();
  }
  for (const session of await tx.objectStore('sessions').getAll()) {
    if (vault.open(session) !== undefined) continue;
    const readable = { ...session, ...sealSites(vault, key, []) };
    if (log.session?.id === session.id) log.session = readable;
    else await tx.objectStore('sessions').put(readable);
  }
  for (const [session, ids] of bySession) await takeOut(log, session, ids, 'lost');
  for (const doc of await tx.objectStore('docs').getAll())
    if (vault.open(doc) === undefined) await tx.objectStore('docs').delete(doc.doc);
}

/** What became of a write; undefined for a fault that is not the disk's. */
export function diskFaultOf(error: unknown): StopCause | undefined {
  if (!(error instanceof DOMException)) return undefined;
  if (error.name === 'QuotaExceededError') return 'disk-full';
  // Of a damaged database Chromium says `UnknownError`, of one that was closed under us every browser `InvalidStateError`.
  const isBroken = ['UnknownError', 'InvalidStateError', 'NotReadableError', 'DataError', 'VersionError'].includes(
    error.name,
  );
  return isBroken ? 'unreadable' : undefined;
}
