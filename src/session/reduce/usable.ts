// Is an action a usable step? It has a target with a unique selector, a point in its box, viewport, page, and text or field class.
import type { Field } from '../../model/field.ts';
import type { Box, Point, Target } from '../../model/target.ts';
import type { ActionBody, Before, Lack } from './action.ts';

/** Points are whole numbers and boxes may be cut to whole numbers: 1 px of grace. */
const EDGE_CSS_PX = 1;

/** What an action lacks; empty for a usable step. */
export function lacksOf(body: ActionBody, before: Before): Lack[] {
  switch (body.kind) {
    case 'navigate':
    case 'tab':
    case 'wait':
      return [];
    case 'press':
    case 'clipboard':
      return lacksOfPlace(before);
    case 'scroll':
      return [...lacksOfPlace(before), ...(body.target === undefined ? [] : lacksOfSelectors(body.target))];
    case 'hover':
      return [...lacksOfPlace(before), 'target'];
    case 'type':
    case 'select':
      return [...lacksOfPlace(before), ...lacksOfTarget(body.target)];
    case 'click':
    case 'doubleClick':
      return [...lacksOfPlace(before), ...lacksOfTarget(body.target), ...lacksOfPoint(body)];
    case 'drag': {
      const ends: Lack[] = body.point === undefined || body.to === undefined ? ['point'] : [];
      const target: Lack[] = body.target === undefined ? ['target'] : lacksOfTarget(body.target);
      const inside = body.target === undefined ? [] : lacksOfPoint({ ...body, target: body.target, by: 'mouse' });
      return [...new Set([...lacksOfPlace(before), ...target, ...ends, ...inside])];
    }
  }
}

/** The class and mode of the field that an action was done in. */
export function fieldOf(body: ActionBody): Field | undefined {
  return 'target' in body ? body.target?.field : undefined;
}

function lacksOfPlace({ url, viewport }: Before): Lack[] {
  return [
    ...(url === undefined ? (['page'] as const) : []),
    ...(viewport === undefined ? (['viewport'] as const) : []),
  ];
}

function lacksOfTarget(target: Target): Lack[] {
  return [...lacksOfSelectors(target), ...(target.box === undefined ? (['box'] as const) : [])];
}

function lacksOfSelectors({ selectors = [] }: Target): Lack[] {
  return selectors.some(({ unique }) => unique === 'yes') ? [] : ['uniqueSelector'];
}

interface Pointed {
  readonly target: Target;
  readonly point?: Point | undefined;
  readonly by: string;
}

/** What a key or a label clicked has no point and needs none; a value-telling place has none and is not usable. */
function lacksOfPoint({ target, point, by }: Pointed): Lack[] {
  if (by === 'keyboard' || by === 'label') return [];
  if (point === undefined) return ['point'];
  const boxes = [target.box, target.leaf?.box].filter((box) => box !== undefined);
  return boxes.length === 0 || boxes.some((box) => isInside(point, box)) ? [] : ['pointInBox'];
}

/** True where a point lies in a box, give or take a pixel. */
export function isInside({ x, y }: { readonly x: number; readonly y: number }, box: Box): boolean {
  const [left, top, width, height] = box;
  return (
    x >= left - EDGE_CSS_PX &&
    x <= left + width + EDGE_CSS_PX &&
    y >= top - EDGE_CSS_PX &&
    y <= top + height + EDGE_CSS_PX
  );
}
