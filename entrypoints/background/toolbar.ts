// Wires what a person reaches without the popup: the button's menu, the keyboard command, and the notice that opens by itself.
import browser from 'webextension-polyfill';
import type { ControlDesk } from '../../src/control/desk.ts';
import { noticeToShow } from '../../src/control/notice-api.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import type { MessageKey } from '../../src/view/message-key.ts';
import { minutesText } from '../../src/view/time-words.ts';

const MENU_PAUSES_MINUTES = [5, 15, 30];
/** How long the keyboard command pauses, unless policy allows less. */
const COMMAND_PAUSE_MINUTES = 15;

type Pausing = Pick<WorkerApi, 'view' | 'pause' | 'resume'>;

const say = (key: MessageKey, ...values: readonly string[]): string => browser.i18n.getMessage(key, [...values]);

/** The menu of the toolbar button; browsers keep it, and an update may have new words. */
export async function createMenu(): Promise<void> {
  await browser.contextMenus.removeAll();
  const add = (id: string, title: string): void => {
    browser.contextMenus.create({ id, title, contexts: ['action'] });
  };
  for (const minutes of MENU_PAUSES_MINUTES) add(`pause-${minutes}`, say('menuPause', minutesText(minutes, say)));
  add('resume', say('resume'));
  add('review', say('reviewLink'));
  add('welcome', say('noticeLink'));
}

export async function runMenu(api: Pausing, id: string): Promise<void> {
  const minutes = /^pause-(\d+)$/.exec(id)?.[1];
  if (minutes !== undefined) await api.pause(Number(minutes));
  else if (id === 'resume') await api.resume();
  else await openPage(id === 'review' ? 'review.html' : 'welcome.html');
}

/** Pauses, or ends the pause that runs. */
export async function runCommand(api: Pausing, command: string): Promise<void> {
  if (command !== 'toggle-pause') return;
  const { gate } = await api.view(undefined);
  await (gate.state === 'paused' ? api.resume() : api.pause(COMMAND_PAUSE_MINUTES));
}

/** Opens the notice once for each version of it. A window may be missing at a browser's start: the next call tries again. */
export async function offerNotice(desk: ControlDesk): Promise<void> {
  const version = noticeToShow(await desk.facts());
  if (version === undefined || (await browser.windows.getAll()).length === 0) return;
  let isMine = false;
  await desk.change((state) => {
    isMine = state.noticeShown !== version;
    return { ...state, noticeShown: version };
  });
  if (isMine) await openPage('welcome.html');
}

async function openPage(file: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`/${file}`) });
}
