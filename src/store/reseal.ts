// Writes what stays again under a new key, and destroys the keys that nothing needs any more. Worker.
import type { Database } from './database.ts';
import type { Log } from './session-log.ts';
import type { Sealed } from './vault.ts';

/** Where something sealed lies. */
const SEALED_STORES = ['rows', 'docs', 'sessions', 'segments'] as const;

/** Seals everything that lies under one of these keys under the log's own. What cannot be opened stays as it is. */
export async function resealAll(log: Log, keys: ReadonlySet<string>): Promise<void> {
  const { tx, session } = log;
  if (session !== undefined) await tx.objectStore('sessions').put(session);
  for (const key of keys) {
    for (const store of SEALED_STORES) {
      let cursor = await tx.objectStore(store).index('key').openCursor(key);
      while (cursor !== null) {
        const opened = log.vault.open(cursor.value as Sealed);
        if (opened !== undefined) await cursor.update({ ...cursor.value, ...log.vault.seal(log.key, opened) } as never);
        cursor = await cursor.continue();
      }
    }
  }
  if (session !== undefined) log.session = await tx.objectStore('sessions').get(session.id);
}

/** Takes the keys that nothing lies under out of the file. For somebody who is alone (`Vault.alone`). */
export async function destroyUnusedKeys({ idb, vault }: Database): Promise<void> {
  const tx = idb.transaction(SEALED_STORES);
  const used = new Set<string>();
  for (const store of SEALED_STORES) {
    let cursor = await tx.objectStore(store).index('key').openKeyCursor(null, 'nextunique');
    while (cursor !== null) {
      used.add(cursor.key);
      cursor = await cursor.continue();
    }
  }
  await tx.done;
  await vault.keepOnly(used);
}
