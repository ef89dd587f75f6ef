// The capture script alone in a real browser: a throwaway extension whose worker keeps every batch, and small pages on loopback.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import { launchChromium } from '../../src/dev/launch.ts';
import type { PageEventKind, PageEventOf } from '../../src/model/event.ts';
import type { Batch, Tail } from '../../src/model/message.ts';
import type { TimedEvent } from '../../src/model/record.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface DocBatch extends Batch {
  readonly doc: string;
}

/** A path, a scroll and a layout rest within this. */
const GESTURE_OVER_MS = 450;

/** One browser with the capture script in each page of `pages`. */
export class CaptureRig {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly origin: string;
  /** What the pages' consoles said. */
  readonly console: string[] = [];
  readonly #server: Server;
  readonly #folder: string;

  private constructor(context: BrowserContext, page: Page, server: Server, folder: string) {
    this.context = context;
    this.page = page;
    this.#server = server;
    this.#folder = folder;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    page.on('console', (message) => this.console.push(message.text()));
    page.on('pageerror', (error) => this.console.push(String(error)));
  }

  /** `pages`: HTML by path. `build` fills a folder with the extension; its worker must offer what `WORKER` offers. */
  static async open(pages: Readonly<Record<string, string>>, build = buildExtension): Promise<CaptureRig> {
    const folder = mkdtempSync(path.join(tmpdir(), 'capture-'));
    const extension = path.join(folder, 'extension');
    mkdirSync(extension);
    build(extension);
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const isPaper = pathname.endsWith('.pdf');
      response.writeHead(200, { 'content-type': isPaper ? 'application/pdf' : 'text/html; charset=utf-8' });
      response.end(`${isPaper ? '' : '<!doctype html><meta charset=utf-8><title>t</title>'}${pages[pathname] ?? ''}`);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const context = await launchChromium({ extension, folder, headless: true, onlyLoopback: true, keepsPages: true });
    if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
    const page = context.pages()[0] ?? (await context.newPage());
    return new CaptureRig(context, page, server, folder);
  }

  async close(): Promise<void> {
    await this.context.close();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async worker(): Promise<Worker> {
    return this.context.serviceWorkers()[0] ?? (await this.context.waitForEvent('serviceworker'));
  }

  /** Opens a page, of this rig or by its whole address, and forgets what was recorded before. */
  async visit(pathname: string): Promise<void> {
    await this.page.goto('about:blank');
    const worker = await this.worker();
    await worker.evaluate('reset()');
    await this.page.goto(new URL(pathname, this.origin).href);
  }

  async setGate(n: number, isOpen: boolean): Promise<void> {
    await (await this.worker()).evaluate(`chrome.storage.local.set({ gate: { n: ${n}, open: ${isOpen} } })`);
  }

  /** Runs in the stub worker: `answer = …`, `order = …`. */
  async tellWorker(code: string): Promise<void> {
    await (await this.worker()).evaluate(code);
  }

  /** All batches that arrived, once gestures are over and pages have sent what they hold back; after `waitMs` as it is, where that is given. */
  async readBatches(waitMs?: number): Promise<DocBatch[]> {
    await this.page.waitForTimeout(waitMs ?? GESTURE_OVER_MS);
    if (waitMs === undefined) await this.#flush();
    return (await (await this.worker()).evaluate('batches')) as DocBatch[];
  }

  /** Lets every page send what waits there, until nothing more comes. */
  async #flush(): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate('flush()');
    for (let before = -1, now = 0; before !== now; ) {
      before = now;
      await this.page.waitForTimeout(60);
      now = (await worker.evaluate('messages.length')) as number;
    }
  }

  async readRecords(waitMs?: number): Promise<TimedEvent[]> {
    const batches = await this.readBatches(waitMs);
    return batches.flatMap(({ records }) => records).toSorted((a, b) => a.at - b.at);
  }

  async readTails(): Promise<Tail[]> {
    return (await (await this.worker()).evaluate('readTails()')) as Tail[];
  }
}

/** Events of one kind, in the order of time. */
export function only<K extends PageEventKind>(records: readonly TimedEvent[], kind: K): PageEventOf<K>[] {
  return records.flatMap(({ event }) => (event.kind === kind ? [event as PageEventOf<K>] : []));
}

/** The real capture script, with two changes: faults, which it keeps to itself, are shown in the console, and it sends when told to. */
export function buildExtension(folder: string, moreOfWorker = ''): void {
  const script = path.join(folder, 'capture.js');
  const bundler = path.join(ROOT, 'node_modules/.bin/rolldown');
  const entry = path.join(ROOT, 'entrypoints/capture.ts');
  execFileSync(bundler, [entry, '--format', 'iife', '--name', 'capture', '-o', script], { cwd: ROOT, stdio: 'pipe' });
  const quiet = 'onFault: () => channel.lose()';
  const code = readFileSync(script, 'utf8');
  const begin = 'new Life({';
  if (!code.includes(quiet) || !code.includes(begin))
    throw new Error('The capture script is no longer what this rig changes.');
  const loud = 'onFault: (e) => { console.error("FAULT", e.stack); channel.lose(); }';
  const flushing = `chrome.runtime.onMessage.addListener((word) => { if (word === 'flush') channel.flush(); });\n${begin}`;
  const changed = code.replace(quiet, loud).replace(begin, flushing);
  writeFileSync(script, `var captureScript;${changed};capture.main();`);
  writeFileSync(path.join(folder, 'worker.js'), WORKER + moreOfWorker);
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
}

const MANIFEST = {
  manifest_version: 3,
  name: 'capture rig',
  version: '1',
  permissions: ['storage', 'unlimitedStorage'],
  host_permissions: ['http://127.0.0.1/*', 'http://localhost/*'],
  background: { service_worker: 'worker.js' },
  content_scripts: [
    {
      matches: ['http://127.0.0.1/*', 'http://localhost/*'],
      js: ['capture.js'],
      run_at: 'document_start',
      all_frames: true,
      match_origin_as_fallback: true,
    },
  ],
};

const WORKER = `
var words = ${JSON.stringify(FIELD_WORDS)};
var batches = [], messages = [], answer = { kind: 'kept' }, order = { kind: 'capture', pointerHz: 125, off: [], words };
// Documents that asked, and those of them that were left: what they still send, however late, is no part of what follows.
var asked = new Set(), left = new Set();
function reset() { batches = []; messages = []; left = new Set(asked); }
async function flush() {
  for (const { id } of await chrome.tabs.query({})) await chrome.tabs.sendMessage(id, 'flush').catch(() => undefined);
}
async function readTails() {
  const all = await chrome.storage.local.get(null);
  return Object.entries(all).filter(([key]) => key.startsWith('tail:')).map(([, tail]) => tail);
}
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  asked.add(message.doc);
  if (!left.has(message.doc)) messages.push(message);
  if (message.type === 'gateAsked') { if (order) respond(order); return; }
  if (message.type !== 'batchRecorded') { respond({}); return; }
  if (answer === undefined) return;
  if (answer.kind === 'kept' && !left.has(message.doc) && !batches.some((b) => b.doc === message.doc && b.batch === message.batch)) batches.push(message);
  respond(answer);
});
chrome.storage.local.set({ gate: { n: 1, open: true } });
`;
