// What is on the device: counts, deleting what was asked for, and deleting what is old. Worker.
import type { Database, RowState, SessionRow } from './database.ts';
import { readMeta } from './meta.ts';
import { destroyUnusedKeys } from './reseal.ts';

export interface Counts {
  /** Records that have not left. */
  readonly waiting: number;
  /** Records that left and are still readable here. */
  readonly sent: number;
}

export async function countRecords(db: Database): Promise<Counts> {
  const index = db.idb.transaction('rows').store.index('place');
  const [held, sealed, sent] = await Promise.all([
    index.count(inState('held')),
    index.count(inState('sealed')),
    index.count(inState('sent')),
  ]);
  return { waiting: held + sealed, sent };
}

/** True while something on the device may still have to leave, or the collector has to be told what was taken back. */
export async function hasWaiting(db: Database): Promise<boolean> {
  const tx = db.idb.transaction(['rows', 'segments', 'meta']);
  const [held, sealed, tombstones] = await Promise.all([
    tx.objectStore('rows').index('place').getKey(inState('held')),
    tx.objectStore('segments').index('state').getKey('sealed'),
    readMeta(tx.objectStore('meta'), 'tombstones'),
  ]);
  return held !== undefined || sealed !== undefined || tombstones !== undefined;
}

/** Time of the oldest record that has not left, in ms since 1970; undefined when all have. */
export async function oldestUnsent(db: Database): Promise<number | undefined> {
  const sessions = await db.idb.getAll('sessions');
  const index = db.idb.transaction('rows').store.index('place');
  const first = await Promise.all(
    sessions.flatMap(({ id }) => (['held', 'sealed'] as const).map((state) => index.getKey(inState(state, id)))),
  );
  const rows = await Promise.all(first.flatMap((key) => (key === undefined ? [] : [db.idb.get('rows', key)])));
  const times = rows.flatMap((row) => row?.at ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Deletes sessions whose last record is older than `before` (ms since 1970), as far as they were sent, and their keys. */
export function deleteSentBefore(db: Database, before: number): Promise<void> {
  return db.vault.alone(async () => {
    const tx = db.idb.transaction(['rows', 'segments', 'sessions'], 'readwrite');
    for (const session of await tx.objectStore('sessions').getAll()) {
      if (session.ended === undefined || session.lastAt >= before) continue;
      const rows = tx.objectStore('rows');
      for (const key of await rows.index('place').getAllKeys(inState('sent', session.id))) await rows.delete(key);
      const left = await Promise.all(
        (['held', 'sealed'] as const).map((state) => rows.index('place').count(inState(state, session.id))),
      );
      if (left.some((count) => count > 0)) continue;
      await tx.objectStore('segments').delete(IDBKeyRange.bound([session.id], [session.id, []]));
      await tx.objectStore('sessions').delete(session.id);
    }
    await tx.done;
    await destroyUnusedKeys(db);
  });
}

/** Undefined when it is not on the device. */
export async function findSession({ idb }: Database, id: string): Promise<SessionRow | undefined> {
  return idb.get('sessions', id);
}

/** The session that started last; undefined when nothing was recorded. */
export async function newestSession(db: Database): Promise<SessionRow | undefined> {
  const sessions = await db.idb.getAll('sessions');
  return sessions.reduce<SessionRow | undefined>(
    (a, b) => (a === undefined || b.startedAt > a.startedAt ? b : a),
    undefined,
  );
}

/** Rows in a state, of one session or of all. */
export function inState(state: RowState, session?: string): IDBKeyRange {
  return session === undefined
    ? IDBKeyRange.bound([state], [state, []])
    : IDBKeyRange.bound([state, session], [state, session, []]);
}
