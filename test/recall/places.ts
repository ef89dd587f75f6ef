// Whether a point in a frame can be mapped to the top window with what the file says of frames.
import type { Line } from '../e2e/session-files.ts';
import type { Match } from './compare.ts';
import { part } from './expected.ts';

export interface PlaceQuality {
  /** Points in frames of which the driver knows where in the top window they are. */
  readonly points: number;
  readonly mapped: number;
  readonly astray: readonly Match[];
}

type Box = readonly [number, number, number, number];

interface Place {
  parent: string | undefined;
  index: unknown;
  frames: readonly (readonly [number, Box])[];
  width: number;
  height: number;
}

/** Every box of the chain is rounded to whole CSS px, and a scaled frame rounds its inside too. */
const SLACK_CSS_PX = 2.5;

/** `records` in the order of the file. */
export function judgePlaces(matches: readonly Match[], records: readonly Line[]): PlaceQuality {
  const wanted = new Map(matches.map((match) => [match.record, match]));
  const places = new Map<string, Place>();
  const astray: Match[] = [];
  let points = 0;
  for (const record of records) {
    note(places, record);
    const match = wanted.get(record);
    const top = match?.expected.top;
    const doc = String(record['doc']);
    if (match === undefined || top === undefined || places.get(doc)?.parent === undefined) continue;
    points += 1;
    const found = toTop(places, doc, part(record, 'point') as { x: number; y: number });
    const isThere =
      found !== undefined && Math.abs(found.x - top.x) <= SLACK_CSS_PX && Math.abs(found.y - top.y) <= SLACK_CSS_PX;
    if (!isThere) astray.push(match);
  }
  return { points, mapped: points - astray.length, astray };
}

function note(places: Map<string, Place>, record: Line): void {
  const viewport = record.kind === 'page' ? part(record, 'viewport') : record.kind === 'viewport' ? record : undefined;
  if (viewport === undefined) return;
  const { index, frames = [], width, height } = viewport as Partial<Place>;
  const doc = String(record['doc']);
  const parent = record.kind === 'page' ? (record['parent'] as string | undefined) : places.get(doc)?.parent;
  places.set(doc, { parent, index, frames, width: Number(width), height: Number(height) });
}

function toTop(
  places: ReadonlyMap<string, Place>,
  doc: string,
  { x, y }: { x: number; y: number },
): { x: number; y: number } | undefined {
  const place = places.get(doc);
  if (place?.parent === undefined) return { x, y };
  const box = places.get(place.parent)?.frames.find(([index]) => index === place.index)?.[1];
  if (box === undefined) return undefined;
  const [left, top, width, height] = box;
  return toTop(places, place.parent, { x: left + (x * width) / place.width, y: top + (y * height) / place.height });
}
