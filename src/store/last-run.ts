// How the last run ended: was it a quit, and can something be missing? Pure. Worker.
import { POINTER_MAX_AGE_MS } from '../model/limit.ts';
import type { EndReason } from '../model/record.ts';
import type { Signs } from './at-work.ts';
import { areAtWork, heldSince, openDocuments, seenUntil } from './at-work.ts';
import type { SessionRow } from './database.ts';
import { endBefore } from './session-rules.ts';

/** What the disk says of the last run. Times in ms since 1970. */
export interface LastRun extends Signs {
  readonly session: Pick<SessionRow, 'startedAt' | 'lastAt' | 'absence'>;
  /** When a window was last closed in order. */
  readonly quitAt?: number | undefined;
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
  const { session, docs, quitAt } = run;
  // Pages send what they have when a pause begins, and somebody who presses it works in none of them.
  const seenAt = isDecided(session) ? undefined : seenUntil(run);
  // Whoever closed one window and worked on in another did not quit then.
  const workedOn = openDocuments(docs).some(
    ({ lastAt = 0, workedAt = 0 }) => Math.max(lastAt, workedAt) > (quitAt ?? 0),
  );
  if (quitAt !== undefined && !workedOn) {
    const byRule = endBefore(session, quitAt);
    if (byRule !== undefined) return byRule;
    const isCutOff = seenAt !== undefined && seenAt > quitAt - POINTER_MAX_AGE_MS;
    const lost = { from: Math.min(seenAt ?? quitAt, quitAt), to: quitAt };
    return { reason: 'quit', at: quitAt, ...(isCutOff && { lost }) };
  }
  // By its rules the session would have ended at the latest then: what came after is none of it.
  const byRule = endBefore(session, now);
  if (seenAt === undefined || !areAtWork(run)) return byRule ?? { reason: 'quit', at: quietEnd(session, now) };
  const at = byRule?.at ?? now;
  return { reason: 'crash', at, lost: { from: Math.min(seenAt, at), to: at } };
}

/** The stretch in which something was lost that pages held for a gate that never opened; undefined when none did. */
export function heldAtEnd({ docs, quitAt }: Pick<LastRun, 'docs' | 'quitAt'>, now: number): RunEnd['lost'] | undefined {
  const from = heldSince(docs);
  if (from === undefined) return undefined;
  return { from, to: quitAt !== undefined && quitAt > from ? quitAt : now };
}

/** A pause holds whether the browser runs or not; of anything else the last record is the last that is known. */
function quietEnd(session: LastRun['session'], now: number): number {
  const { lastAt, absence } = session;
  return isDecided(session) ? Math.max(lastAt, Math.min(now, absence?.until ?? now)) : lastAt;
}

function isDecided({ absence }: LastRun['session']): boolean {
  return absence?.reason === 'paused' || absence?.reason === 'exempt';
}
