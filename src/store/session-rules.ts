// When a session ends. Pure. Worker.
import { SESSION_IDLE_MS } from '../model/limit.ts';
import type { EndReason } from '../model/record.ts';
import type { SessionRow } from './database.ts';

export interface SessionEnd {
  readonly reason: EndReason;
  /** ms since 1970. */
  readonly at: number;
}

/**
 * The end that a session came to before `at`, if it did: ten minutes without a record, or local midnight.
 * A pause or exemption does not count as idle while it runs.
 */
export function endBefore(
  session: Pick<SessionRow, 'startedAt' | 'lastAt' | 'absence'>,
  at: number,
): SessionEnd | undefined {
  const midnight = nextMidnight(session.startedAt);
  const idle = idleEnd(session);
  if (at >= midnight && midnight <= idle) return { reason: 'midnight', at: midnight };
  return at >= idle ? { reason: 'idle', at: idle } : undefined;
}

function idleEnd({ lastAt, absence }: Pick<SessionRow, 'lastAt' | 'absence'>): number {
  const isDecided = absence?.reason === 'paused' || absence?.reason === 'exempt';
  return Math.max(lastAt, isDecided ? (absence.until ?? Number.POSITIVE_INFINITY) : 0) + SESSION_IDLE_MS;
}

/** The first local midnight after a time, in ms since 1970. */
export function nextMidnight(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** The local midnight before a time, in ms since 1970. */
export function lastMidnight(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
