// `npm run bench`: what recording costs, against @rrweb/record over the same scripted work in the same run.
import type { BrowserContext, CDPSession, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { endAll } from '../../src/dev/child-process.ts';
import { ROOT } from '../../src/dev/paths.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { msIn, startProfile } from './profile.ts';
import { report } from './report.ts';

interface Stretch {
  readonly minutes: number;
  readonly scriptMs: number;
  readonly heapMB: number;
  readonly wireBytes: number;
}

const RRWEB = path.join(ROOT, 'node_modules/@rrweb/record/dist/record.umd.min.cjs');
/** rrweb's events leave the page in pieces of a second; the sending is not counted as rrweb's time. */
const RRWEB_START = `(() => {
  let waiting = [];
  const flush = () => { if (waiting.length > 0) rrwebSend(JSON.stringify(waiting.splice(0))); };
  const begin = () => { rrwebRecord.record({ emit: (event) => { waiting.push(event); } }); setInterval(flush, 1000); };
  addEventListener('pagehide', flush);
  document.readyState === 'loading' ? addEventListener('DOMContentLoaded', begin) : begin();
})();
//# sourceURL=rrweb-bench-glue.js`;

async function heapMB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}

async function measure(context: BrowserContext, page: Page, site: string, script: RegExp): Promise<Omit<Stretch, 'wireBytes'>> {
  await page.goto(`${site}/index.html`);
  const session = await context.newCDPSession(page);
  const stop = await startProfile(session);
  const begin = performance.now();
  await playScriptedPerson(context, page, { origin: site, seed: 7, pace: 'human' });
  const minutes = (performance.now() - begin) / 60_000;
  const scriptMs = msIn(await stop(), script);
  return { minutes, scriptMs, heapMB: await heapMB(session) };
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
  const pieces: string[] = [];
  await rig.context.exposeFunction('rrwebSend', (piece: string) => pieces.push(piece));
  await rig.context.addInitScript(`${readFileSync(RRWEB, 'utf8')}\n//# sourceURL=rrweb-record.js`);
  await rig.context.addInitScript(RRWEB_START);
  const stretch = await measure(rig.context, rig.page, rig.site, /rrweb-record\.js/);
  await rig.close();
  return { ...stretch, wireBytes: gzipSync(pieces.join('\n')).length };
}

function row(recorder: string, stretch: Stretch, baseline: Stretch): Record<string, string | number> {
  return {
    recorder,
    'gzip kB per hour': Math.round(((stretch.wireBytes / stretch.minutes) * 60) / 1_000),
    'main thread ms per minute': Number((stretch.scriptMs / stretch.minutes).toFixed(1)),
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
  return report(
    'cost',
    [row('none', nothing, nothing), row('showhow', showhow, nothing), row('@rrweb/record', rrweb, nothing)],
    [
      {
        name: 'bytes sent, showhow / rrweb',
        value: rate(showhow, showhow.wireBytes) / rate(rrweb, rrweb.wireBytes),
        bar: 1 / 30,
        sense: 'at most',
        unit: 'ratio',
      },
      {
        name: 'bytes sent an hour',
        value: (rate(showhow, showhow.wireBytes) * 60) / 1_000,
        bar: 400,
        sense: 'at most',
        unit: 'kB',
      },
      {
        name: 'main-thread time, showhow / rrweb',
        value: rate(showhow, showhow.scriptMs) / rate(rrweb, rrweb.scriptMs),
        bar: 1 / 10,
        sense: 'at most',
        unit: 'ratio',
      },
    ],
  );
}

try {
  if (!(await main())) console.log('A bar does not hold: see `holds` above.');
} finally {
  await endAll();
}
