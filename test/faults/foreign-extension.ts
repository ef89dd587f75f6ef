// A second, real extension beside ours, with an id of its own, that sends what our scripts would send.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rig } from '../e2e/rig.ts';
import { unpackedId } from '../enterprise/managed-folder.ts';

const MANIFEST = {
  manifest_version: 3,
  name: 'Somebody else',
  version: '1.0',
};

/** Runs in a page of the foreign extension. An answer of any kind would be a fault; so would silence that is no refusal. */
const PAGE_SCRIPT = `
async function attack(id) {
  const doc = 'foreign00000';
  const click = { kind: 'click', point: { x: 3, y: 3, nx: 0.1, ny: 0.1 }, button: 'primary', count: 1, held: 10, by: 'mouse' };
  const messages = [
    { type: 'gateAsked', doc, since: 0 },
    { type: 'pressed', doc, at: Date.now() },
    { type: 'batchRecorded', doc, batch: 0, records: [{ at: Date.now(), event: click }] },
  ];
  const answers = [];
  for (const message of messages)
    answers.push(await chrome.runtime.sendMessage(id, message).then((answer) => JSON.stringify(answer) ?? 'silent', () => 'refused'));
  answers.push(await new Promise((resolve) => {
    const port = chrome.runtime.connect(id, { name: 'worker-api' });
    port.onMessage.addListener((answer) => resolve(JSON.stringify(answer)));
    port.onDisconnect.addListener(() => resolve('refused'));
    port.postMessage({ id: 'a', type: 'APPLY', path: ['withdraw'], argumentList: [{ type: 'RAW', value: { kind: 'everything' } }] });
  }));
  return answers;
}
`;

const folderOf = (rig: Rig): string => path.join(rig.folder, 'foreign');

/** Its page, from which it attacks. */
export function foreignPage(rig: Rig): string {
  return `chrome-extension://${unpackedId(folderOf(rig))}/page.html`;
}

/** Makes it, and lets the rig load it beside ours. */
export function openForeignExtension(rig: Rig): void {
  const folder = folderOf(rig);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  writeFileSync(path.join(folder, 'page.js'), PAGE_SCRIPT);
  writeFileSync(path.join(folder, 'page.html'), '<!doctype html><script src="page.js"></script>');
  rig.beside.push(folder);
}
