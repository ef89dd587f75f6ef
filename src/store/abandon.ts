// Gives a session up that another copy of this profile sends, too, and makes this copy an install of its own. Worker.
import type { Counts } from '../model/worker-api.ts';
import type { Database, RowOnDisk } from './database.ts';
import { writeMeta } from './meta.ts';
import { destroyUnusedKeys } from './reseal.ts';
import { inState } from './retention.ts';
import type { Log } from './session-log.ts';
import { runLog, setLossAside, setPauseAside } from './session-log.ts';

/**
 * What was not sent of the session goes: what was recorded before the profile was copied may have been sent by the other copy, and
 * nothing may arrive twice. The next session begins with a gap that counts it. Key, token and pseudonym are made anew, so that the two
 * copies are two installs from now on.
 */
export function abandonSession(db: Database, id: string, now: number): Promise<void> {
  return db.vault.alone(async () => {
    const key = await db.vault.currentKey(now);
    await runLog(db, key, 'strict', async (log) => {
      await dropUnsent(log, id);
      await closeWithoutEnd(log, id, now);
      for (const name of ['installKey', 'access', 'participant'] as const)
        await writeMeta(log.tx.objectStore('meta'), name, undefined);
    });
    await destroyUnusedKeys(db);
  });
}

async function dropUnsent(log: Log, id: string): Promise<void> {
  const [rows, segments] = [log.tx.objectStore('rows'), log.tx.objectStore('segments')];
  const counts: { -readonly [K in keyof Counts]: number } = {};
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const note = ({ kind, at }: RowOnDisk): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    from = Math.min(from, at);
    to = Math.max(to, at);
  };
  for (const state of ['held', 'sealed'] as const) {
    let cursor = await rows.index('place').openCursor(inState(state, id));
    while (cursor !== null) {
      note(cursor.value);
      await cursor.delete();
      cursor = await cursor.continue();
    }
  }
  const all = await segments.getAll(IDBKeyRange.bound([id], [id, []]));
  for (const { n, state } of all) if (state === 'sealed' || state === 'refused') await segments.delete([id, n]);
  if (to >= from) await setLossAside(log, { from, to, counts });
}

/** Its file is the other copy's. Documents that go on are stated again in the next session. */
async function closeWithoutEnd(log: Log, id: string, now: number): Promise<void> {
  const { tx } = log;
  const isRunning = log.session?.id === id;
  const session = isRunning ? log.session : await tx.objectStore('sessions').get(id);
  if (session === undefined) return;
  const { absence, ...rest } = session;
  await tx.objectStore('sessions').put({ ...rest, bytes: 0, ended: session.ended ?? { reason: 'crash', at: now } });
  if (!isRunning) return;
  log.session = undefined;
  await writeMeta(tx.objectStore('meta'), 'open', undefined);
  if (absence?.reason === 'paused') await setPauseAside(log, { from: absence.from, to: absence.until ?? now });
  for (const doc of await tx.objectStore('docs').getAll()) {
    if (doc.session !== id) continue;
    const { session: _session, statedAt: _statedAt, ...stays } = doc;
    await tx.objectStore('docs').put(stays);
  }
}
