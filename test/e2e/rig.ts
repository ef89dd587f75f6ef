// A whole Showhow on loopback for one test: collector with a folder store, sample work app, Chromium with the built extension.

import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { packPolicy } from '../../src/dev/build.ts';
import { end, firstMatch, start } from '../../src/dev/child-process.ts';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { serveFixtures } from '../../src/dev/fixture-server.ts';
import { launchChromium, untilReady } from '../../src/dev/launch.ts';
import { CLI, DESK, ROOT, WORK } from '../../src/dev/paths.ts';
import type { SessionFile } from './session-files.ts';
import { readStore } from './session-files.ts';

/** Session id of a control segment; see `sinks.ts`. */
export const CONTROL_SESSION = 'd'.repeat(16);

export interface RigOptions {
  /** Folder of fixture pages; the sample work app by default. */
  readonly fixtures?: string;
  /** Keys of the demo policy to replace. `null` for the whole: a build without a packaged policy. */
  readonly policy?: Record<string, unknown> | null;
}

export class Rig {
  context!: BrowserContext;
  page!: Page;
  extensionId = '';
  collectorUrl = '';
  private collector: ChildProcess | undefined;
  private cdp: CDPSession | undefined;
  private readonly closers: (() => Promise<void>)[] = [];
  readonly folder: string;
  readonly store: string;
  readonly extension: string;
  site = '';
  readonly consoleLines: string[] = [];

  private constructor() {
    mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
    this.folder = mkdtempSync(path.join(WORK, 'e2e', 'r-'));
    this.store = path.join(this.folder, 'store');
    this.extension = path.join(this.folder, 'extension');
  }

  static async open(options: RigOptions = {}): Promise<Rig> {
    const rig = new Rig();
    const fixtures = await serveFixtures(options.fixtures ?? DESK, 0);
    rig.closers.push(fixtures.close);
    rig.site = fixtures.origin;
    await rig.startCollector();
    const build = path.join(ROOT, '.output/chrome-mv3');
    const policy = options.policy === null ? null : { ...demoPolicy(rig.site, rig.collectorUrl), ...options.policy };
    packPolicy(build, rig.extension, policy);
    await rig.launch();
    return rig;
  }

  /** Starts the collector; after a stop, on the same port as before. */
  async startCollector(): Promise<void> {
    const port = this.collectorUrl === '' ? '0' : new URL(this.collectorUrl).port;
    this.collector = start(process.execPath, [CLI, 'serve', '--store', this.store, '--port', port], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    [this.collectorUrl] = (await firstMatch(this.collector, /http:\/\/127\.0\.0\.1:\d+/, 15_000)) as unknown as [
      string,
    ];
  }

  async stopCollector(): Promise<void> {
    if (this.collector) await end(this.collector);
  }

  /** Opens the browser, on the same profile as before. */
  async launch(): Promise<void> {
    this.context = await launchChromium({
      extension: this.extension,
      folder: this.folder,
      headless: true,
      onlyLoopback: true,
    });
    this.context.on('console', (message) => this.consoleLines.push(message.text()));
    this.extensionId = await untilReady(this.context);
    this.page = this.context.pages()[0] ?? (await this.context.newPage());
    this.cdp = await this.context.browser()?.newBrowserCDPSession();
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
  async finish(): Promise<SessionFile[]> {
    await this.quit();
    await this.launch();
    await this.untilSent(30_000);
    await this.quit();
    return this.sessions();
  }

  /** Waits until every session in the store has its `end`, at least one being there. */
  async untilSent(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const sessions = this.sessions();
      if (sessions.length > 0 && sessions.every(({ records }) => records.at(-1)?.kind === 'end')) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`After ${timeoutMs} ms not every session in the store has ended.`);
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
