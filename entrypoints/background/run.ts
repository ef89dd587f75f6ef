// Wires the ends of things: the browser quits or dies, the worker rests, the extension is updated.
import browser from 'webextension-polyfill';
import { createRestTimer, isAtWork, noteRest } from '../../src/store/at-work.ts';
import type { Database } from '../../src/store/database.ts';
import { listDocuments } from '../../src/store/documents.ts';
import { continueRun, endLastRun } from '../../src/store/lifecycle.ts';
import { forgetQuit, noteQuit, noteReload, takeQuit, takeReload } from '../../src/store/meta.ts';
import { hasOpenWindow, isSameRun, setAlarm } from './browser-facts.ts';

/** In `storage.session`, which lasts as long as the browser runs and this extension is not started again. */
const RUN_KEY = 'run';
/** Set while an update waits; when it fires the update waits no longer. */
export const UPDATE_ALARM = 'update';
const UPDATE_WAIT_MS = 10 * 60_000;
/** A quit takes all windows within this. */
const QUIT_MS = 2_000;

export interface Run {
  /**
   * Settles what the last run left. True when this is the extension's first life in it: then no page's message can come any more
   * beside its tail (`late`).
   */
  readonly begin: (drainTails: (when: 'early' | 'late') => Promise<void>) => Promise<boolean>;
  /** True in the extension's first life in a run: what the last run left is not settled before `begin` is done. */
  readonly isNew: () => Promise<boolean>;
  /** A document of this run is noted while what the last run left may not be settled yet: it is none of that. */
  readonly noteWaiting: (doc: string) => void;
  /** Somebody works in a page. */
  readonly worked: () => void;
  readonly windowClosed: (at: number) => Promise<void>;
  /** The browser has a new version of this extension. */
  readonly updateCame: () => Promise<void>;
  /** It has waited long enough. */
  readonly updateNow: () => Promise<void>;
}

/** `settle` runs what a timer starts; `sealAndSend` is done before the extension ends itself. */
export function createRun(
  database: Promise<Database>,
  settle: (run: () => Promise<unknown>) => void,
  sealAndSend: () => Promise<void>,
): Run {
  const updateNow = async (): Promise<void> => {
    await noteReload(await database, Date.now());
    await setAlarm(UPDATE_ALARM, undefined);
    browser.runtime.reload();
  };
  /** Only while nothing is on its way from a page: a script of the old version cannot send any more. */
  const updateAtRest = async (): Promise<void> => {
    if (await isAtWork(await database)) return;
    await sealAndSend();
    if (!(await isAtWork(await database))) await updateNow();
  };
  const rest = createRestTimer(() =>
    settle(async () => {
      await noteRest(await database, Date.now());
      if ((await browser.alarms.get(UPDATE_ALARM)) !== undefined) await updateAtRest();
    }),
  );
  let isFirstLife: Promise<boolean> | undefined;
  const ofThisRun = new Set<string>();
  const isNew = (): Promise<boolean> => {
    isFirstLife ??= browser.storage.session.get(RUN_KEY).then((stored) => stored[RUN_KEY] === undefined);
    return isFirstLife;
  };
  return {
    begin: async (drainTails) => {
      const [db, isFirst] = await Promise.all([database, isNew()]);
      await drainTails(isFirst ? 'late' : 'early');
      if (isFirst) await settleLastRun(db, ofThisRun);
      else if (await isAtWork(db)) rest.touch();
      return isFirst;
    },
    isNew,
    noteWaiting: (doc) => ofThisRun.add(doc),
    worked: rest.touch,
    windowClosed: async (at) => {
      const db = await database;
      // Nobody says that the browser quits; a window that closes is the nearest to it, and there may be no time to ask which.
      // (`storage.local.set` does not outlive a quit here, a transaction does nearly always: measured in Chromium.)
      await noteQuit(db, at);
      setTimeout(() => settle(async () => ((await hasOpenWindow()) ? forgetQuit(db, at) : undefined)), QUIT_MS);
    },
    updateCame: async () => {
      await setAlarm(UPDATE_ALARM, Date.now() + UPDATE_WAIT_MS);
      await updateAtRest();
    },
    updateNow,
  };
}

async function settleLastRun(db: Database, ofThisRun: ReadonlySet<string>): Promise<void> {
  const now = Date.now();
  const quitAt = await takeQuit(db);
  const isReload = await takeReload(db, now);
  const isSame = isReload || (await isSameRun((await listDocuments(db)).filter(({ doc }) => !ofThisRun.has(doc))));
  await (isSame ? continueRun(db, { now, ofThisRun }) : endLastRun(db, { now, ofThisRun, quitAt }));
  await browser.storage.session.set({ [RUN_KEY]: true });
}
