// Checks that places make sense: points inside the viewport, boxes that have a size, columns of one length.
import type { Viewport } from '../model/event.ts';
import type { SessionRecord } from '../model/record.ts';
import type { Box, Point, Target } from '../model/target.ts';
import type { Place, Report } from './fault.ts';

const FIX = 'No recorder writes this: the file was changed after sealing, or report it as a fault of the recorder.';

/** Reports points outside 0..1, boxes and viewports of negative size, and pointer paths whose columns do not fit together. */
export function checkPlace(record: SessionRecord, place: Place, report: Report): void {
  for (const what of problemsOf(record)) report('place', place, `${record.kind}: ${what}`, FIX);
}

function problemsOf(record: SessionRecord): readonly string[] {
  switch (record.kind) {
    case 'click':
      return [...ofPoint('point', record.point), ...ofTarget('target', record.target)];
    case 'drag':
      return [
        ...ofPoint('from.point', record.from?.point),
        ...ofTarget('from.target', record.from?.target),
        ...ofPoint('to.point', record.to?.point),
        ...ofTarget('to.target', record.to?.target),
      ];
    case 'page':
      return ofViewport('viewport', record.viewport);
    case 'viewport':
      return ofViewport('viewport', record);
    case 'pointer':
      return ofPath(record);
    case 'scroll':
    case 'key':
    case 'typing':
    case 'change':
    case 'clipboard':
    case 'submit':
    case 'dialog':
      return ofTarget('target', record.target);
    case 'visibility':
    case 'focus':
    case 'tab':
    case 'gap':
    case 'control':
    case 'end':
      return [];
  }
}

function ofPoint(name: string, point: Point | undefined): readonly string[] {
  if (point === undefined) return [];
  const outside = (['nx', 'ny'] as const).filter((field) => point[field] < 0 || point[field] > 1);
  return outside.map((field) => `${name}.${field} is ${point[field]}, which is not within 0 and 1`);
}

function ofTarget(name: string, target: Target | undefined): readonly string[] {
  return [...ofBox(`${name}.box`, target?.box), ...ofBox(`${name}.leaf.box`, target?.leaf?.box)];
}

function ofBox(name: string, box: Box | undefined): readonly string[] {
  return box !== undefined && (box[2] < 0 || box[3] < 0) ? [`${name} has a negative size`] : [];
}

function ofViewport(name: string, { width, height, dpr, frames = [] }: Omit<Viewport, 'kind'>): readonly string[] {
  const isNone = width < 0 || height < 0 || dpr <= 0;
  const size = isNone ? [`${name} has a size that no window has`] : [];
  return [...size, ...frames.flatMap(([index, box]) => ofBox(`${name}.frames of ${index}`, box))];
}

function ofPath({ dt, dx, dy, buttons = [] }: Extract<SessionRecord, { kind: 'pointer' }>): readonly string[] {
  const problems: string[] = [];
  if (dx.length !== dt.length || dy.length !== dt.length) problems.push('dt, dx and dy differ in length');
  if (dt.some((ms) => ms < 0)) problems.push('dt goes back in time');
  if (buttons.some(([sample]) => sample < 0 || sample > dt.length))
    problems.push('buttons name a sample that is not there');
  return problems;
}
