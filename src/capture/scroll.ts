// Scroll gestures: one record for each gesture and container, and what moved it.
import type { PageEventOf } from '../model/event.ts';
import { SCROLL_IDLE_MS } from '../model/limit.ts';
import type { Target } from '../model/target.ts';
import type { Emit } from './emit.ts';
import { fieldHostOf } from './field-facts.ts';
import { createIdleTimer } from './idle-timer.ts';
import { genuine } from './native.ts';
import type { Sight } from './sight.ts';
import { isKeypad } from './veil.ts';

type Scroll = PageEventOf<'scroll'>;
type Offset = Scroll['from'];

interface Gesture {
  readonly target: Target | undefined;
  readonly from: Offset;
  readonly source: Scroll['source'];
  readonly startMs: number;
  to: Offset;
  endMs: number;
}

/** After this long without an input a scroll is the page's own doing. */
const OWN_SCROLL_MS = 1_000;
const SCROLL_KEYS = /^(Arrow|Page|Home$|End$| $)/;

export function captureScrolls(sight: Sight, emit: Emit): void {
  const { window } = sight;
  const { document } = window;
  const cause = trackCause(sight);
  const gestures = new Map<EventTarget, Gesture>();
  /** Where each container was left. What never scrolled is at its origin. */
  const left = new WeakMap<EventTarget, Offset>();
  left.set(document, offsetOf(document, window));

  const close = (container: EventTarget): void => {
    const gesture = gestures.get(container);
    gestures.delete(container);
    if (gesture === undefined) return;
    const { target, from, to, source, startMs, endMs } = gesture;
    if (from.x === to.x && from.y === to.y) return;
    const ms = Math.max(0, Math.round(endMs - startMs));
    emit({ kind: 'scroll', target, from, to, source, ms }, endMs);
  };
  const closeAll = (): void => {
    idle.stop();
    for (const container of [...gestures.keys()]) close(container);
  };
  const idle = createIdleTimer(SCROLL_IDLE_MS, closeAll, sight.onFault);

  sight.listenInRoots(window, 'scroll', (event) => {
    const container = event.target;
    if (!(container instanceof Document || container instanceof Element)) return;
    const to = offsetOf(container, window);
    const from = left.get(container) ?? { x: 0, y: 0 };
    left.set(container, to);
    const open = gestures.get(container);
    if (open !== undefined && !isTurned(open, from, to)) {
      open.to = to;
      open.endMs = event.timeStamp;
      idle.touch();
      return;
    }
    const source = cause(event.timeStamp);
    close(container);
    if (source === undefined || (container instanceof Element && isTelling(container, sight))) return;
    const isPage = container instanceof Document || container === genuine(document, 'scrollingElement');
    const target = isPage ? undefined : sight.describe(container);
    gestures.set(container, { target, from, to, source, startMs: event.timeStamp, endMs: event.timeStamp });
    idle.touch();
  });
  sight.onEnding(closeAll);
}

/** How far a field is scrolled tells how much is in it, and how far a wheel of digits is turned tells which one was chosen. */
function isTelling(container: Element, { fields }: Sight): boolean {
  return fieldHostOf(container) !== undefined || isKeypad(container, { mayBeBlank: false, words: fields.words() });
}

/** Gives what moved a container at a time; undefined when nobody did. */
function trackCause({ window, listen }: Sight): (timeMs: number) => Scroll['source'] | undefined {
  let source: Scroll['source'] = 'other';
  let lastMs = Number.NEGATIVE_INFINITY;
  let isHeld = false;
  const note = (next: Scroll['source']) => (event: Event) => {
    source = next;
    lastMs = event.timeStamp;
  };
  listen(window, 'wheel', note('wheel'));
  listen<KeyboardEvent>(window, 'keydown', (event) => note(SCROLL_KEYS.test(event.key) ? 'key' : 'other')(event));
  listen<PointerEvent>(window, 'pointerdown', (event) => {
    isHeld = event.pointerType !== 'touch';
    note(event.pointerType === 'touch' ? 'touch' : 'pointer')(event);
  });
  listen(window, 'pointerup', (event) => {
    // What scrolls after a release follows from what was clicked, unless a finger gave it a swing.
    if (isHeld) note('other')(event);
    isHeld = false;
  });
  // A finger that scrolls is taken from the page with `pointercancel`; no more is heard of it.
  listen(window, 'pointercancel', (event) => note('touch')(event));
  listen(window, 'touchmove', note('touch'));
  return (timeMs) => (isHeld || timeMs - lastMs < OWN_SCROLL_MS ? source : undefined);
}

function isTurned(gesture: Gesture, from: Offset, to: Offset): boolean {
  const was = { x: gesture.to.x - gesture.from.x, y: gesture.to.y - gesture.from.y };
  return was.x * (to.x - from.x) < 0 || was.y * (to.y - from.y) < 0;
}

function offsetOf(container: Document | Element, window: Window): Offset {
  return container instanceof Element
    ? { x: Math.round(genuine(container, 'scrollLeft')), y: Math.round(genuine(container, 'scrollTop')) }
    : { x: Math.round(window.scrollX), y: Math.round(window.scrollY) };
}
