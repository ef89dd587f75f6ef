// Pauses: start, resume, and whether a time lies in one. Pure. Worker.
import type { ControlState, Pause } from '../model/control.ts';
import { PAUSE_MAX_MINUTES } from '../model/limit.ts';

const MINUTE_MS = 60_000;
/** How long past pauses are kept, so that a late batch is judged by when it happened. Older records are refused. */
export const PAUSE_KEEP_MS = 24 * 60 * MINUTE_MS;

/** The state with a pause from now on, cut to what policy and `PAUSE_MAX_MINUTES` allow. A pause that runs already ends for it. */
export function startPause(state: ControlState, minutes: number, policyMaxMinutes: number, now: number): ControlState {
  return keepPause(state, toPause(minutes, policyMaxMinutes, now));
}

/** What was asked for, cut to what policy and `PAUSE_MAX_MINUTES` allow. */
export function toPause(minutes: number, policyMaxMinutes: number, now: number): Pause {
  const most = Math.min(policyMaxMinutes, PAUSE_MAX_MINUTES);
  const length = Number.isFinite(minutes) ? Math.min(Math.max(minutes, 1), most) : most;
  return { from: now, until: now + length * MINUTE_MS };
}

/** The state with this pause; one that runs already ends for it. Keeping the same pause twice changes nothing. */
export function keepPause(state: ControlState, pause: Pause): ControlState {
  if (hasPause(state, pause)) return state;
  const ended = resumePause(state, pause.from);
  return { ...ended, pauses: [...ended.pauses, pause] };
}

export function hasPause({ pauses }: ControlState, { from }: Pause): boolean {
  return pauses.some((pause) => pause.from === from);
}

/** The state with the running pause ended now, and forgotten pauses gone; without a running pause nothing else changes. */
export function resumePause(state: ControlState, now: number): ControlState {
  const pauses = state.pauses
    .filter((pause) => endOf(pause) > now - PAUSE_KEEP_MS)
    .map((pause) => (isRunning(pause, now) ? { ...pause, resumedAt: now } : pause));
  return { ...state, pauses };
}

/** The state with pauses that ended by themselves marked as ended, and their ends: each is told once. */
export function expirePauses(
  state: ControlState,
  now: number,
): { readonly state: ControlState; readonly ends: readonly number[] } {
  // A pause that has not begun yet was pressed before somebody set the clock back: it is over, or it would begin again.
  const endNow = ({ from, until }: Pause): number | undefined => (until <= now ? until : from > now ? now : undefined);
  const isNew = (pause: Pause): boolean => pause.resumedAt === undefined && endNow(pause) !== undefined;
  const ends = state.pauses.filter(isNew).map((pause) => endNow(pause) ?? now);
  const pauses = state.pauses.map((pause) =>
    isNew(pause) ? { ...pause, from: Math.min(pause.from, now), resumedAt: endNow(pause) ?? now } : pause,
  );
  return { state: { ...state, pauses }, ends };
}

/** The pause in which the time lies. The end is no longer part of it. */
export function pausedAt(state: ControlState, at: number): Pause | undefined {
  return state.pauses.find((pause) => at >= pause.from && at < endOf(pause));
}

/** When a pause ended or will end. */
export function endOf(pause: Pause): number {
  return Math.min(pause.resumedAt ?? pause.until, pause.until);
}

function isRunning(pause: Pause, now: number): boolean {
  return now >= pause.from && now < endOf(pause);
}
