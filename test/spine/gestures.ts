// Compares the scripted person's gestures, each of many events, with the records of them: pointer paths and scrolls.
import type { DriverLog, LogEntry } from '../../src/dev/driver-log.ts';
import type { Line } from '../e2e/session-files.ts';
import { frameBoxes } from './frame-places.ts';
import type { PathOf } from './recall.ts';

type Point = readonly [x: number, y: number];

/** What did not fit. */
export interface GestureRecall {
  /** Gestures of the person that no record tells, or none to its end. */
  readonly missed: readonly MissedGesture[];
  /** Records that no gesture explains. */
  readonly extra: readonly Line[];
}

/** A gesture of the log that is not told, or not to its end. */
export interface MissedGesture {
  readonly n: number;
  readonly gesture: string;
}

/** One step of the hand, in one move. */
interface Step {
  readonly n: number;
  readonly point: Point;
}

/** How many steps of the hand ahead a sample is looked for: two long moves. */
const AHEAD_STEPS = 80;

/**
 * Every sample of every path must lie on the way that the hand took, in the order in which it took it; and every move must be
 * there to its end. While the browser itself drags, pages hear of no move. Where some are lost the next is further ahead, and what
 * is told of a frame whose page is lost lies nowhere.
 */
export function comparePaths(
  log: DriverLog,
  records: readonly Line[],
  isLost: (move: LogEntry) => boolean,
): GestureRecall {
  const moves = log.filter((entry) => entry.do === 'move' && !isNativeDrag(entry, log));
  const way = log.filter((entry) => entry.do === 'move').flatMap(stepsOf);
  const ahead = AHEAD_STEPS + moves.filter(isLost).flatMap(stepsOf).length;
  const frames = frameBoxes(records);
  const adrift = new Set(moves.some(isLost) ? framesWithout(frames, records) : []);
  const seen: Step[] = [];
  const extra: Line[] = [];
  let at = 0;
  for (const record of records.filter(({ kind, doc }) => kind === 'pointer' && !adrift.has(doc))) {
    const frame = frames.get(record['doc']);
    const samples = samplesOf(record);
    const indices =
      frame === undefined ? follow(way, at, samples, ahead) : followInFrame(way, at, samples, frame, ahead);
    if (indices === undefined) extra.push(record);
    seen.push(...(indices ?? []).flatMap((index) => way[index] ?? []));
    at = indices?.at(-1) ?? at;
  }
  const missed = moves.filter((move) => !isWhole(move, seen));
  return { missed: missed.map((move) => ({ n: move.n, gesture: JSON.stringify(move) })), extra };
}

/** Documents in frames whose place in their page no record tells. */
function framesWithout(boxes: ReadonlyMap<unknown, readonly number[]>, records: readonly Line[]): readonly unknown[] {
  return records
    .filter(({ kind, doc, parent }) => kind === 'page' && parent !== undefined && !boxes.has(doc))
    .map(({ doc }) => doc);
}

/** The hand is in a drag that the browser itself makes. */
function isNativeDrag({ n }: LogEntry, log: DriverLog): boolean {
  return log.some((entry) => entry.n === n + 1 && entry.detail?.['how'] === 'html');
}

function stepsOf({ n, detail = {} }: LogEntry): Step[] {
  return [detail['from'] as Point, ...(detail['points'] as Point[])].map((point) => ({ n, point }));
}

function isWhole(move: LogEntry, seen: readonly Step[]): boolean {
  // How many samples there are in between is up to the browser, which on a busy machine takes many moves as one.
  const end = stepsOf(move).at(-1)?.point ?? [0, 0];
  return seen.some(({ n, point }) => n === move.n && isAt(point, end));
}

function samplesOf(record: Line): Point[] {
  const [dx, dy] = [record['dx'] as number[], record['dy'] as number[]];
  let [x, y] = [Number(record['x']), Number(record['y'])];
  const samples: Point[] = [[x, y]];
  for (const [i, step] of dx.entries()) {
    x += step;
    y += dy[i] ?? 0;
    samples.push([x, y]);
  }
  return samples;
}

/** The steps on which the samples lie, in order; undefined when one lies on none. */
function follow(
  way: readonly Step[],
  from: number,
  samples: readonly Point[],
  aheadSteps: number,
): number[] | undefined {
  const steps: number[] = [];
  let at = from;
  for (const sample of samples) {
    const ahead = way.slice(at, at + aheadSteps).findIndex(({ point }) => isAt(point, sample));
    if (ahead < 0) return undefined;
    at += ahead;
    steps.push(at);
  }
  return steps;
}

/** A frame that sticks stands higher or lower in the page as that scrolls: the first step that the path fits from says where. */
function followInFrame(
  way: readonly Step[],
  from: number,
  samples: readonly Point[],
  [left = 0]: readonly number[],
  aheadSteps: number,
): number[] | undefined {
  const tops = way.slice(from, from + aheadSteps).map(({ point }) => point[1] - (samples[0]?.[1] ?? 0));
  for (const top of tops) {
    const inPage = samples.map(([x, y]): Point => [x + left, y + top]);
    const steps = follow(way, from, inPage, aheadSteps);
    if (steps !== undefined) return steps;
  }
  return undefined;
}

function isAt(a: Point, b: Point): boolean {
  return Math.abs(a[0] - b[0]) <= 1 && Math.abs(a[1] - b[1]) <= 1;
}

/**
 * Every scroll of the person must be told whole: one or more records of the same container, each going on where the last one
 * ended, from where the scroll began to where it ended. What the browser scrolled by itself must not be told.
 */
export function compareScrolls(log: DriverLog, records: readonly Line[], pathOf: PathOf): GestureRecall {
  const left = records.filter(({ kind }) => kind === 'scroll');
  const missed: MissedGesture[] = [];
  let path: string | undefined;
  for (const entry of log) {
    path = pageOf(entry) ?? path;
    if (entry.do !== 'scroll' || entry.detail?.['source'] === 'restored') continue;
    const [target, from, to] = [entry.target ?? '', Number(entry.detail?.['from']), Number(entry.detail?.['to'])];
    let top = from;
    for (let next = left[0]; next !== undefined && top !== to; next = left[0]) {
      if (pathOf(next) !== path || !isScrollOf(next, target, top, to - from)) break;
      top = (next['to'] as { y: number }).y;
      left.shift();
    }
    if (top === to) continue;
    missed.push({ n: entry.n, gesture: `scroll of ${target} on ${path} came to ${top} instead of ${to}` });
  }
  return { missed, extra: left };
}

/** Path of the page that a deed leads to; undefined where it leads to none. */
function pageOf({ do: deed, detail }: LogEntry): string | undefined {
  if (deed !== 'navigate' || detail?.['cause'] === 'frame') return undefined;
  return String(detail?.['path']).replace(/[?#].*/, '');
}

function isScrollOf(record: Line, target: string, top: number, way: number): boolean {
  const [from, to] = [record['from'] as { x: number; y: number }, record['to'] as { x: number; y: number }];
  const isWheel = record['source'] === 'wheel' && from.x === 0 && to.x === 0;
  const isPage = record['target'] === undefined;
  return isWheel && isPage === (target === 'page') && from.y === top && Math.sign(to.y - from.y) === Math.sign(way);
}
