// Replays a recording of the `puppeteer` export in a Chromium without the extension, by Puppeteer Replay.
import { setTimeout as sleep } from 'node:timers/promises';
import { createRunner, parse } from '@puppeteer/replay';
import type { Browser } from 'puppeteer-core';
import { launch } from 'puppeteer-core';
import { findBrowser } from '../../src/dev/find-browser.ts';
import type { FrameLook, Outcome } from './outcome.ts';
import { LOOK, toOutcome } from './outcome.ts';
import { ShowhowRunner } from './showhow-runner.ts';

const STEP_TIMEOUT_MS = 5_000;
/** Until a page has reacted to the last step. */
const SETTLE_MS = 500;

export function launchForReplay(): Promise<Browser> {
  return launch({
    executablePath: findBrowser('chromium'),
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--window-size=1280,800'],
  });
}

/** What the recording leaves in the page; a text where a step failed. */
export async function replay(browser: Browser, recording: unknown): Promise<Outcome | string> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const runner = await createRunner(parse(recording), new ShowhowRunner(browser, page, { timeout: STEP_TIMEOUT_MS }));
    await runner.run();
    await sleep(SETTLE_MS);
    const looks: FrameLook[] = [];
    for (const frame of page.frames()) looks.push((await frame.evaluate(LOOK)) as FrameLook);
    return toOutcome(looks);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await context.close();
  }
}
