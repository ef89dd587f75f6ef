// `npm run bench:wire`: bytes sent an active hour, by kind, and what the worker does for them, against @rrweb/record over the same
// ten minutes of scripted work.
import { gzipSync } from 'node:zlib';
import { endAll } from '../../src/dev/child-process.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';
import { watchExtensionCpu } from './extension-cpu.ts';
import { report } from './report.ts';
import { addRrweb } from './rrweb.ts';

const MINUTES = 10;
/** Records leave as they do by a policy's defaults, a segment for each quarter of an hour; only the hold window is not waited for. */
const POLICY = { uploadEveryMinutes: 15 };

/** Works in an office pace, story after story, for at least ten minutes. Returns how long it took. */
async function work(rig: Rig): Promise<number> {
  const begin = performance.now();
  const minutes = (): number => (performance.now() - begin) / 60_000;
  for (let seed = 1; minutes() < MINUTES; seed += 1)
    await playScriptedPerson(rig.context, rig.page, { origin: rig.site, seed, pace: 'office' });
  return minutes();
}

interface Sent {
  readonly minutes: number;
  readonly bytes: number;
  readonly lines: readonly string[];
  readonly records: readonly Line[];
  readonly cpuMs: number;
}

async function withShowhow(): Promise<Sent> {
  const rig = await Rig.open({ policy: POLICY });
  const readCpuMs = watchExtensionCpu(rig.folder);
  const minutes = await work(rig);
  await rig.page.waitForTimeout(1_500);
  const cpuMs = readCpuMs();
  const sessions = await rig.finish();
  await rig.close();
  return {
    minutes,
    cpuMs,
    bytes: sessions.reduce((sum, session) => sum + session.bytes, 0),
    lines: sessions.flatMap((session) => session.text.trimEnd().split('\n')),
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

/** What the file would weigh less without a kind. */
function bytesOf(lines: readonly string[], kind: string): number {
  const rest = lines.filter((line) => !line.startsWith(`{"kind":"${kind}"`));
  return gzipSync(lines.join('\n')).length - gzipSync(rest.join('\n')).length;
}

try {
  await buildOnce();
  // Side by side: bytes do not depend on how busy the machine is.
  const [showhow, rrweb] = await Promise.all([withShowhow(), withRrweb()]);
  const hourly = (amount: number): number => (amount / showhow.minutes) * 60;
  const round = (value: number): number => Number(value.toFixed(1));
  const byKind = Map.groupBy(showhow.records, ({ kind }) => kind);
  const rows = [...byKind].map(([kind, records]) => ({
    what: kind,
    records: records.length,
    'gzip kB an hour': round(hourly(bytesOf(showhow.lines, kind)) / 1_000),
  }));
  const paths = byKind.get('pointer') ?? [];
  const samples = paths.reduce((sum, record) => sum + (record['dt'] as number[]).length + 1, 0);
  const facts = [
    { what: 'minutes of work', value: round(showhow.minutes) },
    { what: 'rrweb, gzip kB an hour', value: round(((rrweb.bytes / rrweb.minutes) * 60) / 1_000) },
    { what: 'pointer samples a path', value: round(samples / paths.length) },
    { what: 'CPU of the worker, s an hour', value: round(hourly(showhow.cpuMs) / 1_000) },
  ];
  const isFine = report(
    'wire',
    [...rows, ...facts],
    [
      {
        name: 'bytes sent, showhow / rrweb',
        value: showhow.bytes / showhow.minutes / (rrweb.bytes / rrweb.minutes),
        bar: 1 / 30,
        sense: 'at most',
        unit: 'ratio',
      },
      { name: 'bytes sent an hour', value: hourly(showhow.bytes) / 1_000, bar: 400, sense: 'at most', unit: 'kB' },
      {
        name: 'pointer paths in the file',
        value: bytesOf(showhow.lines, 'pointer') / samples,
        bar: 2.5,
        sense: 'at most',
        unit: 'bytes a sample',
      },
    ],
  );
  process.exitCode = isFine ? 0 : 1;
} finally {
  await endAll();
}
