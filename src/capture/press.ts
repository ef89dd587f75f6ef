// What is being pressed: described at once, before the page can react, for the click or the drag that comes of it.
import type { PageEventOf } from '../model/event.ts';
import type { Point, Target } from '../model/target.ts';
import { innermostOf } from './composed.ts';
import { toPointerType } from './pointer.ts';
import type { Sight } from './sight.ts';
import { keypadOf, tellsByPlace } from './veil.ts';

export interface Press {
  readonly type: PageEventOf<'pointer'>['type'];
  readonly button: number;
  /** On the document's monotonic clock, ms. */
  readonly startMs: number;
  readonly x: number;
  readonly y: number;
  readonly element: Element;
  readonly target: Target;
  readonly point: Point;
  /** The on-screen keypad that was pressed. */
  readonly keypad: Element | undefined;
  /** The place of this press is a value: no point, no path. */
  readonly isVeiled: boolean;
  /** It became a record. */
  isTold: boolean;
  /** The button is up again. */
  isOver: boolean;
}

export interface Presses {
  /** The newest press, also when it is over. */
  last(): Press | undefined;
}

/** Must be the first to listen, so that all others find the press that they belong to. */
export function trackPresses(sight: Sight): Presses {
  const { window, listen } = sight;
  let last: Press | undefined;

  const begin = (event: MouseEvent, type: Press['type']): void => {
    const element = innermostOf(event, sight.openRoot);
    if (element === undefined) return;
    const words = sight.fields.words();
    const keypad = keypadOf(element, words);
    const told = keypad ?? element;
    last = {
      type,
      button: event.button,
      startMs: event.timeStamp,
      x: event.clientX,
      y: event.clientY,
      element,
      target: sight.describe(told),
      point: toPoint(window, event),
      keypad,
      isVeiled: keypad !== undefined || tellsByPlace(element, words) || isProtected(sight, element),
      isTold: false,
      isOver: false,
    };
  };

  listen<PointerEvent>(window, 'pointerdown', (event) => {
    if (event.isPrimary) begin(event, toPointerType(event.pointerType));
  });
  // A second button pressed while the first is down has no `pointerdown` of its own (Pointer Events, chorded buttons).
  listen<MouseEvent>(window, 'mousedown', (event) => {
    if (last === undefined || last.button !== event.button) begin(event, 'mouse');
  });
  const end = (event: PointerEvent): void => {
    if (last !== undefined && event.isPrimary) last.isOver = true;
  };
  listen<PointerEvent>(window, 'pointerup', end);
  listen<PointerEvent>(window, 'pointercancel', end);
  return { last: () => last };
}

function isProtected(sight: Sight, element: Element): boolean {
  return sight.fields.of(element)?.mode === 'protected';
}

/** Where an event was, in CSS px and as a part of the viewport. */
export function toPoint(window: Window, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const part = (value: number, whole: number) => (whole > 0 ? Math.round((value / whole) * 10_000) / 10_000 : 0);
  return {
    x: Math.round(clientX),
    y: Math.round(clientY),
    nx: part(clientX, window.innerWidth),
    ny: part(clientY, window.innerHeight),
  };
}
