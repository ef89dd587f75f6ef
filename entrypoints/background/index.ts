// The worker: wires the rooms, and registers every listener in the first tick, since it wakes with amnesia.
import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { BackgroundDefinition } from 'wxt';
import { defineBackground } from 'wxt/utils/define-background';
import * as z from 'zod/mini';
import { createDesk } from '../../src/control/desk.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import { answerPage } from '../../src/control/page-messages.ts';
import { GATE_ALARM } from '../../src/control/publish.ts';
import { TAIL_PREFIX } from '../../src/model/message.ts';
import { WORKER_PORT } from '../../src/model/worker-api.ts';
import { openDatabase } from '../../src/store/database.ts';
import { forgetDocuments } from '../../src/store/documents.ts';
import { endLastRun } from '../../src/store/lifecycle.ts';
import { changeControl, noteQuit, readControl } from '../../src/store/meta.ts';
import { UPLOAD_ALARM } from '../../src/upload/schedule.ts';
import { exposeOnPort } from '../../src/wire/comlink-port.ts';
import { createApi } from './api.ts';
import { isOwnPage, policies, readDevice } from './browser-facts.ts';
import { createGatehouse } from './gatehouse.ts';
import { createPageDeps, drainTails } from './recorder.ts';
import { createUploader } from './uploader.ts';

/** In `storage.session`, which lasts as long as the browser runs. */
const RUN_KEY = 'run';

const background: BackgroundDefinition = defineBackground(main);
export default background;

function main(): void {
  // The extension's content security policy forbids the code that zod would generate.
  z.config({ jitless: true });
  const database = openDatabase();
  const desk = createDesk({
    readControl: async () => readControl(await database),
    changeControl: async (change) => changeControl(await database, change),
    policies,
    readDevice,
  });
  const gatehouse = createGatehouse(database, desk);
  const uploader = createUploader(database, desk);
  const pages = createPageDeps(database, desk, uploader.ensureAlarm);
  const api = createApi(database, desk, gatehouse);
  const oneAtATime = createOneAtATime();
  const drain = (): Promise<void> => oneAtATime(() => drainTails(pages));

  /** Until the tails of the last life, and the session of the last run, are settled, nothing new is taken. */
  const ready = settled(async () => {
    const db = await database;
    const isNewRun = (await browser.storage.session.get(RUN_KEY))[RUN_KEY] === undefined;
    await drain();
    if (!isNewRun) return;
    await endLastRun(db, Date.now());
    await forgetDocuments(db);
    await browser.storage.session.set({ [RUN_KEY]: true });
    then(uploader.run);
  });
  /** For listeners: what they start goes on by itself, after the start. */
  const then = (run: () => Promise<unknown>): void => void settled(() => ready.then(run));
  browser.runtime.onMessage.addListener(async (raw: unknown, sender: Runtime.MessageSender) => {
    await ready;
    const answer = await answerPage(pages, raw, sender);
    if (sender.frameId === 0 && (answer?.kind === 'capture' || answer?.kind === 'rest')) then(gatehouse.notice);
    return answer;
  });
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === WORKER_PORT && isOwnPage(port)) exposeOnPort(api, port);
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'managed') then(gatehouse.policyCame);
    const isTail = ([key, { newValue }]: [string, { newValue?: unknown }]): boolean =>
      key.startsWith(TAIL_PREFIX) && newValue !== undefined;
    if (area === 'local' && Object.entries(changes).some(isTail)) then(() => drain().then(gatehouse.notice));
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === GATE_ALARM) then(gatehouse.timeCame);
    if (name === UPLOAD_ALARM) then(uploader.run);
  });
  browser.tabs.onCreated.addListener(({ id, openerTabId }) => {
    if (id === undefined) return;
    const opener = openerTabId === undefined ? {} : { opener: openerTabId };
    then(() => gatehouse.tabChanged({ tab: id, action: 'opened', ...opener }));
  });
  browser.tabs.onActivated.addListener(({ tabId }) => {
    then(() => gatehouse.tabChanged({ tab: tabId, action: 'activated' }));
    then(gatehouse.notice);
  });
  browser.tabs.onRemoved.addListener((tabId, { isWindowClosing }) =>
    then(async () => {
      await gatehouse.tabChanged({ tab: tabId, action: 'closed' });
      // Nobody says that the browser quits; a window that closes is the nearest to it, and there is no time to ask which.
      if (isWindowClosing) await noteQuit(await database, Date.now());
    }),
  );
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId !== browser.windows.WINDOW_ID_NONE) then(gatehouse.notice);
  });
  browser.runtime.onInstalled.addListener(() => then(gatehouse.reinject));
  // Only so that the browser's start wakes the worker, which then settles the last run and sends it.
  browser.runtime.onStartup.addListener(() => undefined);

  then(gatehouse.ensure);
  then(gatehouse.notice);
  then(uploader.ensureAlarm);
}

/** Never rejects: a listener has nobody to tell but the console. */
async function settled(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error('The worker could not finish something:', error);
  }
}
