// Everything that the extension ever put anywhere, as text: where a typed string could have ended up.
import { createDecipheriv } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { rawProfileText } from './raw-profile.ts';
import type { Rig } from './rig.ts';
import { CONTROL_SESSION } from './rig.ts';

/** The part of the extension API that runs in a page of the extension here. */
declare const chrome: {
  readonly storage: Record<
    'local' | 'session' | 'sync' | 'managed',
    { get(): Promise<Record<string, unknown>>; set(items: object): Promise<void> }
  >;
};

export const SINKS = ['IndexedDB rows', 'storage areas', 'request bodies', 'console', 'raw profile files'] as const;
export type Sink = (typeof SINKS)[number];

/** Puts a string of its own into every sink: a search that does not find it there proves nothing. */
export async function plantControls(rig: Rig): Promise<Record<Sink, string>> {
  const nonce = Math.random().toString(36).slice(2, 8);
  const control = (sink: string): string => `Control-${sink}-Quagga-${nonce}`;
  const page = await rig.openExtensionPage('popup.html');
  await page.evaluate(
    async ({ row, plain, area, line }) => {
      console.log(line);
      await chrome.storage.local.set({ control: area });
      // Opening it before the worker did would leave it empty for ever.
      while (!(await indexedDB.databases()).some(({ name }) => name === 'showhow'))
        await new Promise((resolve) => setTimeout(resolve, 50));
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('showhow');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      // Sealed as rows are, so that reading rows is what finds it; and once as it is, for the raw files.
      const readKeys = async (): Promise<{ keys: { id: string; key: string }[] }> => {
        const folder = await navigator.storage.getDirectory();
        return JSON.parse(await (await (await folder.getFileHandle('keys.json')).getFile()).text());
      };
      const [first] = (await readKeys()).keys;
      if (first === undefined) throw new Error('The extension has no key.');
      const raw = Uint8Array.from(first.key.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16));
      const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, new TextEncoder().encode(row));
      const sealed = new Uint8Array([...nonce, ...new Uint8Array(box)]);
      const transaction = database.transaction('meta', 'readwrite');
      transaction.objectStore('meta').put({ control: plain.repeat(40) }, 'control-string');
      transaction.objectStore('meta').put({ key: first.id, sealed }, 'control-sealed');
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      database.close();
    },
    { row: control('row'), plain: control('raw'), area: control('area'), line: control('console') },
  );
  await page.close();
  await putControlSegment(rig.collectorUrl, control('body'));
  return {
    'IndexedDB rows': control('row'),
    'storage areas': control('area'),
    'request bodies': control('body'),
    console: control('console'),
    'raw profile files': control('raw'),
  };
}

async function putControlSegment(collectorUrl: string, text: string): Promise<void> {
  const stream = new Blob([`${JSON.stringify({ kind: 'segment', text })}\n`])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  const body = new Uint8Array(await new Response(stream).arrayBuffer());
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex');
  const address = `/v1/segments/2026-01-01/${'c'.repeat(16)}/${CONTROL_SESSION}/0/${digest}`;
  const response = await fetch(`${collectorUrl}${address}`, { method: 'PUT', body });
  if (!response.ok)
    throw new Error(`The collector refused the control segment: ${response.status} ${await response.text()}`);
}

/** Reads IndexedDB and storage through a page of the extension, so the browser must run. */
export async function readLiveSinks(rig: Rig): Promise<Pick<Record<Sink, string>, 'IndexedDB rows' | 'storage areas'>> {
  const page = await rig.openExtensionPage('popup.html');
  const { rows, areas, boxes, keyFile } = await page.evaluate(async () => {
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
  await page.close();
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

/** Reads what is on disk: every body that reached the collector, and the profile's raw files. The browser must have quit. */
export function readDeadSinks(
  rig: Rig,
): Pick<Record<Sink, string>, 'request bodies' | 'raw profile files' | 'console'> {
  const bodies = readdirSync(rig.store, { recursive: true, withFileTypes: true })
    .filter((file) => file.name.endsWith('.jsonl.gz'))
    .map((file) => gunzipSync(readFileSync(path.join(file.parentPath, file.name))).toString('utf8'));
  return {
    'request bodies': bodies.join('\n'),
    'raw profile files': rawProfileText(path.join(rig.folder, 'profile')),
    console: rig.consoleLines.join('\n'),
  };
}

/** The forms in which a string may hide. */
export function disguisesOf(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  const reversed = [...text].reverse().join('');
  return [text, encodeURIComponent(text), base64.slice(0, -1), bytes.toString('hex'), reversed, [...text].join('","')];
}
