// `npm run bench:recall`: what a driver did in real pages against what the session file says, action by action. Chromium.
// `--sites=clicks,drags` drives only these; `--modules=<folder>` takes the applications from another node_modules;
// `--pages-only` drives without the extension, to try the drivers out.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { report } from '../bench/report.ts';
import { Rig } from '../e2e/rig.ts';
import type { SessionFile } from '../e2e/session-files.ts';
import { readStore } from '../e2e/session-files.ts';
import type { Comparison } from './compare.ts';
import { compare } from './compare.ts';
import type { Site } from './driver.ts';
import { Driver } from './driver.ts';
import type { Expected } from './expected.ts';
import { explain, toBars, toRows } from './findings.ts';
import type { SelectorQuality } from './selectors.ts';
import { judgeSelectors } from './selectors.ts';
import type { SiteServer } from './serve.ts';
import { serveSite } from './serve.ts';
import { SITES } from './sites.ts';

/** Longest wait for everything to be sent after the last site. */
const SEND_MAX_MS = 180_000;
const PAGES = path.join(ROOT, 'test/fixtures/capture');

const { values } = parseArgs({
  options: {
    sites: { type: 'string' },
    modules: { type: 'string', default: path.join(ROOT, 'node_modules') },
    'pages-only': { type: 'boolean', default: false },
    /** Where to write every missed and extra record, as JSON. */
    details: { type: 'string' },
  },
});

interface Driven {
  readonly expected: readonly Expected[];
  /** Sites whose page was not as the driver expects: a fault of this report, not of the recorder. */
  readonly broken: readonly string[];
}

/** One tab after the other, each closed when its site is done. */
async function driveAll(context: BrowserContext, served: readonly (readonly [Site, SiteServer])[]): Promise<Driven> {
  const expected: Expected[] = [];
  const broken: string[] = [];
  for (const [site, server] of served) {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const driver = new Driver(site.name, server, page);
    const startedAt = performance.now();
    await site.run(driver, page).catch((error: unknown) => broken.push(`${site.name}: ${error}`));
    console.log(
      `${site.name}: ${driver.expected.length} records to find, ${Math.round(performance.now() - startedAt)} ms`,
    );
    expected.push(...driver.expected);
    await page.close();
  }
  return { expected, broken };
}

/** What extra pages need from the policy: both origins of every site. */
function policyFor(served: readonly (readonly [Site, SiteServer])[]): Record<string, unknown> {
  return { sites: served.flatMap(([, { origin, other }]) => [`${origin}/*`, `${other}/*`]) };
}

async function record(
  served: readonly (readonly [Site, SiteServer])[],
): Promise<{ driven: Driven; sessions: SessionFile[] }> {
  await buildExtension('chrome');
  const rig = await Rig.open({ fixtures: PAGES, policy: policyFor(served) });
  try {
    const driven = await driveAll(rig.context, served);
    return { driven, sessions: await finish(rig) };
  } finally {
    await rig.close();
  }
}

/** As `Rig.finish`, with time for a session of many segments. */
async function finish(rig: Rig): Promise<SessionFile[]> {
  // As a person does: the last window is closed, and with it the browser.
  for (const page of rig.context.pages()) await page.close();
  await sleep(1_000);
  await rig.quit();
  await rig.launch();
  await rig.untilSent(SEND_MAX_MS);
  await rig.quit();
  return readStore(rig.store);
}

async function driveOnly(served: readonly (readonly [Site, SiteServer])[]): Promise<Driven> {
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    return await driveAll(await browser.newContext({ viewport: { width: 1280, height: 800 } }), served);
  } finally {
    await browser.close();
  }
}

async function judge(comparison: Comparison): Promise<SelectorQuality> {
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    return await judgeSelectors(await browser.newPage(), comparison.matches);
  } finally {
    await browser.close();
  }
}

async function main(): Promise<boolean> {
  const chosen = SITES.filter(({ name }) => values.sites === undefined || values.sites.split(',').includes(name));
  const served = await Promise.all(
    chosen.map(async (site) => [site, await serveSite({ pages: PAGES, modules: values.modules })] as const),
  );
  try {
    if (values['pages-only']) {
      const { expected, broken } = await driveOnly(served);
      console.log(`${expected.length} records to find`, broken);
      return broken.length === 0;
    }
    const { driven, sessions } = await record(served);
    const siteOfUrl = (url: string): string | undefined =>
      served.find(([, { origin, other }]) => url.startsWith(`${origin}/`) || url.startsWith(`${other}/`))?.[0].name;
    const comparison = compare(driven.expected, sessions, siteOfUrl);
    const selectors = await judge(comparison);
    console.log(explain(comparison, selectors));
    if (values.details !== undefined)
      writeFileSync(values.details, JSON.stringify({ comparison, selectors, sessions }, null, 1));
    for (const problem of driven.broken) console.log(`broken driver: ${problem}`);
    return report('recall', toRows(comparison), toBars(comparison, selectors)) && driven.broken.length === 0;
  } finally {
    for (const [, server] of served) await server.close();
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} finally {
  await endAll();
}
