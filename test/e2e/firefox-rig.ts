// A whole Showhow on loopback for one test in Firefox: collector with a folder store, sample work app, Firefox with the built extension.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer-core';
import { TimeoutError } from 'puppeteer-core';
import { packPolicy } from '../../src/dev/build.ts';
import { end, firstMatch, start } from '../../src/dev/child-process.ts';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { serveFixtures } from '../../src/dev/fixture-server.ts';
import { askFirefox, geckoId, launchFirefox, quitFirefox } from '../../src/dev/launch-firefox.ts';
import { CLI, DESK, ROOT, WORK } from '../../src/dev/paths.ts';
import type { CollectorRun, RigOptions } from './rig.ts';
import type { SessionFile } from './session-files.ts';
import { readStore } from './session-files.ts';

/** What a Firefox rig may be told beyond what any rig may. */
export interface FirefoxRigOptions extends RigOptions {
  /** How long the extension's background page may do nothing before Firefox stops it, in ms; absent means Firefox's own 30 s. */
  readonly backgroundIdleMs?: number;
}

/** The same as `Rig`, in Firefox: `page.mouse` and `page.keyboard` make trusted events. */
export class FirefoxRig {
  browser!: Browser;
  page!: Page;
  collectorUrl = '';
  site = '';
  readonly folder: string;
  readonly store: string;
  readonly extension: string;
  private collector: ChildProcess | undefined;
  private readonly backgroundIdleMs: number | undefined;
  private readonly closers: (() => Promise<void>)[] = [];

  private constructor(backgroundIdleMs: number | undefined) {
    mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
    this.folder = mkdtempSync(path.join(WORK, 'e2e', 'f-'));
    this.store = path.join(this.folder, 'store');
    this.extension = path.join(this.folder, 'extension');
    this.backgroundIdleMs = backgroundIdleMs;
  }

  static async open(options: FirefoxRigOptions = {}): Promise<FirefoxRig> {
    const rig = new FirefoxRig(options.backgroundIdleMs);
    const fixtures = await serveFixtures(options.fixtures ?? DESK, 0);
    rig.closers.push(fixtures.close);
    rig.site = fixtures.origin;
    await rig.startCollector(options.collector);
    const policy =
      options.policy === null
        ? null
        : { ...demoPolicy(rig.site, rig.collectorUrl), ...options.policy, ...options.rules?.(rig.site) };
    packPolicy(path.join(ROOT, '.output/firefox-mv3'), rig.extension, policy);
    await rig.launch();
    return rig;
  }

  /** Starts the collector; after a stop, on the same port as before. */
  async startCollector({ script = CLI, env }: CollectorRun = {}): Promise<void> {
    const port = this.collectorUrl === '' ? '0' : new URL(this.collectorUrl).port;
    this.collector = start(process.execPath, [script, 'serve', '--store', this.store, '--port', port], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const [url] = await firstMatch(this.collector, /http:\/\/127\.0\.0\.1:\d+/, 15_000);
    this.collectorUrl = url;
  }

  async stopCollector(): Promise<void> {
    if (this.collector) await end(this.collector);
  }

  /** Opens the browser, on the same profile as before. */
  async launch(): Promise<void> {
    this.browser = await launchFirefox({
      extension: this.extension,
      folder: this.folder,
      headless: true,
      onlyLoopback: true,
      ...(this.backgroundIdleMs === undefined ? {} : { backgroundIdleMs: this.backgroundIdleMs }),
    });
    this.page = (await this.browser.pages())[0] ?? (await this.browser.newPage());
  }

  /** Closes the browser as a person would. */
  async quit(): Promise<void> {
    await quitFirefox(this.browser);
  }

  /** Waits until the extension has asked Firefox to run its page script on listed sites. */
  async untilRegistered(): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline) {
      if ((await this.askExtension('registeredContentScripts.size')) !== 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('After 10 s the extension has registered no page script.');
  }

  /** True while the extension's background page runs. */
  async isWorkerRunning(): Promise<boolean> {
    return (await this.askExtension('backgroundState')) === 'running';
  }

  /** Waits until the extension's background page runs: on a busy machine its start takes seconds. */
  async untilWorkerRuns(): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!(await this.isWorkerRunning())) {
      if (Date.now() > deadline) throw new Error('After 15 s the background page does not run.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Stops the extension's background page, as the browser does after 30 s without work. */
  async stopWorker(): Promise<void> {
    await this.askExtension('terminateBackground()');
  }

  /** Opens a page of the extension in a tab of its own. */
  async openExtensionPage(file: string): Promise<Page> {
    const page = await this.browser.newPage();
    try {
      await page.goto(`moz-extension://${String(await this.askExtension('uuid'))}/${file}`, { timeout: 2_000 });
    } catch (error) {
      // Puppeteer is not told that a page of an extension has loaded.
      if (!(error instanceof TimeoutError)) throw error;
    }
    return page;
  }

  /** The profile's raw files; the browser must have quit. */
  get profile(): string {
    return path.join(this.folder, 'profile-firefox');
  }

  /** Evaluates an expression on Firefox's own object for the extension. */
  private async askExtension(expression: string): Promise<unknown> {
    const id = JSON.stringify(geckoId(this.extension));
    return await askFirefox(this.browser, `WebExtensionPolicy.getByID(${id}).extension.${expression}`);
  }

  /** Quits, starts once more so that the session ends and all is sent, quits again, and reads every session of the store. */
  async finish(): Promise<SessionFile[]> {
    await this.quit();
    await this.launch();
    await this.untilSent(30_000);
    await this.quit();
    return readStore(this.store);
  }

  /** Waits until every session in the store has its `end`, at least one being there. */
  async untilSent(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const sessions = readStore(this.store);
      if (sessions.length > 0 && sessions.every(({ records }) => records.at(-1)?.['kind'] === 'end')) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error(`After ${timeoutMs} ms not every session in the store has ended. Store: ${this.store}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stopCollector();
    for (const closer of this.closers) await closer();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
