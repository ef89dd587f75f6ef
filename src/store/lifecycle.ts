// What the worker itself has to say in a running session: decisions, tabs, stretches not recorded, restarts. Worker.
import type { TabEvent } from '../model/event.ts';
import type { RecordBody } from '../model/record.ts';
import type { Absence, Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { addRow, commitLog, endSession, openLog, setAbsence, settle } from './session-log.ts';
import { endBefore } from './session-rules.ts';

export type ControlBody = Extract<RecordBody, { kind: 'control' }>;

/** Notices that the running session came to its end, if it did. No timer does this: records, uploads and starts call it. */
export async function settleSession(db: Database, now: number): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  await commitLog(log);
}

/** Notes a decision in the running session, at its own time. Without a session there is nothing to note it in. */
export async function recordControl(db: Database, body: ControlBody, at: number, now: number): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  await addRow(log, { at, body });
  await commitLog(log);
}

/** Notes a tab opened, activated or closed in the running session; never starts one. */
export async function recordTab(db: Database, event: TabEvent, now: number): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  if (log.session !== undefined && event.action === 'opened') {
    log.session = { ...log.session, tabs: [...new Set([...log.session.tabs, event.tab])] };
  }
  await addRow(log, { at: now, body: event });
  await commitLog(log);
}

/** From now on work is not recorded, for this reason; or it is again (`undefined`). Saying the same twice changes nothing. */
export async function recordAbsence(
  db: Database,
  absence: Omit<Absence, 'from'> | undefined,
  now: number,
): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  await setAbsence(log, absence && { ...absence, from: now }, now);
  await commitLog(log);
}

/**
 * Ends the session of the last run, at a browser's start: call it when the tails of that run are drained.
 * Unless the last window was closed in order after the last record, something may be missing, and a gap says so.
 */
export async function endLastRun(db: Database, now: number): Promise<void> {
  const log = await openLog(db);
  const meta = log.tx.objectStore('meta');
  const quitAt = await readMeta(meta, 'quitAt');
  if (log.session !== undefined) {
    const { lastAt } = log.session;
    const byRule = endBefore(log.session, now);
    if (quitAt !== undefined && quitAt >= lastAt) {
      const quit = endBefore(log.session, quitAt) ?? { reason: 'quit' as const, at: quitAt };
      await endSession(log, quit, { holesBefore: Number.POSITIVE_INFINITY });
    } else {
      // By its rules the session would have ended at the latest then: later losses are none of it.
      const at = byRule?.at ?? now;
      const lost = { from: lastAt, to: Math.max(lastAt, at) };
      // Its pages are gone: no hole will be filled any more.
      await endSession(log, { reason: 'crash', at }, { holesBefore: Number.POSITIVE_INFINITY, lost });
    }
  }
  await writeMeta(meta, 'quitAt', undefined);
  await commitLog(log);
}
