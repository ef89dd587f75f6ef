// The way a hand takes from one point to another. Any runtime; pure.
import type { Random, Span } from './seeded-random.ts';
import { drawBetween } from './seeded-random.ts';

/** A point of the viewport, in CSS px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point of a path, and how long after the path's begin the pointer is there. */
export interface PathStep extends Point {
  readonly atMs: number;
}

/** A mouse on USB is asked each 8 ms and answers when it has moved: 125 Hz, by a clock and not by chance. */
const REPORT_MS = 8;

/** How far the path bows out, as a share of its length. */
const BOW: Span = [-0.14, 0.14];

/** How far the hand strays from the curve: it trembles 8 to 12 times a second (physiological tremor), so neighbours stray alike. */
const TREMOR_CSS_PX = 0.9;
const TREMOR_HZ: Span = [8, 12];

/**
 * Plans a path: a bowed curve, slow at both ends, with a little tremor, in whole px as a mouse reports them.
 * Ends exactly on `to` (rounded). Holds no step that does not move; empty when both points are the same.
 */
export function planPath(from: Point, to: Point, durationMs: number, random: Random): readonly PathStep[] {
  const bend = bowedPoints(from, to, random);
  const trembleX = tremor(random);
  const trembleY = tremor(random);
  const steps: PathStep[] = [];
  let last = roundPoint(from);
  for (let atMs = 0; atMs < durationMs; ) {
    atMs += REPORT_MS;
    const { x, y } = onCurve(bend, eased(Math.min(1, atMs / durationMs)));
    const point = roundPoint(atMs >= durationMs ? to : { x: x + trembleX(atMs), y: y + trembleY(atMs) });
    if (point.x === last.x && point.y === last.y) continue;
    steps.push({ ...point, atMs });
    last = point;
  }
  return steps;
}

/** How long a hand takes for a distance onto a target of that size (Fitts's law, with usual constants for a mouse). */
export function reachMs(from: Point, to: Point, targetSizeCssPx: number): number {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  return 90 + 105 * Math.log2(distance / Math.max(8, targetSizeCssPx) + 1);
}

type Curve = readonly [Point, Point, Point, Point];

function bowedPoints(from: Point, to: Point, random: Random): Curve {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const aside = (share: number): Point => {
    const bow = drawBetween(random, BOW);
    return { x: from.x + dx * share - dy * bow, y: from.y + dy * share + dx * bow };
  };
  return [from, aside(0.3), aside(0.75), to];
}

function onCurve([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const blend = (p: number, q: number, r: number, u: number): number =>
    s ** 3 * p + 3 * s * s * t * q + 3 * s * t * t * r + t ** 3 * u;
  return { x: blend(a.x, b.x, c.x, d.x), y: blend(a.y, b.y, c.y, d.y) };
}

/** Minimum-jerk easing: the speed of a reaching hand over time (Flash and Hogan 1985). */
function eased(t: number): number {
  return t ** 3 * (10 - 15 * t + 6 * t * t);
}

function tremor(random: Random): (atMs: number) => number {
  const hz = drawBetween(random, TREMOR_HZ);
  const phase = drawBetween(random, [0, 2 * Math.PI]);
  return (atMs) => TREMOR_CSS_PX * Math.sin(phase + (2 * Math.PI * hz * atMs) / 1_000);
}

function roundPoint({ x, y }: Point): Point {
  return { x: Math.max(0, Math.round(x)), y: Math.max(0, Math.round(y)) };
}
