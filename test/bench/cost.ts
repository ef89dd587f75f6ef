// `npm run bench`: what recording costs, against @rrweb/record over the same scripted work in the same run, and as pages and tabs grow.

import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { startProfile, timeIn } from './profile.ts';
import type { Bar } from './report.ts';
import { report } from './report.ts';
import { addRrweb } from './rrweb.ts';
import { measureScale, timeDescribing } from './scale.ts';

const NODES = [1_000, 10_000, 50_000] as const;
const TABS = [1, 50] as const;
/** What counts as flat: a run's own noise is about a third. */
const FLAT_MAX = 2;
const DESCRIBED_NODES = 10_000;

interface Stretch {
  readonly minutes: number;
  readonly scriptMs: number;
  readonly longestMs: number;
  readonly heapMB: number;
  readonly wireBytes: number;
}

async function heapMB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}

async function measure(
  context: BrowserContext,
  page: Page,
  site: string,
  script: RegExp,
): Promise<Omit<Stretch, 'wireBytes'>> {
  await page.goto(`${site}/index.html`);
  const session = await context.newCDPSession(page);
  const stop = await startProfile(session);
  const begin = performance.now();
  await playScriptedPerson(context, page, { origin: site, seed: 7, pace: 'human' });
  const minutes = (performance.now() - begin) / 60_000;
  const { totalMs, longestMs } = timeIn(await stop(), script);
  return { minutes, scriptMs: totalMs, longestMs, heapMB: await heapMB(session) };
}

async function withNothing(): Promise<Stretch> {
  const rig = await Rig.open({ policy: { sites: ['http://127.0.0.1:1/*'] } });
  const stretch = await measure(rig.context, rig.page, rig.site, /capture\.js/);
  await rig.close();
  return { ...stretch, wireBytes: 0 };
}

async function withShowhow(): Promise<Stretch> {
  const rig = await Rig.open();
  const stretch = await measure(rig.context, rig.page, rig.site, /\/capture\.js/);
  const sessions = await rig.finish();
  await rig.close();
  return { ...stretch, wireBytes: sessions.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function withRrweb(): Promise<Stretch> {
  const rig = await Rig.open({ policy: { sites: ['http://127.0.0.1:1/*'] } });
  const pieces = await addRrweb(rig.context);
  const stretch = await measure(rig.context, rig.page, rig.site, /rrweb-record\.js/);
  await rig.close();
  return { ...stretch, wireBytes: gzipSync(pieces.join('\n')).length };
}

function row(recorder: string, stretch: Stretch, baseline: Stretch): Record<string, string | number> {
  return {
    recorder,
    'gzip kB per hour': Math.round(((stretch.wireBytes / stretch.minutes) * 60) / 1_000),
    'main thread ms per minute': Number((stretch.scriptMs / stretch.minutes).toFixed(1)),
    'longest stretch ms': Number(stretch.longestMs.toFixed(1)),
    'heap MB above none': Number((stretch.heapMB - baseline.heapMB).toFixed(2)),
    minutes: Number(stretch.minutes.toFixed(2)),
  };
}

/** Each of these as a multiple of the first. */
function growth(costs: ReadonlyMap<number, number>): number {
  const [first = Number.NaN, ...rest] = costs.values();
  return Math.max(...rest) / first;
}

async function describing(): Promise<readonly number[]> {
  const rig = await Rig.open({ policy: { sites: ['http://127.0.0.1:1/*'] } });
  try {
    return await timeDescribing(rig.page, DESCRIBED_NODES);
  } finally {
    await rig.close();
  }
}

async function main(): Promise<boolean> {
  await buildOnce();
  const nothing = await withNothing();
  const showhow = await withShowhow();
  const rrweb = await withRrweb();
  const { byNodes, byTabs } = await measureScale(NODES, TABS);
  const times = await describing();
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const rate = (stretch: Stretch, value: number): number => value / stretch.minutes;
  const bytesRatio = rate(rrweb, rrweb.wireBytes) / rate(showhow, showhow.wireBytes);
  console.log(
    `@rrweb/record sends ${bytesRatio.toFixed(1)} times as much over this dense minute; bench:wire judges ten minutes`,
  );
  const rounds = (costs: ReadonlyMap<number, number>, what: string) =>
    [...costs].map(([count, ms]) => ({
      recorder: `showhow, ${count} ${what}`,
      'ms a round of work': Number(ms.toFixed(2)),
    }));
  const atMost = (name: string, value: number, bar: number, unit: string): Bar => ({
    name,
    value,
    bar,
    sense: 'at most',
    unit,
  });
  return report(
    'cost',
    [
      row('none', nothing, nothing),
      row('showhow', showhow, nothing),
      row('@rrweb/record', rrweb, nothing),
      ...rounds(byNodes, 'elements'),
      ...rounds(byTabs, 'tabs'),
    ],
    [
      atMost(
        'main-thread time, showhow / rrweb',
        rate(showhow, showhow.scriptMs) / rate(rrweb, rrweb.scriptMs),
        0.1,
        'ratio',
      ),
      atMost('longest stretch of ours', showhow.longestMs, 50, 'ms'),
      atMost('cost of the same work, 50,000 elements / 1,000', growth(byNodes), FLAT_MAX, 'ratio'),
      atMost('cost of the same work, 50 tabs / 1', growth(byTabs), FLAT_MAX, 'ratio'),
      atMost('describing a target of 10,000 elements, 99th percentile', p99, 1, 'ms'),
    ],
  );
}

try {
  if (!(await main())) process.exitCode = 1;
} finally {
  await endAll();
}
