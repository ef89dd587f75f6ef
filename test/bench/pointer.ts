// `npm run bench:pointer`: how much of what a mouse says is in the file at 125 samples a second, and what a sample costs at 60.
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { CDPSession } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import type { PathStep, Point } from '../../src/dev/pointer-path.ts';
import { planPath, reachMs } from '../../src/dev/pointer-path.ts';
import { drawBetween, makeRandom } from '../../src/dev/seeded-random.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line } from '../e2e/session-files.ts';
import { readStore } from '../e2e/session-files.ts';
import { report } from './report.ts';

const REACHES = 80;
/** A mouse of 125 Hz. */
const HARDWARE_GAP_MS = 8;

interface Recorded {
  readonly sent: readonly Point[];
  readonly paths: readonly Line[];
  /** Of the whole session, as sealed, and of the same without its paths. */
  readonly bytes: number;
  readonly bytesWithout: number;
}

/** Moves by these plans, one after the other with rests between; each step leaves at its time whatever the browser says. */
async function move(session: CDPSession, plans: readonly (readonly PathStep[])[]): Promise<readonly Point[]> {
  const sent: Point[] = [];
  const answers: Promise<unknown>[] = [];
  for (const steps of plans) {
    const startedAt = performance.now();
    for (const { x, y, atMs } of steps) {
      const leftMs = startedAt + atMs - performance.now();
      if (leftMs > 0.5) await sleep(leftMs);
      // When the hand moved, not when this busy process came to say so.
      const timestamp = (performance.timeOrigin + startedAt + atMs) / 1_000;
      answers.push(session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, timestamp }));
      sent.push({ x, y });
    }
    await Promise.all(answers.splice(0));
    await sleep(180);
  }
  return sent;
}

async function record(pointerHz: number, plans: readonly (readonly PathStep[])[]): Promise<Recorded> {
  const policyKeys = ['pointerHz', ...Object.keys(demoPolicy('', ''))];
  const rig = await Rig.open({ policy: { pointerHz, policyKeys } });
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    const sent = await move(await rig.context.newCDPSession(rig.page), plans);
    await rig.page.waitForTimeout(1_500);
    await rig.finish();
    const [session] = readStore(rig.store);
    if (session === undefined) throw new Error('No session was recorded.');
    const paths = session.records.filter(({ kind }) => kind === 'pointer');
    const lines = session.text.split('\n');
    const without = lines.filter((line) => !line.startsWith('{"kind":"pointer"'));
    return { sent, paths, bytes: gzipSync(session.text).length, bytesWithout: gzipSync(without.join('\n')).length };
  } finally {
    await rig.close();
  }
}

/** Reaches of a hand between places all over the page, as an office mouse reports them. */
function reaches(): (readonly PathStep[])[] {
  const random = makeRandom(11);
  const place = (): Point => ({ x: drawBetween(random, [40, 1_240]), y: drawBetween(random, [40, 760]) });
  let from: Point = { x: 640, y: 400 };
  return Array.from({ length: REACHES }, () => {
    const to = place();
    const steps = planPath(from, to, reachMs(from, to, 40), random);
    from = steps.at(-1) ?? from;
    return steps;
  });
}

/** Circles that never stand on one place twice in a row, a sample each 8 ms. */
function circles(): (readonly PathStep[])[] {
  return Array.from({ length: 10 }, (_, round) =>
    Array.from({ length: 250 }, (_each, i) => ({
      x: Math.round(640 + (150 + round * 10) * Math.cos(i / 12)),
      y: Math.round(400 + (150 + round * 10) * Math.sin(i / 12)),
      atMs: i * HARDWARE_GAP_MS,
    })),
  );
}

/** Places of a path, in order. */
function placesOf(path: Line): Point[] {
  let [x, y] = [Number(path['x']), Number(path['y'])];
  const dy = path['dy'] as readonly number[];
  const rest = (path['dx'] as readonly number[]).map((dx, i) => {
    x += dx;
    y += dy[i] ?? 0;
    return { x, y };
  });
  return [{ x: Number(path['x']), y: Number(path['y']) }, ...rest];
}

/** How many of the places sent stand in the file, in their order. */
function found({ sent, paths }: Recorded): number {
  const told = paths.flatMap(placesOf);
  let at = 0;
  let count = 0;
  for (const { x, y } of sent) {
    const next = told.findIndex((place, index) => index >= at && index < at + 40 && place.x === x && place.y === y);
    if (next < 0) continue;
    count += 1;
    at = next + 1;
  }
  return count;
}

function samplesOf(paths: readonly Line[]): number {
  return paths.reduce((sum, path) => sum + (path['dt'] as number[]).length + 1, 0);
}

function bytesOf(paths: readonly Line[], ...columns: readonly string[]): number {
  const rows = paths.map((path) =>
    JSON.stringify(columns.length === 0 ? path : Object.fromEntries(columns.map((column) => [column, path[column]]))),
  );
  return gzipSync(rows.join('\n')).length;
}

async function main(): Promise<boolean> {
  await buildOnce();
  const fine = await record(125, circles());
  const usual = await record(60, reaches());
  const samples = samplesOf(usual.paths);
  const each = (bytes: number): number => Number((bytes / samples).toFixed(2));
  const rows = [
    { what: 'samples sent at 125 Hz', value: fine.sent.length },
    { what: 'of these in the file', value: found(fine) },
    { what: 'paths at 60 Hz', value: usual.paths.length },
    { what: 'samples at 60 Hz', value: samples },
    { what: 'bytes a sample of dt alone', value: each(bytesOf(usual.paths, 'dt')) },
    { what: 'bytes a sample of dx alone', value: each(bytesOf(usual.paths, 'dx')) },
    { what: 'bytes a sample of dy alone', value: each(bytesOf(usual.paths, 'dy')) },
    { what: 'bytes a sample of the paths alone', value: each(bytesOf(usual.paths)) },
  ];
  return report('pointer', rows, [
    {
      name: 'samples kept at 125 Hz',
      value: (found(fine) / fine.sent.length) * 100,
      bar: 99,
      sense: 'at least',
      unit: '%',
    },
    {
      name: 'a sample in the file, gzip included',
      value: (usual.bytes - usual.bytesWithout) / samples,
      bar: 2.5,
      sense: 'at most',
      unit: 'bytes',
    },
  ]);
}

try {
  if (!(await main())) process.exitCode = 1;
} finally {
  await endAll();
}
