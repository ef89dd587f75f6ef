// Wires the popup: the worker over a port, the current tab, the words, and downloads.
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { GATE_KEY } from '../../src/model/storage-key.ts';
import type { WorkerApi } from '../../src/model/worker-api.ts';
import { WORKER_PORT } from '../../src/model/worker-api.ts';
import type { Say } from '../../src/view/message-key.ts';
import { Popup } from '../../src/view/popup.tsx';
import type { SessionFile } from '../../src/view/save-session.ts';
import { connectWorker } from '../../src/wire/comlink-port.ts';

const worker = connectWorker<WorkerApi>(() => browser.runtime.connect({ name: WORKER_PORT }));
const say: Say = (key, ...values) => browser.i18n.getMessage(key, [...values]);

function onGateChange(changed: () => void, signal: AbortSignal): void {
  const listener = (changes: Record<string, unknown>): void => {
    if (GATE_KEY in changes) changed();
  };
  browser.storage.local.onChanged.addListener(listener);
  signal.addEventListener('abort', () => browser.storage.local.onChanged.removeListener(listener), { once: true });
}

function offerFile({ name, parts }: SessionFile): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([...parts], { type: 'application/gzip' }));
  link.download = name;
  link.click();
  // The address lives as long as the popup: a download that asks where to save reads it late.
}

document.documentElement.lang = say('locale');
document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir');
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
render(
  <Popup worker={worker} tabId={tab?.id} say={say} now={Date.now} onGateChange={onGateChange} offerFile={offerFile} />,
  document.getElementById('popup') ?? document.body,
);
