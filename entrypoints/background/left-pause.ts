// The pause that a life of the worker told pages of and did not live to note.
import browser from 'webextension-polyfill';
import type { Pause } from '../../src/model/control.ts';
import { PRESSED_KEY, pressedPause } from '../../src/model/message.ts';
import type { Database } from '../../src/store/database.ts';
import { recordPause } from '../../src/store/lifecycle.ts';

export async function readPressed(): Promise<Pause | undefined> {
  const parsed = pressedPause.safeParse((await browser.storage.local.get(PRESSED_KEY))[PRESSED_KEY]);
  return parsed.success ? parsed.data : undefined;
}

/** Call it in the first tick, before anybody can press. What it returns notes that pause once, and says whether there was one. */
export function createLeftPause(database: Promise<Database>): () => Promise<boolean> {
  const left = readPressed();
  let noting: Promise<boolean> | undefined;
  const note = async (): Promise<boolean> => {
    const pause = await left;
    if (pause === undefined) return false;
    await recordPause(await database, { by: 'person', at: pause.from, until: pause.until }, Date.now());
    return true;
  };
  return () => {
    noting ??= note();
    return noting;
  };
}
