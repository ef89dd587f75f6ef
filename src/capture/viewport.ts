// Size and scale of what the person sees of the document.
import type { Viewport } from '../model/event.ts';
import type { Emit } from './emit.ts';
import { createIdleTimer } from './idle-timer.ts';
import type { Sight } from './sight.ts';

/** A window edge or a pinch that rests this long has reached its size. */
const REST_MS = 150;

export function captureViewport(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  let last = toViewport(window);
  const tell = (): void => {
    idle.stop();
    const next = toViewport(window);
    const isSame =
      next.width === last.width && next.height === last.height && next.dpr === last.dpr && next.zoom === last.zoom;
    if (isSame) return;
    last = next;
    emit({ kind: 'viewport', ...next }, performance.now());
  };
  const idle = createIdleTimer(REST_MS, tell, sight.onFault);
  listen(window, 'resize', idle.touch);
  if (window.visualViewport !== null) listen(window.visualViewport, 'resize', idle.touch);
  watchPixelRatio(sight, idle.touch);
  sight.onEnding(idle.stop);
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
  };
}

function toThousandth(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
