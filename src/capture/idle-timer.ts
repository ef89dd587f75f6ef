// Calls back once nothing has happened for a while. No timer runs while nothing is open, and touching it costs nothing.
import type { OnFault } from './listen.ts';

export interface IdleTimer {
  /** Something happened: counts from now. */
  touch(): void;
  /** Nothing is open any more. */
  stop(): void;
}

/** One timer that is set again for the rest of the time, instead of a new one at each touch. */
export function createIdleTimer(idleMs: number, onIdle: () => void, onFault: OnFault): IdleTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let touchedMs = 0;
  const check = (): void => {
    const restMs = touchedMs + idleMs - performance.now();
    // A timer may come up to a millisecond early.
    timer = restMs > 1 ? setTimeout(check, restMs) : undefined;
    if (timer !== undefined) return;
    try {
      onIdle();
    } catch (error) {
      onFault(error);
    }
  };
  return {
    touch() {
      touchedMs = performance.now();
      timer ??= setTimeout(check, idleMs);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
