// Holds a pause to its length when somebody moves the device's clock. Pure but for its anchor. Worker.
import type { ControlState, Pause } from '../model/control.ts';
import { endOf, pausedAt } from './pause.ts';

/** Both clocks at one moment, in ms: that of the wall, and one that nobody can set. */
export interface ClockReading {
  readonly wall: number;
  readonly monotonic: number;
}

/** A smaller difference is drift, or the time that a machine slept in which the monotonic clock stood still. */
const JUMP_MIN_MS = 2_000;

export interface ClockJump {
  /** How far the wall clock was moved; negative: back. */
  readonly byMs: number;
  readonly anchor: ClockReading;
  readonly now: ClockReading;
}

export interface PauseClock {
  /** A move of the wall clock since the pause was first seen in this worker's life; undefined where it runs as it should. */
  readonly check: (control: ControlState) => ClockJump | undefined;
}

/** The anchor lives as long as the worker does: what stayed alive measures, and after it only the wall clock is left. */
export function createPauseClock(read: () => ClockReading): PauseClock {
  let seen: { readonly from: number; readonly anchor: ClockReading } | undefined;
  return {
    check: (control) => {
      const now = read();
      const running = newestOpen(control);
      if (running === undefined) {
        seen = undefined;
        return undefined;
      }
      if (seen?.from !== running.from) seen = { from: running.from, anchor: now };
      const { anchor } = seen;
      const byMs = now.wall - anchor.wall - (now.monotonic - anchor.monotonic);
      if (Math.abs(byMs) < JUMP_MIN_MS) return undefined;
      seen = undefined;
      return { byMs, anchor, now };
    },
  };
}

/** The state with the running pause ended no later than its length allows, as the monotonic clock has it. */
export function correctPauses(state: ControlState, { anchor, now }: ClockJump): ControlState {
  const open = newestOpen(state);
  if (open === undefined) return state;
  const leftMs = Math.max(0, open.until - anchor.wall - (now.monotonic - anchor.monotonic));
  const until = Math.min(open.until, now.wall + leftMs);
  const corrected: Pause = { ...open, from: Math.min(open.from, now.wall), until };
  return { ...state, pauses: state.pauses.map((pause) => (pause === open ? corrected : pause)) };
}

/** The pause that nobody ended yet, whatever the wall clock says. */
function newestOpen(state: ControlState): Pause | undefined {
  return state.pauses.findLast(({ resumedAt }) => resumedAt === undefined);
}

/** When to say that a pause ends soon, in ms since 1970; undefined without a pause, or where it is too late to say so. */
export function warnAt(state: ControlState, now: number): number | undefined {
  const pause = pausedAt(state, now);
  const at = pause === undefined ? undefined : endOf(pause) - WARN_BEFORE_MS;
  return at !== undefined && at > now ? at : undefined;
}
const WARN_BEFORE_MS = 60_000;
