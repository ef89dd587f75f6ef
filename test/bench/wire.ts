// `npm run bench:wire`: bytes sent an active hour, by kind, against @rrweb/record over the same ten minutes of scripted work.
import { gzipSync } from 'node:zlib';
import { endAll } from '../../src/dev/child-process.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';
import { report } from './report.ts';
import { addRrweb } from './rrweb.ts';

const MINUTES = 10;

/** Works in an office pace, story after story, for at least ten minutes. Returns how long it took. */
async function work(rig: Rig): Promise<number> {
  const begin = performance.now();
  const minutes = (): number => (performance.now() - begin) / 60_000;
  for (let seed = 1; minutes() < MINUTES; seed += 1)
    await playScriptedPerson(rig.context, rig.page, { origin: rig.site, seed, pace: 'office' });
  return minutes();
}

async function withShowhow(): Promise<{ minutes: number; bytes: number; records: readonly Line[] }> {
  const rig = await Rig.open();
  const minutes = await work(rig);
  await rig.page.waitForTimeout(1_500);
  const sessions = await rig.finish();
  await rig.close();
  return {
    minutes,
    bytes: sessions.reduce((sum, session) => sum + session.bytes, 0),
    records: sessions.flatMap((session) => session.records),
  };
}

async function withRrweb(): Promise<{ minutes: number; bytes: number }> {
  const rig = await Rig.open({ policy: { sites: ['http://127.0.0.1:1/*'] } });
  const pieces = await addRrweb(rig.context);
  const minutes = await work(rig);
  await rig.close();
  return { minutes, bytes: gzipSync(pieces.join('\n')).length };
}

function gzipBytes(records: readonly Line[]): number {
  return gzipSync(records.map((record) => JSON.stringify(record)).join('\n')).length;
}

try {
  await buildOnce();
  // Side by side: bytes do not depend on how busy the machine is.
  const [showhow, rrweb] = await Promise.all([withShowhow(), withRrweb()]);
  const hourly = (bytes: number, minutes: number): number => ((bytes / minutes) * 60) / 1_000;
  const byKind = Map.groupBy(showhow.records, ({ kind }) => kind);
  const rows = [...byKind].map(([kind, records]) => ({
    kind,
    records: records.length,
    'gzip kB an hour, alone': Number(hourly(gzipBytes(records), showhow.minutes).toFixed(1)),
  }));
  const samples = (byKind.get('pointer') ?? []).reduce((sum, record) => sum + (record['dt'] as number[]).length + 1, 0);
  const isFine = report('wire', rows, [
    {
      name: 'bytes sent, showhow / rrweb',
      value: showhow.bytes / showhow.minutes / (rrweb.bytes / rrweb.minutes),
      bar: 1 / 30,
      sense: 'at most',
      unit: 'ratio',
    },
    {
      name: 'bytes sent an hour',
      value: hourly(showhow.bytes, showhow.minutes),
      bar: 400,
      sense: 'at most',
      unit: 'kB',
    },
    {
      name: 'pointer paths',
      value: gzipBytes(byKind.get('pointer') ?? []) / samples,
      bar: 2.5,
      sense: 'at most',
      unit: 'bytes a sample',
    },
  ]);
  process.exitCode = isFine ? 0 : 1;
} finally {
  await endAll();
}
