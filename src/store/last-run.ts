// How the last run ended: was it a quit, and can something be missing? Pure. Worker.
import { BATCH_MAX_AGE_MS, POINTER_MAX_AGE_MS } from '../model/limit.ts';
import type { EndReason } from '../model/record.ts';
import type { DocRow, SessionRow } from './database.ts';
import { endBefore } from './session-rules.ts';

/** What the disk says of the last run. Times in ms since 1970. */
export interface LastRun {
  readonly session: Pick<SessionRow, 'startedAt' | 'lastAt' | 'absence'>;
  readonly docs: readonly Pick<DocRow, 'lastAt' | 'isHidden'>[];
  /** When a window was last closed in order. */
  readonly quitAt?: number | undefined;
  /** When a page last showed that somebody works; absent when all was quiet. */
  readonly workedAt?: number | undefined;
}

/** How it ended, and the stretch in which something may have been lost; absent when nothing can be missing. */
export interface RunEnd {
  readonly reason: EndReason;
  readonly at: number;
  readonly lost?: { readonly from: number; readonly to: number };
}

/**
 * Browsers do not say that they quit, and often quit without a word to their pages (no `pagehide`, and no event for a worker
 * that sleeps). So the question is whether anything can have been on its way. A page sends within a second whatever is done in
 * it, and shows within half a second that somebody types: where all was quiet, or every page has said goodbye, nothing is missing,
 * and nothing tells the end from a quit. Only an end under somebody's hands, with no window closed in order, is a crash.
 */
export function judgeLastRun(run: LastRun, now: number): RunEnd {
  const { session, quitAt } = run;
  // Pages send what they have when a pause begins, and somebody who presses it works in none of them.
  const seenAt = isDecided(session) ? undefined : lastSeen(run);
  // Whoever closed one window and worked on in another did not quit then.
  const isMarked = quitAt !== undefined && !run.docs.some((doc) => isOpen(doc) && (doc.lastAt ?? 0) > quitAt);
  if (isMarked) {
    const byRule = endBefore(session, quitAt);
    if (byRule !== undefined) return byRule;
    const isCutOff = seenAt !== undefined && seenAt > quitAt - POINTER_MAX_AGE_MS;
    const lost = { from: Math.min(seenAt ?? quitAt, quitAt), to: quitAt };
    return { reason: 'quit', at: quitAt, ...(isCutOff && { lost }) };
  }
  // By its rules the session would have ended at the latest then: what came after is none of it.
  const byRule = endBefore(session, now);
  if (seenAt === undefined) return byRule ?? { reason: 'quit', at: quietEnd(session, now) };
  const at = byRule?.at ?? now;
  return { reason: 'crash', at, lost: { from: Math.min(seenAt, at), to: at } };
}

/** Up to when all that happened is here: something newer may have been on its way. Undefined when nothing was. */
export function lastSeen({ docs, workedAt }: Pick<LastRun, 'docs' | 'workedAt'>): number | undefined {
  const open = docs.filter(isOpen).map(({ lastAt }) => lastAt ?? 0);
  if (workedAt === undefined || open.length === 0) return undefined;
  // What was done just before a sign waits in the page for the next batch.
  return Math.max(workedAt - BATCH_MAX_AGE_MS, ...open);
}

/** A document that has recorded and did not say goodbye. */
function isOpen({ lastAt, isHidden }: Pick<DocRow, 'lastAt' | 'isHidden'>): boolean {
  return lastAt !== undefined && isHidden !== true;
}

/** A pause holds whether the browser runs or not; of anything else the last record is the last that is known. */
function quietEnd(session: LastRun['session'], now: number): number {
  const { lastAt, absence } = session;
  return isDecided(session) ? Math.max(lastAt, Math.min(now, absence?.until ?? now)) : lastAt;
}

function isDecided({ absence }: LastRun['session']): boolean {
  return absence?.reason === 'paused' || absence?.reason === 'exempt';
}
