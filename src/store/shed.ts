// Keeps what is on disk below its cap: first what was sent, then whole pointer paths, then the oldest records, each said. Worker.
import type { Database, SessionRow } from './database.ts';
import { destroyUnusedKeys } from './reseal.ts';
import { inState } from './retention.ts';
import type { Log } from './session-log.ts';
import { runLog } from './session-log.ts';
import { takeOut, unsealAll } from './take-out.ts';

/** What is left after shedding, as a share of the cap: it is not done again with every record. */
const LEFT_SHARE = 0.9;

/** Bytes of payload on the device, waiting and sent. */
export async function storedBytes({ idb }: Database): Promise<number> {
  return sumBytes(await idb.getAll('sessions'));
}

/** Makes room when there is more than `capBytes`. True when it is below the cap now. */
export async function shed(db: Database, capBytes: number, now: number): Promise<boolean> {
  if ((await storedBytes(db)) <= capBytes) return true;
  return db.vault.alone(async () => {
    const key = await db.vault.currentKey(now);
    const target = capBytes * LEFT_SHARE;
    for (const step of [dropSent, shedPointers, shedOldest]) {
      if ((await storedBytes(db)) <= capBytes) break;
      // A transaction for each session: what one of them holds is all that is in memory.
      for (const session of await oldestFirst(db)) {
        if ((await storedBytes(db)) <= target) break;
        await runLog(db, key, 'relaxed', async (log) => step(log, session.id, (await total(log)) - target));
      }
    }
    await destroyUnusedKeys(db);
    return (await storedBytes(db)) <= capBytes;
  });
}

async function oldestFirst({ idb }: Database): Promise<readonly SessionRow[]> {
  return (await idb.getAll('sessions')).sort((a, b) => a.startedAt - b.startedAt);
}

async function total({ tx }: Log): Promise<number> {
  return sumBytes(await tx.objectStore('sessions').getAll());
}

function sumBytes(sessions: readonly SessionRow[]): number {
  return sessions.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Frees bytes of one session; more than asked for where a step takes whole things. */
type Step = (log: Log, session: string, bytes: number) => Promise<void>;

/** Nothing is missing from the file: it has left. */
const dropSent: Step = async (log, id) => {
  const rows = log.tx.objectStore('rows');
  let freed = 0;
  let cursor = await rows.index('place').openCursor(inState('sent', id));
  while (cursor !== null) {
    freed += cursor.value.sealed.length;
    await cursor.delete();
    cursor = await cursor.continue();
  }
  await changeBytes(log, id, -freed);
};

const shedPointers: Step = async (log, id, bytes) => shedWhere(log, id, bytes, (kind) => kind === 'pointer');

const shedOldest: Step = async (log, id, bytes) =>
  shedWhere(log, id, bytes, (kind) => !['gap', 'control', 'end'].includes(kind));

async function shedWhere(log: Log, id: string, bytes: number, isMeant: (kind: string) => boolean): Promise<void> {
  const session = log.session?.id === id ? log.session : await log.tx.objectStore('sessions').get(id);
  if (session === undefined) return;
  // What waits in a segment that nobody was offered counts among what is held.
  const unsealed = await unsealAll(log, session);
  await putSession(log, unsealed);
  const ids: number[] = [];
  let freed = session.bytes - unsealed.bytes;
  let cursor = await log.tx.objectStore('rows').index('place').openCursor(inState('held', id));
  while (cursor !== null && freed < bytes) {
    if (isMeant(cursor.value.kind)) {
      ids.push(cursor.primaryKey);
      freed += cursor.value.sealed.length;
    }
    cursor = await cursor.continue();
  }
  await takeOut(log, id, ids, 'shed');
}

async function changeBytes(log: Log, id: string, by: number): Promise<void> {
  const session = log.session?.id === id ? log.session : await log.tx.objectStore('sessions').get(id);
  if (session !== undefined) await putSession(log, { ...session, bytes: Math.max(0, session.bytes + by) });
}

async function putSession(log: Log, session: SessionRow): Promise<void> {
  if (log.session?.id === session.id) log.session = session;
  else await log.tx.objectStore('sessions').put(session);
}
