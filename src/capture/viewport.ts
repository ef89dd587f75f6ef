// Size and scale of what the person sees of the document, and where it and its frames lie.
import type { Viewport } from '../model/event.ts';
import type { Emit } from './emit.ts';
import { FRAMES, frameBoxesOf, frameIndexOf } from './frames.ts';
import { createIdleTimer } from './idle-timer.ts';
import { matches } from './native.ts';
import type { Sight } from './sight.ts';

/** A window edge, a pinch or a scrolled frame that rests this long has reached its place. */
const REST_MS = 150;

export function captureViewport(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  let last = toKey(toViewport(window));
  const tell = (): void => {
    idle.stop();
    const next = toViewport(window);
    if (toKey(next) === last) return;
    last = toKey(next);
    emit({ kind: 'viewport', ...next }, performance.now());
  };
  const idle = createIdleTimer(REST_MS, tell, sight.onFault);
  listen(window, 'resize', idle.touch);
  if (window.visualViewport !== null) listen(window.visualViewport, 'resize', idle.touch);
  watchPixelRatio(sight, idle.touch);
  watchFrames(sight, tell, idle.touch);
  sight.onEnding(idle.stop);
}

/** What is told when it changes; how far the page is scrolled is told by `scroll`. */
function toKey(viewport: Omit<Viewport, 'kind'>): string {
  return JSON.stringify({ ...viewport, scrollX: 0, scrollY: 0 });
}

/** Nothing says that a frame moved: looks when something may have moved one, and again when somebody gets to it. */
function watchFrames({ window, listen, listenInRoots, signal }: Sight, tell: () => void, soon: () => void): void {
  const whenFramed = (look: () => void) => (): void => {
    if (window.length > 0) look();
  };
  // In the page of a frame the same looks whether its number is another one now.
  if (window !== window.parent) listen(window, 'pointerdown', tell);
  listen(window, 'blur', whenFramed(tell));
  listen(window, 'pointerover', (event) => {
    if (event.target instanceof Element && matches(event.target, FRAMES)) tell();
  });
  // What enters a frame of another process has left the window.
  listen<PointerEvent>(window, 'pointerout', ({ relatedTarget }) => {
    if (relatedTarget === null && window.length > 0) tell();
  });
  listenInRoots(window, 'scroll', whenFramed(soon));
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    const observer = new PerformanceObserver(whenFramed(soon));
    observer.observe({ type: 'layout-shift' });
    signal.addEventListener('abort', () => observer.disconnect());
  }
  listen(window.document, 'load', whenFramed(soon));
}

/** No event says that a window moved to a screen of another density: one media query for each ratio does. */
function watchPixelRatio(sight: Sight, onChange: () => void): void {
  const { window, listen } = sight;
  const watch = (): void => {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    listen(query, 'change', () => {
      onChange();
      if (!query.matches) watch();
    });
  };
  watch();
}

/** Size, scale and scroll origin, in CSS px. */
export function toViewport(window: Window): Omit<Viewport, 'kind'> {
  return {
    width: window.innerWidth,
    height: window.innerHeight,
    dpr: toThousandth(window.devicePixelRatio),
    zoom: toThousandth(window.visualViewport?.scale ?? 1),
    scrollX: Math.round(window.scrollX),
    scrollY: Math.round(window.scrollY),
    index: frameIndexOf(window),
    frames: frameBoxesOf(window),
  };
}

function toThousandth(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
