// `npm run bench`: what recording costs, against @rrweb/record over the same scripted work in the same run.

import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { startProfile, timeIn } from './profile.ts';
import { report } from './report.ts';
import { addRrweb } from './rrweb.ts';

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

async function main(): Promise<boolean> {
  await buildOnce();
  const nothing = await withNothing();
  const showhow = await withShowhow();
  const rrweb = await withRrweb();
  const rate = (stretch: Stretch, value: number): number => value / stretch.minutes;
  const bytesRatio = rate(rrweb, rrweb.wireBytes) / rate(showhow, showhow.wireBytes);
  console.log(
    `@rrweb/record sends ${bytesRatio.toFixed(1)} times as much over this dense minute; bench:wire judges ten minutes`,
  );
  return report(
    'cost',
    [row('none', nothing, nothing), row('showhow', showhow, nothing), row('@rrweb/record', rrweb, nothing)],
    [
      {
        name: 'main-thread time, showhow / rrweb',
        value: rate(showhow, showhow.scriptMs) / rate(rrweb, rrweb.scriptMs),
        bar: 1 / 10,
        sense: 'at most',
        unit: 'ratio',
      },
      { name: 'longest stretch of ours', value: showhow.longestMs, bar: 50, sense: 'at most', unit: 'ms' },
    ],
  );
}

try {
  if (!(await main())) console.log('A bar does not hold: see `holds` above.');
} finally {
  await endAll();
}
