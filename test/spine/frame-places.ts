// Where frames lie, as the records of viewports tell it: nobody's deed, since a frame moves when its page loads or scrolls.
import type { Line } from '../e2e/session-files.ts';

type Box = readonly number[];
interface Told {
  readonly index?: number;
  readonly frames?: readonly (readonly [index: number, box: Box])[];
}

/** Records of a viewport that tell nothing new but where frames lie. One that tells nothing new at all is not among them. */
export function frameMoves(records: readonly Line[]): ReadonlySet<Line> {
  const last = new Map<unknown, Line>();
  const moves = new Set<Line>();
  for (const record of records) {
    const viewport = viewportOf(record);
    if (viewport === undefined) continue;
    const before = last.get(record['doc']);
    if (record.kind === 'viewport' && before !== undefined && isFrameMove(before, viewport)) moves.add(record);
    last.set(record['doc'], viewport);
  }
  return moves;
}

/** The first box of each framed document in the page that holds it. */
export function frameBoxes(records: readonly Line[]): ReadonlyMap<unknown, Box> {
  const parents = new Map(records.filter(({ kind }) => kind === 'page').map(({ doc, parent }) => [doc, parent]));
  const told = records.flatMap((record) => {
    const viewport = viewportOf(record) as Told | undefined;
    return viewport === undefined ? [] : [{ doc: record['doc'], ...viewport }];
  });
  const boxes = new Map<unknown, Box>();
  for (const [doc, parent] of parents) {
    const index = told.find((one) => one.doc === doc && one.index !== undefined)?.index;
    const frames = told.filter((one) => one.doc === parent).flatMap((one) => one.frames ?? []);
    const box = frames.find(([number]) => number === index)?.[1];
    if (parent !== undefined && box !== undefined) boxes.set(doc, box);
  }
  return boxes;
}

function viewportOf(record: Line): Line | undefined {
  if (record.kind === 'page') return record['viewport'] as Line;
  return record.kind === 'viewport' ? record : undefined;
}

const SIZES = ['width', 'height', 'dpr', 'zoom'];

function isFrameMove(before: Line, now: Line): boolean {
  const placesOf = ({ index, frames }: Line): string => JSON.stringify([index, frames]);
  return SIZES.every((name) => before[name] === now[name]) && placesOf(before) !== placesOf(now);
}
