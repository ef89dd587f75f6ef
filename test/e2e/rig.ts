// A whole Showhow on loopback for one test: collector with a folder store, sample work app, Chromium with the built extension.

import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, CDPSession, Page, Worker } from '@playwright/test';
import { packPolicy } from '../../src/dev/build.ts';
import { end, firstMatch, start } from '../../src/dev/child-process.ts';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { serveFixtures } from '../../src/dev/fixture-server.ts';
import { launchChromium, untilReady } from '../../src/dev/launch.ts';
import { CLI, DESK, ROOT, WORK } from '../../src/dev/paths.ts';
import type { KeptRequest } from './recording-proxy.ts';
import { startRecordingProxy } from './recording-proxy.ts';
import type { SessionFile } from './session-files.ts';
import { readStore, segmentFiles } from './session-files.ts';

/** Session id of a control segment; see `sinks.ts`. */
export const CONTROL_SESSION = 'd'.repeat(16);

/** Runs in the worker, as text because this room knows no DOM: whether a session runs on, or something is not sent yet. */
const WAITS = `(async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('showhow'));
  const tx = database.transaction(['rows', 'segments', 'meta']);
  const all = (state) => IDBKeyRange.bound([state], [state, []]);
  const place = tx.objectStore('rows').index('place');
  const counts = [
    settled(tx.objectStore('meta').count('open')),
    settled(place.count(all('held'))),
    settled(place.count(all('sealed'))),
    settled(tx.objectStore('segments').index('state').count('sealed')),
  ];
  const waiting = (await Promise.all(counts)).some((count) => count > 0);
  database.close();
  return waiting;
})()`;

/** The same: how many documents were let in. */
const DOCUMENTS = `(async () => {
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await settled(indexedDB.open('showhow'));
  const count = await settled(database.transaction('docs').objectStore('docs').count());
  database.close();
  return count;
})()`;

export interface RigOptions {
  /** Folder of fixture pages; the sample work app by default. */
  readonly fixtures?: string;
  /** Keys of the demo policy to replace. `null` for the whole: a build without a packaged policy. */
  readonly policy?: Record<string, unknown> | null;
  /** Called before the first launch. The unpacked extension and the folder of the profile are there. */
  readonly prepare?: (rig: Rig) => void;
  /** Address of something to stand before the collector, given the collector's own; a proxy that keeps every request by default. */
  readonly before?: (directUrl: string) => string;
  /** How the collector runs; open to everybody unless given. */
  readonly collector?: CollectorRun;
  /** The same, made for the site of the fixture pages. */
  readonly rules?: (site: string) => Record<string, unknown>;
}

/** What differs from `showhow serve` with no secret. */
export interface CollectorRun {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs in place of `showhow`, with the same arguments. */
  readonly script?: string;
}

export class Rig {
  context!: BrowserContext;
  page!: Page;
  extensionId = '';
  /** Where the extension finds the collector: a proxy that keeps every request. */
  collectorUrl = '';
  collector: ChildProcess | undefined;
  /** What the collector printed, over all its lives: its log. */
  collectorLog = '';
  private collectorRun: CollectorRun = {};
  private cdp: CDPSession | undefined;
  private readonly closers: (() => Promise<void>)[] = [];
  readonly folder: string;
  readonly store: string;
  /** What the collector is told to store in: that folder by default. */
  storeAddress: string;
  readonly extension: string;
  site = '';
  /** Folders of other extensions to load beside ours. */
  readonly beside: string[] = [];
  /** Started in place of the browser, with its arguments: a script that ends in it. */
  executable: string | undefined;
  /** What pages printed, those of the extension among them; and what its worker did. */
  readonly consoleLines: string[] = [];
  readonly workerLines: string[] = [];
  /** Every request that came for the collector. */
  requests: readonly KeptRequest[] = [];
  /** Where the collector itself listens. */
  private directUrl = '';

  private constructor() {
    mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
    this.folder = mkdtempSync(path.join(WORK, 'e2e', 'r-'));
    this.store = path.join(this.folder, 'store');
    this.storeAddress = this.store;
    this.extension = path.join(this.folder, 'extension');
  }

  static async open(options: RigOptions = {}): Promise<Rig> {
    const rig = new Rig();
    const fixtures = await serveFixtures(options.fixtures ?? DESK, 0);
    rig.closers.push(fixtures.close);
    rig.site = fixtures.origin;
    const proxy = await startRecordingProxy(() => rig.directUrl);
    rig.closers.push(proxy.close);
    rig.requests = proxy.requests;
    rig.collectorUrl = proxy.origin;
    await rig.startCollector(options.collector);
    const build = path.join(ROOT, '.output/chrome-mv3');
    const collectorUrl = options.before?.(rig.directUrl) ?? rig.collectorUrl;
    const policy =
      options.policy === null
        ? null
        : { ...demoPolicy(rig.site, collectorUrl), ...options.policy, ...options.rules?.(rig.site) };
    packPolicy(build, rig.extension, policy);
    options.prepare?.(rig);
    await rig.launch();
    return rig;
  }

  /** Starts the collector; after a stop, on the same port as before and, unless told otherwise, in the same way. */
  async startCollector(run: CollectorRun = this.collectorRun): Promise<void> {
    this.collectorRun = run;
    const port = this.directUrl === '' ? '0' : new URL(this.directUrl).port;
    const where = ['--store', this.storeAddress, '--port', port, '--public-url', this.collectorUrl];
    this.collector = start(process.execPath, [run.script ?? CLI, 'serve', ...where], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...run.env },
    });
    for (const stream of [this.collector.stdout, this.collector.stderr])
      stream?.on('data', (data: Buffer) => (this.collectorLog += data));
    const [url = ''] = await firstMatch(this.collector, /http:\/\/127\.0\.0\.1:\d+/, 15_000);
    this.directUrl = url;
  }

  async stopCollector(): Promise<void> {
    if (this.collector) await end(this.collector);
  }

  /** Ends the collector without a chance to finish anything. */
  killCollector(): void {
    this.collector?.kill('SIGKILL');
  }

  /** Opens the browser, on the same profile as before, and waits until the extension knows whether it records. */
  async launch(): Promise<void> {
    await this.openBrowser();
    await this.untilReady();
  }

  /** Opens the browser and waits for nothing: it takes seconds to tell the extension its policy. */
  async openBrowser(): Promise<void> {
    this.context = await launchChromium({
      extension: [this.extension, ...this.beside].join(','),
      folder: this.folder,
      headless: true,
      onlyLoopback: true,
      ...(this.executable !== undefined && { executable: this.executable }),
    });
    this.context.on('console', (message) => this.consoleLines.push(message.text()));
    const listen = (worker: Worker): void => {
      worker.on('console', (message) => this.workerLines.push(message.text()));
    };
    this.context.serviceWorkers().forEach(listen);
    this.context.on('serviceworker', listen);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.cdp = await this.context.browser()?.newBrowserCDPSession();
  }

  /** Waits until the extension, started with the browser or again since, knows whether it records. */
  async untilReady(): Promise<void> {
    this.extensionId = await untilReady(this.context);
  }

  /** Closes the browser as a person would. */
  async quit(): Promise<void> {
    await this.context.close();
  }

  /** True while the extension's worker runs. */
  async isWorkerRunning(): Promise<boolean> {
    return (await this.workerTarget()) !== undefined;
  }

  /** Stops the extension's worker, as the browser does after 30 s without work. A new one may be up at once. */
  async stopWorker(): Promise<void> {
    const targetId = await this.workerTarget();
    if (targetId === undefined) return;
    await this.cdp?.send('Target.closeTarget', { targetId });
    // A worker that starts again keeps its target id, so its absence can be too short to be seen.
    for (let looks = 0; looks < 20 && (await this.isWorkerRunning()); looks += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  }

  private async workerTarget(): Promise<string | undefined> {
    const targets = await this.cdp?.send('Target.getTargets');
    return targets?.targetInfos.find(
      ({ type, url }) => type === 'service_worker' && url.startsWith(`chrome-extension://${this.extensionId}/`),
    )?.targetId;
  }

  /** Opens a page of the extension in a tab of its own. */
  async openExtensionPage(file: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${this.extensionId}/${file}`);
    return page;
  }

  /** Quits, starts once more so that the session ends and all is sent, quits again, and reads every session of the store. */
  async finish(sentWithinMs?: number): Promise<SessionFile[]> {
    await this.quit();
    await this.launch();
    await this.untilSent(sentWithinMs);
    await this.quit();
    return this.sessions();
  }

  /** Waits until every session on the device has ended and nothing of it waits to be sent. The browser must run. */
  async untilSent(timeoutMs = 40_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const [worker] = this.context.serviceWorkers();
      if ((await worker?.evaluate(WAITS)) === false && this.hasArrived()) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`After ${timeoutMs} ms not everything on the device has been sent. Store: ${this.store}`);
  }

  /** How many documents of the running session were let in; 0 while the worker is down. */
  async countLetIn(): Promise<number> {
    const [worker] = this.context.serviceWorkers();
    return Number(await worker?.evaluate(DOCUMENTS).catch(() => 0)) || 0;
  }

  /** Waits until that many documents of the running session were let in. */
  async untilLetIn(count: number, timeoutMs = 10_000): Promise<void> {
    for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; ) {
      if ((await this.countLetIn()) >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`After ${timeoutMs} ms fewer than ${count} documents were let in. Store: ${this.store}`);
  }

  /** Whether anything is in the store; of a store that is no folder nobody knows. */
  private hasArrived(): boolean {
    if (this.storeAddress !== this.store) return true;
    return segmentFiles(this.store).some((file) => !file.includes(CONTROL_SESSION));
  }

  /** Every session in the store, without the one that a test plants as a control. */
  sessions(): SessionFile[] {
    return readStore(this.store).filter(({ session }) => session !== CONTROL_SESSION);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.stopCollector();
    for (const closer of this.closers) await closer();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
