// What every page of the extension is wired with: the worker over a port, words, changes of the gate, downloads.
import browser from 'webextension-polyfill';
import { GATE_KEY } from '../../src/model/storage-key.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import { WORKER_PORT } from '../../src/model/worker-api.ts';
import type { Say } from '../../src/view/message-key.ts';
import type { PageProps } from '../../src/view/page-frame.tsx';
import { connectWorker } from '../../src/wire/comlink-port.ts';

const say: Say = (key, ...values) => browser.i18n.getMessage(key, [...values]);

export const extension: PageProps = {
  worker: connectWorker<WorkerApi>(() => browser.runtime.connect({ name: WORKER_PORT })),
  say,
  now: Date.now,
  onGateChange: (changed, signal) => {
    const listener = (changes: Record<string, unknown>): void => {
      if (GATE_KEY in changes) changed();
    };
    browser.storage.local.onChanged.addListener(listener);
    signal.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(listener), { once: true });
  },
  offerFile: (name, parts) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([...parts]));
    link.download = name;
    link.click();
    // The address lives as long as the page: a download that asks where to save reads it late.
  },
};

/** Sets language, direction and title of the page, and returns where it is drawn. */
export function preparePage(title: string): HTMLElement {
  document.documentElement.lang = say('locale');
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
  document.title = title;
  return document.getElementById('page') ?? document.body;
}
