// Whether the points of a file lie where they say: inside the target's box, and inside the viewport.
import type { Line } from '../e2e/session-files.ts';
import { part } from './expected.ts';

export interface PointQuality {
  readonly points: number;
  readonly inRange: number;
  /** Points of records whose target has a box. */
  readonly boxed: number;
  readonly inBox: number;
  /** Records with a point outside its box, for people. */
  readonly outside: readonly Line[];
}

interface Place {
  readonly point: unknown;
  /** Boxes of which one must hold the point: the leaf's may stick out of the target's. */
  readonly boxes: readonly (readonly number[])[];
  readonly record: Line;
}

/** Boxes and points are rounded to whole CSS px, each for itself. */
const SLACK_CSS_PX = 1;

/** Judges every click, and where every drag began. A drag's end lies wherever the hand let go. */
export function judgePoints(records: readonly Line[]): PointQuality {
  const clicks = records.filter((record) => record.kind === 'click' && record['point'] !== undefined);
  // In fields the point of a drag is hidden and told as 0, 0.
  const drags = records.filter(
    (record) =>
      record.kind === 'drag' &&
      part(record, 'from', 'point') !== undefined &&
      part(record, 'from', 'target', 'field') === undefined,
  );
  const places = [...clicks.map((record) => toPlace(record, [])), ...drags.map((record) => toPlace(record, ['from']))];
  const boxed = places.filter(({ boxes }) => boxes.length > 0);
  const outside = boxed.filter((place) => !isInBox(place));
  return {
    points: places.length,
    inRange: places.filter(({ point }) => isInRange(point)).length,
    boxed: boxed.length,
    inBox: boxed.length - outside.length,
    outside: outside.map(({ record }) => record),
  };
}

function toPlace(record: Line, at: readonly string[]): Place {
  const boxes = [part(record, ...at, 'target', 'box'), part(record, ...at, 'target', 'leaf', 'box')];
  return { record, point: part(record, ...at, 'point'), boxes: boxes.filter((box) => Array.isArray(box)) };
}

function isInBox({ point, boxes }: Place): boolean {
  const { x = Number.NaN, y = Number.NaN } = point as { x?: number; y?: number };
  return boxes.some(([left = 0, top = 0, width = 0, height = 0]) => {
    const isAcross = x >= left - SLACK_CSS_PX && x <= left + width + SLACK_CSS_PX;
    return isAcross && y >= top - SLACK_CSS_PX && y <= top + height + SLACK_CSS_PX;
  });
}

function isInRange(point: unknown): boolean {
  const { nx = Number.NaN, ny = Number.NaN } = point as { nx?: number; ny?: number };
  return nx >= 0 && nx <= 1 && ny >= 0 && ny <= 1;
}
