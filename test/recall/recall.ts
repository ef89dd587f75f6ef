// `npm run bench:recall`: what a driver did in real pages against what the session file says, action by action, in Chromium and Firefox.
// `--browsers=firefox` drives only that one, and keeps what the report says of the other; `--sites=clicks,drags` drives only these
// and writes nothing; `--modules=<folder>` takes the applications from another node_modules; `--pages-only` drives without the
// extension, to try the drivers out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { buildExtension } from '../../src/dev/build.ts';
import { endAll } from '../../src/dev/child-process.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import type { Bar, Row } from '../bench/report.ts';
import { report, show } from '../bench/report.ts';
import type { Comparison } from './compare.ts';
import { compare } from './compare.ts';
import type { BrowserName } from './driver.ts';
import { explain, toBars, toRows, usableBar } from './findings.ts';
import { installHeavySubjects } from './heavy-subjects.ts';
import type { Served } from './record.ts';
import { driveOnly, record } from './record.ts';
import type { SelectorQuality } from './selectors.ts';
import { judgeSelectors } from './selectors.ts';
import { serveSite } from './serve.ts';
import { SITES } from './sites.ts';
import { usableSteps } from './usable.ts';

const PAGES = path.join(ROOT, 'test/fixtures/capture');
const REPORT = path.join(ROOT, 'docs/benchmarks/recall.json');
const BROWSERS: readonly BrowserName[] = ['chromium', 'firefox'];

const { values } = parseArgs({
  options: {
    sites: { type: 'string' },
    browsers: { type: 'string' },
    modules: { type: 'string', default: path.join(ROOT, 'node_modules') },
    'pages-only': { type: 'boolean', default: false },
    /** Where to write every missed and extra record, as JSON, by browser. */
    details: { type: 'string' },
  },
});

/** Selectors are tried out in a browser without the extension. */
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

interface Judged {
  readonly rows: readonly Row[];
  readonly bars: readonly Bar[];
  readonly isDriven: boolean;
  readonly details: unknown;
}

async function judgeBrowser(browser: BrowserName, served: Served): Promise<Judged> {
  await buildExtension(browser === 'chromium' ? 'chrome' : 'firefox');
  const { driven, sessions } = await record(browser, served, PAGES);
  const siteOfUrl = (url: string): string | undefined =>
    served.find(([, { origin, other }]) => url.startsWith(`${origin}/`) || url.startsWith(`${other}/`))?.[0].name;
  const comparison = compare(driven.expected, sessions, siteOfUrl);
  const selectors = await judge(comparison);
  const { steps, usableSteps: usable, lacks } = await usableSteps(sessions);
  console.log(`── ${browser} ──\n${explain(comparison, selectors)}`);
  console.log(`usable steps: ${usable} of ${steps}; the others lack ${JSON.stringify(lacks)}`);
  for (const problem of driven.broken) console.log(`broken driver: ${problem}`);
  return {
    rows: toRows(comparison).map((row) => ({ browser, ...row, day: new Date().toISOString().slice(0, 10) })),
    bars: [...toBars(comparison, selectors), usableBar(usable, steps)].map((bar) => ({
      ...bar,
      name: `${browser}: ${bar.name}`,
    })),
    isDriven: driven.broken.length === 0,
    details: { comparison, selectors, sessions },
  };
}

/** What the last report says of these browsers. Rows tell when they were driven. */
function readKept(browsers: readonly BrowserName[]): { readonly rows: readonly Row[]; readonly bars: readonly Bar[] } {
  if (browsers.length === 0 || !existsSync(REPORT)) return { rows: [], bars: [] };
  const { rows, bars } = JSON.parse(readFileSync(REPORT, 'utf8')) as { rows: Row[]; bars: Bar[] };
  return {
    rows: rows.filter(({ browser }) => browsers.some((name) => name === browser)),
    bars: bars.filter(({ name }) => browsers.some((browser) => name.startsWith(`${browser}: `))),
  };
}

async function main(): Promise<boolean> {
  const isWanted = (name: string, list: string | undefined): boolean => list?.split(',').includes(name) ?? true;
  installHeavySubjects();
  const served = await Promise.all(
    SITES.filter(({ name }) => isWanted(name, values.sites)).map(
      async (site) => [site, await serveSite({ pages: PAGES, modules: values.modules })] as const,
    ),
  );
  try {
    if (values['pages-only']) {
      const { expected, broken } = await driveOnly(served);
      console.log(`${expected.length} records to find`, broken);
      return broken.length === 0;
    }
    const judged: Judged[] = [];
    for (const browser of BROWSERS.filter((name) => isWanted(name, values.browsers)))
      judged.push(await judgeBrowser(browser, served));
    if (values.details !== undefined)
      writeFileSync(
        values.details,
        JSON.stringify(
          judged.map(({ details }) => details),
          null,
          1,
        ),
      );
    const rows = judged.flatMap((each) => each.rows);
    const bars = judged.flatMap((each) => each.bars);
    const kept = readKept(BROWSERS.filter((name) => !isWanted(name, values.browsers)));
    const isHeld =
      values.sites === undefined
        ? report('recall', [...kept.rows, ...rows], [...kept.bars, ...bars])
        : show(rows, bars);
    return isHeld && judged.every(({ isDriven }) => isDriven);
  } finally {
    for (const [, server] of served) await server.close();
  }
}

try {
  if (!(await main())) process.exitCode = 1;
} finally {
  await endAll();
}
