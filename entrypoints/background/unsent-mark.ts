// Notes outside the database since when something waits on the device, so that a lost database is a loss with its time.
import browser from 'webextension-polyfill';
import { UNSENT_KEY } from '../../src/model/storage-key.ts';
import type { Database } from '../../src/store/database.ts';
import { oldestUnsent } from '../../src/store/retention.ts';

export async function readUnsentSince(): Promise<number | undefined> {
  const since = (await browser.storage.local.get(UNSENT_KEY))[UNSENT_KEY];
  return typeof since === 'number' ? since : undefined;
}

export interface UnsentMark {
  /** A record of this time is on disk. Writes at most once until the next round. */
  readonly noteKept: (at: number) => Promise<void>;
  /** A round of sending is over: sets the mark anew. */
  readonly settle: (db: Database) => Promise<void>;
}

export function createUnsentMark(): UnsentMark {
  let isNoted = false;
  return {
    noteKept: async (at) => {
      if (isNoted) return;
      if ((await readUnsentSince()) === undefined) await browser.storage.local.set({ [UNSENT_KEY]: at });
      isNoted = true;
    },
    settle: async (db) => {
      isNoted = false;
      const since = await oldestUnsent(db);
      if (since === (await readUnsentSince())) return;
      if (since === undefined) await browser.storage.local.remove(UNSENT_KEY);
      else await browser.storage.local.set({ [UNSENT_KEY]: since });
    },
  };
}
