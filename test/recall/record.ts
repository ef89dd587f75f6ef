// One run of the driver in one browser, and the session files that came of it.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { FirefoxRig } from '../e2e/firefox-rig.ts';
import { Rig } from '../e2e/rig.ts';
import type { SessionFile } from '../e2e/session-files.ts';
import { readStore } from '../e2e/session-files.ts';
import type { BrowserName, Site } from './driver.ts';
import { Driver } from './driver.ts';
import type { Expected } from './expected.ts';
import { openFirefox } from './firefox.ts';
import type { SiteServer } from './serve.ts';

/** Longest wait for everything to be sent after the last site. */
const SEND_MAX_MS = 180_000;
/** Between the end of the last page and that of the browser. */
const LAST_WORDS_MS = 1_500;

export type Served = readonly (readonly [Site, SiteServer])[];

export interface Driven {
  readonly expected: readonly Expected[];
  /** Sites whose page was not as the driver expects: a fault of this report, not of the recorder. */
  readonly broken: readonly string[];
}

export interface Recorded {
  readonly driven: Driven;
  readonly sessions: readonly SessionFile[];
}

/** Drives every site with the extension, which must be built. `pages`: folder of the fixtures. */
export function record(browser: BrowserName, served: Served, pages: string): Promise<Recorded> {
  // Both origins of every site are listed.
  const policy = { sites: served.flatMap(([, { origin, other }]) => [`${origin}/*`, `${other}/*`]) };
  return browser === 'chromium' ? recordChromium(served, { pages, policy }) : recordFirefox(served, { pages, policy });
}

interface Setup {
  readonly pages: string;
  readonly policy: Record<string, unknown>;
}

async function recordChromium(served: Served, { pages, policy }: Setup): Promise<Recorded> {
  const rig = await Rig.open({ fixtures: pages, policy });
  try {
    const driven = await driveAll('chromium', rig.context, served);
    // As a person does: the last window is closed, and with it the browser.
    for (const page of rig.context.pages()) await page.close();
    await sleep(LAST_WORDS_MS);
    await rig.quit();
    await rig.launch();
    await rig.untilSent(SEND_MAX_MS);
    await rig.quit();
    return { driven, sessions: readStore(rig.store) };
  } finally {
    await rig.close();
  }
}

async function recordFirefox(served: Served, { pages, policy }: Setup): Promise<Recorded> {
  const rig = await FirefoxRig.open({ fixtures: pages, policy });
  try {
    await rig.untilRegistered();
    await rig.quit();
    // The same profile, under hands that know how to drive the sites.
    const context = await openFirefox(path.join(rig.folder, 'profile-firefox'));
    const driven = await driveAll('firefox', context, served);
    await sleep(LAST_WORDS_MS);
    await context.close();
    await rig.launch();
    await rig.untilSent(SEND_MAX_MS);
    await rig.quit();
    return { driven, sessions: readStore(rig.store) };
  } finally {
    await rig.close();
  }
}

/** Drives every site in a Chromium without the extension, to try the drivers out. */
export async function driveOnly(served: Served): Promise<Driven> {
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    return await driveAll('chromium', await browser.newContext({ viewport: { width: 1280, height: 800 } }), served);
  } finally {
    await browser.close();
  }
}

/** One tab after the other, each closed when its site is done. */
async function driveAll(browser: BrowserName, context: BrowserContext, served: Served): Promise<Driven> {
  const expected: Expected[] = [];
  const broken: string[] = [];
  for (const [site, server] of served) {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const driver = new Driver({ browser, site: site.name, server }, page);
    const startedAt = performance.now();
    await site.run(driver, page).catch((error: unknown) => broken.push(`${browser} ${site.name}: ${error}`));
    const ms = Math.round(performance.now() - startedAt);
    console.log(`${browser}, ${site.name}: ${driver.expected.length} records to find, ${ms} ms`);
    expected.push(...driver.expected);
    await page.close();
  }
  return { expected, broken };
}
