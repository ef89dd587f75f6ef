// Where frames lie: a document tells its number among its parent's frames, and the parent where it has the frame of each number.
import type { Box } from '../model/target.ts';
import { findAll, rectOf } from './native.ts';

/** Elements that hold a document of its own. */
export const FRAMES = 'iframe,frame,object,embed';
/** Pages of more frames have adverts and trackers in most. */
const FRAMES_MAX = 64;

/**
 * Number of this document among the frames of its parent, which even a stranger may count (`window.parent[0]`, …).
 * Undefined for a page, and for a frame in a shadow tree, which is not counted.
 */
export function frameIndexOf({ parent, self }: Window): number | undefined {
  for (let i = 0; i < parent.length; i += 1) if (parent[i] === self) return i;
  return undefined;
}

/** Content boxes of the frames in this document, each with its number; undefined where there is none. */
export function frameBoxesOf(window: Window): [number, Box][] | undefined {
  if (window.length === 0) return undefined;
  const boxes: [number, Box][] = [];
  for (const element of findAll(window.document, FRAMES)) {
    const frame = element as HTMLIFrameElement;
    for (let i = 0; i < window.length && i < FRAMES_MAX; i += 1) {
      if (window[i] === frame.contentWindow) boxes.push([i, contentBoxOf(frame)]);
    }
  }
  return boxes;
}

/** Within border and padding, and as large as it is shown: a frame may be scaled. */
function contentBoxOf(frame: HTMLElement): Box {
  const { x, y, width, height } = rectOf(frame);
  const { clientLeft, clientTop, clientWidth, clientHeight } = frame;
  const style = getComputedStyle(frame);
  const [left = 0, top = 0, right = 0, bottom = 0] = ['left', 'top', 'right', 'bottom'].map((side) =>
    Number.parseFloat(style.getPropertyValue(`padding-${side}`)),
  );
  const across = width / frame.offsetWidth;
  const down = height / frame.offsetHeight;
  const box = [
    x + (clientLeft + left) * across,
    y + (clientTop + top) * down,
    (clientWidth - left - right) * across,
    (clientHeight - top - bottom) * down,
  ] as const;
  // A frame that is not shown has no scale.
  return box.map((value) => Math.round(value) || 0) as Box;
}
