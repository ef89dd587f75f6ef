// Everything that the extension ever put anywhere, as text: where a typed string could have ended up.
import { execFileSync } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CLI } from '../../src/dev/paths.ts';
import { RAW_FOLDERS, rawFolderText } from './raw-profile.ts';
import { textOfRequests } from './recording-proxy.ts';
import type { Rig } from './rig.ts';
import { CONTROL_SESSION } from './rig.ts';

/** The part of the extension API that runs in a page of the extension here. */
declare const chrome: {
  readonly storage: Record<
    'local' | 'session' | 'sync' | 'managed',
    { get(): Promise<Record<string, unknown>>; set(items: object): Promise<void> }
  >;
  readonly alarms: { create(name: string, when: { when: number }): Promise<void> };
  readonly scripting: {
    registerContentScripts(scripts: readonly object[]): Promise<void>;
  };
};

/** Read while the browser runs. */
const LIVE_SINKS = ['IndexedDB rows', 'storage areas'] as const;
/** Read when it has quit. */
const DEAD_SINKS = [
  'requests',
  'stored segments',
  'session files',
  'console of pages',
  'console of the worker',
  ...RAW_FOLDERS.map((name) => `raw files in ${name}` as const),
] as const;
export const SINKS = [...LIVE_SINKS, ...DEAD_SINKS] as const;
export type Sink = (typeof SINKS)[number];
type SinkTexts<S extends Sink> = Readonly<Record<S, string>>;

/** Puts a string of its own into every sink: a search that does not find it there proves nothing. */
export async function plantControls(rig: Rig): Promise<SinkTexts<Sink>> {
  const nonce = Math.random().toString(36).slice(2, 8);
  const controls = Object.fromEntries(
    SINKS.map((sink) => [sink, `Control-${sink.replaceAll(/[^a-z]/gi, '')}-Quagga-${nonce}`]),
  ) as Record<Sink, string>;
  const page = await rig.openExtensionPage('popup.html');
  await page.evaluate(plantInExtension, controls as Readonly<Record<string, string>>);
  await page.close();
  const [worker] = rig.context.serviceWorkers();
  await worker?.evaluate((line) => console.log(line), controls['console of the worker']);
  await plantOnTheWay(rig.collectorUrl, controls);
  return {
    ...controls,
    // The same items, read in another way.
    'raw files in Local Extension Settings': controls['storage areas'],
    // Nothing can be put there but what the browser knows of the worker.
    'raw files in Service Worker/Database': `chrome-extension://${rig.extensionId}/background.js`,
  };
}

/** Runs in a page of the extension. */
async function plantInExtension(controls: Readonly<Record<string, string>>): Promise<void> {
  const control = (sink: string): string => controls[sink] ?? '';
  console.log(control('console of pages'));
  await chrome.storage.local.set({ control: control('storage areas') });
  await chrome.storage.sync.set({ control: control('raw files in Sync Extension Settings') });
  localStorage.setItem('control', control('raw files in Local Storage'));
  const inThirtyDays = Date.now() + 30 * 24 * 60 * 60_000;
  await chrome.alarms.create(control('raw files in Extension State'), { when: inThirtyDays });
  const id = control('raw files in Extension Scripts');
  await chrome.scripting.registerContentScripts([{ id, js: ['capture.js'], matches: ['http://control.invalid/*'] }]);
  const cache = await caches.open('control');
  await cache.put('https://control.invalid/', new Response(control('raw files in Service Worker/CacheStorage')));
  const root = await navigator.storage.getDirectory();
  const file = await (await root.getFileHandle('control', { create: true })).createWritable();
  await file.write(control('raw files in File System'));
  await file.close();
  // Opening it before the worker did would leave it empty for ever.
  while (!(await indexedDB.databases()).some(({ name }) => name === 'showhow'))
    await new Promise((resolve) => setTimeout(resolve, 50));
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('showhow');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  // Sealed as rows are, so that reading rows is what finds it; and another as it is, for the raw files.
  const { keys } = JSON.parse(await (await (await root.getFileHandle('keys.json')).getFile()).text()) as {
    readonly keys: readonly { readonly id: string; readonly key: string }[];
  };
  const [first] = keys;
  if (first === undefined) throw new Error('The extension has no key.');
  const bytes = Uint8Array.from(first.key.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const line = new TextEncoder().encode(control('IndexedDB rows'));
  const sealed = new Uint8Array([
    ...iv,
    ...new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, line)),
  ]);
  const transaction = database.transaction('meta', 'readwrite');
  transaction.objectStore('meta').put({ control: control('raw files in IndexedDB').repeat(40) }, 'control-string');
  transaction.objectStore('meta').put({ key: first.id, sealed }, 'control-sealed');
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}

/** One segment that the collector takes, and one request that it refuses. */
async function plantOnTheWay(collectorUrl: string, controls: SinkTexts<Sink>): Promise<void> {
  const text = [controls['stored segments'], controls['session files']].join(' ');
  const stream = new Blob([`${JSON.stringify({ kind: 'segment', text })}\n`])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  const body = new Uint8Array(await new Response(stream).arrayBuffer());
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex');
  const address = `/v1/segments/2026-01-01/${'c'.repeat(16)}/${CONTROL_SESSION}/0/${digest}`;
  const taken = await fetch(`${collectorUrl}${address}`, { method: 'PUT', body });
  if (!taken.ok) throw new Error(`The collector refused the control segment: ${taken.status} ${await taken.text()}`);
  const refused = await fetch(`${collectorUrl}/v1/control`, { method: 'PUT', body: controls.requests });
  if (refused.ok) throw new Error('The collector took a request that it should refuse.');
}

/** Reads IndexedDB and storage in the worker, so the browser must run: a tab of ours would stand in the file. */
export async function readLiveSinks(rig: Rig): Promise<SinkTexts<(typeof LIVE_SINKS)[number]>> {
  const worker = rig.context.serviceWorkers()[0] ?? (await rig.context.waitForEvent('serviceworker'));
  const { rows, areas, boxes, keyFile } = await worker.evaluate(async () => {
    const boxes: { readonly key: string; readonly sealed: string }[] = [];
    const toText = (_: string, value: unknown): unknown => {
      if (!(value instanceof Object && 'sealed' in value && value.sealed instanceof Uint8Array)) return value;
      const { sealed, ...rest } = value as { readonly key: string; readonly sealed: Uint8Array };
      boxes.push({ key: rest.key, sealed: btoa(Array.from(sealed, (byte) => String.fromCharCode(byte)).join('')) });
      return rest;
    };
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const rows: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name ?? ''));
      for (const store of database.objectStoreNames)
        rows.push(JSON.stringify(await settled(database.transaction(store).objectStore(store).getAll()), toText));
      database.close();
    }
    const areas = [
      await chrome.storage.local.get(),
      await chrome.storage.session.get(),
      await chrome.storage.sync.get(),
      await chrome.storage.managed.get(),
    ];
    const folder = await navigator.storage.getDirectory();
    const keyFile = await (await (await folder.getFileHandle('keys.json')).getFile()).text();
    return { rows: rows.join('\n'), areas: JSON.stringify(areas), boxes, keyFile };
  });
  const opened = boxes.map(({ key, sealed }) => openBox(keyFile, key, Buffer.from(sealed, 'base64')));
  return { 'IndexedDB rows': [rows, ...opened].join('\n'), 'storage areas': areas };
}

/** What lies sealed, as text. Throws when it cannot be opened: a search of what was not read proves nothing. */
export function openBox(keyFile: string, id: string, box: Buffer): string {
  const { keys } = JSON.parse(keyFile) as { readonly keys: readonly { readonly id: string; readonly key: string }[] };
  const key = keys.find((one) => one.id === id)?.key;
  if (key === undefined) throw new Error(`There is no key ${id} in the file of keys.`);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), box.subarray(0, 12));
  decipher.setAuthTag(box.subarray(-16));
  const bytes = Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Reads what was sent, what the collector stored, what was printed, and the profile's raw files. The browser must have quit. */
export function readDeadSinks(rig: Rig): SinkTexts<(typeof DEAD_SINKS)[number]> {
  const profile = path.join(rig.folder, 'profile');
  const raw = RAW_FOLDERS.map((name) => [`raw files in ${name}`, rawFolderText(profile, name)] as const);
  const joined = path.join(rig.folder, 'joined');
  execFileSync(process.execPath, [CLI, 'sessions', rig.store, joined]);
  return {
    ...(Object.fromEntries(raw) as SinkTexts<(typeof raw)[number][0]>),
    requests: textOfRequests(rig.requests),
    'stored segments': sessionTextIn(rig.store),
    'session files': sessionTextIn(joined),
    'console of pages': rig.consoleLines.join('\n'),
    'console of the worker': rig.workerLines.join('\n'),
  };
}

function sessionTextIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.name.endsWith('.jsonl.gz'))
    .map((file) => gunzipSync(readFileSync(path.join(file.parentPath, file.name))).toString('utf8'))
    .join('\n');
}
