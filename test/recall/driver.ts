// The hands that drive a site: whatever they do is noted as the record that it must leave in the file.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Frame, FrameLocator, Locator, Page } from '@playwright/test';
import type { Line } from '../e2e/session-files.ts';
import type { Expected, Sighting } from './expected.ts';
import { part } from './expected.ts';
import type { SiteServer } from './serve.ts';

export type BrowserName = 'chromium' | 'firefox';

/** A site to drive. `fixture` is the path of its first page below the folder of fixtures. */
export interface Site {
  readonly name: string;
  readonly fixture: string;
  run(driver: Driver, page: Page): Promise<void>;
}

/** Where elements are looked for: a tab, a frame, or a frame found by a locator. */
export type Scope = Page | Frame | FrameLocator | Locator;

/** What is known of a record beside its kind. */
export interface Facts {
  readonly isOptional?: boolean;
  readonly sighting?: Sighting;
  readonly top?: NonNullable<Expected['top']>;
}

/** Long enough for a page to react and for two gestures not to be one. */
const CALM_MS = 60;

/** What is driven, and where. */
export interface Run {
  readonly browser: BrowserName;
  readonly site: string;
  readonly server: SiteServer;
}

export class Driver {
  readonly browser: BrowserName;
  readonly site: string;
  readonly server: SiteServer;
  readonly expected: Expected[] = [];
  /** The tab at work; sites that open others switch it. */
  page: Page;
  #cdp: { readonly page: Page; readonly session: CDPSession } | undefined;

  constructor({ browser, site, server }: Run, page: Page) {
    this.browser = browser;
    this.site = site;
    this.server = server;
    this.page = page;
  }

  /** Notes a record that must come. */
  expect(
    kind: string,
    note: string,
    check: (record: Line) => boolean,
    { isOptional = false, ...facts }: Facts = {},
  ): void {
    this.expected.push({ kind, site: this.site, note, check, isOptional, ...facts });
  }

  /** The element with this test id. */
  find(testId: string, scope: Scope = this.page): Locator {
    return scope.locator(`[data-testid="${testId}"]`);
  }

  /** Opens a fixture page. */
  async open(fixture: string): Promise<void> {
    await this.page.goto(`${this.server.origin}/${fixture}`);
    this.expectPage(fixture);
    await this.calm();
  }

  /** Notes that a document came, with what made it come where that is sure. */
  expectPage(path: string, cause?: string): void {
    const isHere = (record: Line): boolean => isShapeOf(String(part(record, 'url')), path);
    this.expect(
      'page',
      `${cause ?? 'open'} ${path}`,
      (record) => isHere(record) && (cause === undefined || record['cause'] === cause),
    );
  }

  /** A short rest, so that what follows is a gesture of its own. */
  async calm(ms = CALM_MS): Promise<void> {
    await sleep(ms);
  }

  /**
   * Over WebDriver BiDi, Firefox takes no pen, no finger and no input method, starts no drag and drop of its own, counts no
   * clicks, and tells nothing of a page that comes out of the back/forward cache: none of it is driven there.
   */
  get isChromium(): boolean {
    return this.browser === 'chromium';
  }

  /** The tab's own line to Chromium, for input that Playwright has no words for. */
  async cdp(): Promise<CDPSession> {
    if (this.#cdp?.page !== this.page) {
      this.#cdp = { page: this.page, session: await this.page.context().newCDPSession(this.page) };
    }
    return this.#cdp.session;
  }
}

/** True where a URL of the file is that of a page: each part of the path is the same, or `:x` where it may not be told. */
function isShapeOf(url: string, path: string): boolean {
  const told = url.split('/').slice(3);
  const parts = path.split('/');
  return told.length === parts.length && parts.every((each, index) => told[index] === each || told[index] === ':x');
}
