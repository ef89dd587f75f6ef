// The worker: wires the rooms, and registers every listener in the first tick, since it wakes with amnesia.
import type { Runtime } from 'webextension-polyfill';
import browser from 'webextension-polyfill';
import type { BackgroundDefinition } from 'wxt';
import { defineBackground } from 'wxt/utils/define-background';
import * as z from 'zod/mini';
import { createDesk } from '../../src/control/desk.ts';
import { createLoadCauses } from '../../src/control/navigation-cause.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import { answerPage, noteQuestion } from '../../src/control/page-messages.ts';
import { GATE_ALARM } from '../../src/control/publish.ts';
import { TAIL_PREFIX } from '../../src/model/message.ts';
import { WORKER_PORT } from '../../src/model/worker-api.ts';
import { openDatabase } from '../../src/store/database.ts';
import { opfsKeyFile } from '../../src/store/key-file.ts';
import { changeControl, readControl } from '../../src/store/meta.ts';
import { UPLOAD_ALARM } from '../../src/upload/schedule.ts';
import { exposeOnPort } from '../../src/wire/comlink-port.ts';
import { createApi } from './api.ts';
import { createBatteryWatch } from './battery.ts';
import { injectIntoOpenTabs, isOwnPage, policies, readInstallType, readTimeZone } from './browser-facts.ts';
import { CONTROL_ALARM, createCollectorDesk } from './exemptions.ts';
import { createGatehouse, PAUSE_SOON_ALARM } from './gatehouse.ts';
import { readPressed } from './left-pause.ts';
import { listenToNavigation } from './navigation.ts';
import { guardStorage, keepPolicyNote } from './policy-note.ts';
import { createPageDeps, drainTails, settleDrafts } from './recorder.ts';
import { createRun, UPDATE_ALARM } from './run.ts';
import { createMenu, offerNotice, runCommand, runMenu } from './toolbar.ts';
import { readUnsentSince } from './unsent-mark.ts';
import { createUploader } from './uploader.ts';

const background: BackgroundDefinition = defineBackground(main);
export default background;

function main(): void {
  // The extension's content security policy forbids the code that zod would generate.
  z.config({ jitless: true });
  const database = openDatabase(opfsKeyFile(), readUnsentSince);
  const desk = createDesk({
    readControl: async () => readControl(await database),
    changeControl: async (change) => changeControl(await database, change),
    readPressed,
    policies,
    policyCameLate: () => then(async () => gatehouse.publish(await desk.facts())),
    readInstallType,
    readTimeZone,
  });
  const causes = createLoadCauses();
  const gatehouse = createGatehouse(database, desk, {
    watchNavigation: listenToNavigation(causes),
    injectIntoOpenTabs: (facts) => injectIntoOpenTabs(facts, causes.noteInjected),
  });
  const askCollector = createCollectorDesk(database, desk, gatehouse);
  const battery = createBatteryWatch(database, desk, gatehouse.publish);
  const uploader = createUploader(database, desk, battery.ask);
  const run = createRun(database, (work) => then(work), uploader.run);
  const pages = createPageDeps(database, desk, {
    findCause: causes.find,
    onKept: uploader.noteKept,
    isNewRun: run.isNew,
    onWaiting: run.noteWaiting,
    onWork: () => {
      run.worked();
      then(battery.ask);
    },
    onDiskFault: async (why) => {
      await gatehouse.publish(await desk.stop(why));
      await uploader.retryLater();
    },
  });
  const api = createApi(database, desk, gatehouse, { askCollector, onWithdrawn: () => then(uploader.run) });
  const oneAtATime = createOneAtATime();
  const drain = (when: 'early' | 'late' = 'early'): Promise<void> =>
    oneAtATime(async () => {
      if (await drainTails(pages, when)) return;
      // A page that was hidden while nobody could answer lives on, and sends what it held once it is let in.
      const later = (): Promise<void> => oneAtATime(async () => void (await drainTails(pages, 'late')));
      void desk.facts().then(() => setTimeout(() => then(later), TAIL_WAIT_MS));
    });

  /** Until the tails of the last life, and the session of the last run, are settled, nothing new is taken. */
  const ready = settled(async () => {
    if (!(await run.begin(drain))) return;
    then(uploader.run);
    then(askCollector);
    // Pages that are open already hold scripts of a life before, or none.
    then(gatehouse.reinject);
  });
  /** A page may be gone before the tails are kept: its question is answered beside them. */
  const answering = settled(async () => {
    if (await run.isNew()) await ready;
  });
  /** For listeners: what they start goes on by itself, after the start. */
  const then = (work: () => Promise<unknown>): void => void settled(() => ready.then(work));
  browser.runtime.onMessage.addListener(async (raw: unknown, sender: Runtime.MessageSender) => {
    await (noteQuestion(pages, raw, sender) ? answering : ready);
    const answer = await answerPage(pages, raw, sender);
    // A press too: the page may have gone to another address since, without a load.
    const isNews = answer === undefined || answer.kind === 'capture' || answer.kind === 'rest';
    if (sender.frameId === 0 && isNews) then(gatehouse.notice);
    return answer;
  });
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== WORKER_PORT || !isOwnPage(port)) return;
    exposeOnPort(api, port);
    // A page of ours was opened: what was decided in the meantime shows at once.
    then(askCollector);
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'managed') {
      then(() => gatehouse.policyCame().then(() => offerNotice(desk)));
      then(keepPolicyNote);
    }
    const isTail = ([key, { newValue }]: [string, { newValue?: unknown }]): boolean =>
      key.startsWith(TAIL_PREFIX) && newValue !== undefined;
    if (area === 'local' && Object.entries(changes).some(isTail)) then(() => drain().then(gatehouse.notice));
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === GATE_ALARM) then(gatehouse.timeCame);
    if (name === UPLOAD_ALARM) then(gatehouse.lookAgain);
    // A frame may have been taken out of a page that stays.
    if (name === UPLOAD_ALARM) then(() => oneAtATime(() => settleDrafts(pages)));
    if (name === UPLOAD_ALARM) then(() => uploader.run().then(askCollector));
    if (name === CONTROL_ALARM) then(askCollector);
    if (name === PAUSE_SOON_ALARM) then(gatehouse.pauseEndsSoon);
    if (name === UPDATE_ALARM) then(run.updateNow);
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
  browser.tabs.onRemoved.addListener((tabId, { isWindowClosing }) => {
    const at = Date.now();
    // First, and at once: a browser that quits leaves little time.
    if (isWindowClosing) void settled(() => run.windowClosed(at));
    then(() => oneAtATime(() => settleDrafts(pages)));
    then(() => gatehouse.tabChanged({ tab: tabId, action: 'closed' }));
  });
  browser.windows.onFocusChanged.addListener((windowId) => {
    if (windowId === browser.windows.WINDOW_ID_NONE) return;
    then(gatehouse.notice);
    then(() => offerNotice(desk));
  });
  browser.contextMenus.onClicked.addListener(({ menuItemId }) => then(() => runMenu(api, String(menuItemId))));
  browser.commands.onCommand.addListener((command) => then(() => runCommand(api, command)));
  // An install, an update or a reload wakes the worker: each is the first life of a run.
  browser.runtime.onInstalled.addListener(() => then(createMenu));
  browser.runtime.onUpdateAvailable.addListener(() => then(run.updateCame));
  // Only so that the browser's start wakes the worker, which then settles the last run and sends it.
  browser.runtime.onStartup.addListener(() => then(createMenu));

  // Beside the opening of the database: a page that waits for its answer may be gone soon.
  void desk.facts();
  void settled(guardStorage);
  then(keepPolicyNote);
  then(gatehouse.ensure);
  then(() => gatehouse.finishPause().then(gatehouse.notice));
  then(uploader.ensureAlarm);
  then(() => offerNotice(desk));
}

/** A message that was sent together with a tail is here within this, or never. */
const TAIL_WAIT_MS = 2_000;

/** Never rejects: a listener has nobody to tell but the console. */
async function settled(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error('The worker could not finish something:', error);
  }
}
