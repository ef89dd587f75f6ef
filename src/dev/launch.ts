// Opens Chromium with the extension on a profile of its own. The browser's files all stay in the given folder.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from './find-browser.ts';
import { WORK } from './paths.ts';

export interface Launch {
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** Folder for the profile and everything else that the browser writes. */
  readonly folder: string;
  readonly headless: boolean;
  /** The only hosts that may be looked up; absent means any. */
  readonly onlyLoopback?: boolean;
  /** Pages that are left are kept for the way back, as they are for people; Playwright switches that off. */
  readonly keepsPages?: boolean;
  /** Starts this in place of the browser found: a script that ends in the browser. */
  readonly executable?: string;
}

/** What a launch wants to know where policy, not the launch, brings the extension. */
export type ManagedLaunch = Omit<Launch, 'extension' | 'keepsPages'>;

/** Opens the browser; closing the context ends it. A second launch on the same folder continues the same profile. */
export async function launchChromium({ extension, keepsPages = false, ...launch }: Launch): Promise<BrowserContext> {
  return await open(launch, {
    ignoreDefaultArgs: ['--disable-extensions', ...(keepsPages ? ['--disable-back-forward-cache'] : [])],
    args: [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`],
  });
}

/** Opens the browser as an organisation's: it installs what its policy says, and asks for updates. */
export async function launchManagedChromium(launch: ManagedLaunch): Promise<BrowserContext> {
  return await open(launch, {
    ignoreDefaultArgs: ['--disable-extensions', '--disable-background-networking', '--disable-default-apps'],
    args: [],
  });
}

interface Switches {
  readonly ignoreDefaultArgs: readonly string[];
  readonly args: readonly string[];
}

async function open(
  { folder, headless, onlyLoopback, executable }: ManagedLaunch,
  { ignoreDefaultArgs, args }: Switches,
): Promise<BrowserContext> {
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  return await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath: executable ?? findBrowser('chromium'),
    headless,
    // Ctrl-C is ours to handle: the browser is closed in order, so that nothing is lost.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: headless ? { width: 1280, height: 800 } : null,
    ignoreDefaultArgs: [...ignoreDefaultArgs],
    args: [
      ...args,
      '--no-first-run',
      '--disable-quic',
      '--disable-component-update',
      '--disable-sync',
      '--password-store=basic',
      ...(headless ? ['--disable-gpu'] : []),
      ...(isRoot ? ['--no-sandbox'] : []),
      ...(onlyLoopback ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'] : []),
    ],
    env: {
      ...definedEnv(),
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      XDG_DATA_HOME: home,
      ...tmpInClone(),
    },
  });
}

/** Longest that a browser takes to hand out its managed storage: 3 to 5 s were seen after each start. */
const READY_MS = 15_000;
/** What the extension does once it knows its policy: it tells open pages, and registers its page script. */
const SET_UP_MS = 400;

/** Waits until the extension has decided, in this run of the browser, whether it records. Returns its id. */
export async function untilReady(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  // A profile that was used before holds the gate of its last run, so that alone says nothing.
  const isReady = `(async () => {
    await chrome.storage.managed.get();
    const { gate } = await chrome.storage.local.get('gate');
    return gate?.open === false || (gate?.open === true && (await chrome.scripting.getRegisteredContentScripts()).length > 0);
  })()`;
  const deadline = Date.now() + READY_MS;
  while ((await worker.evaluate(isReady)) !== true) {
    if (Date.now() > deadline) throw new Error(`The extension did not get ready within ${READY_MS / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, SET_UP_MS));
  return new URL(worker.url()).host;
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

/** Temporary files too stay in the clone, unless its path is too long: the browser puts a socket there, whose path may have 107 bytes. */
function tmpInClone(): Record<string, string> {
  const tmp = path.join(WORK, 'tmp');
  if (tmp.length > 60) return {};
  mkdirSync(tmp, { recursive: true });
  return { TMPDIR: tmp };
}
