// What the worker itself has to say in a running session: decisions, tabs, stretches not recorded, restarts. Worker.
import type { TabEvent } from '../model/event.ts';
import { POINTER_MAX_AGE_MS } from '../model/limit.ts';
import type { RecordBody } from '../model/record.ts';
import type { Absence, Database } from './database.ts';
import { readMeta, writeMeta } from './meta.ts';
import type { Log } from './session-log.ts';
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

/** Who decided, and when it began to hold. Times in ms since 1970. */
export interface Decision {
  readonly by: ControlBody['by'];
  readonly at: number;
}

/** Notes a pause, and that nothing is recorded from that moment on. */
export async function recordPause(
  db: Database,
  { by, at, until }: Decision & { readonly until: number },
  now: number,
): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  await addRow(log, { at, body: { kind: 'control', action: 'pause', by } });
  await setAbsence(log, { reason: 'paused', from: at, until }, at);
  await commitLog(log);
}

/** Notes the end of a pause: its gap ends in that moment. */
export async function recordResume(db: Database, { by, at }: Decision, now: number): Promise<void> {
  const log = await openLog(db);
  await settle(log, now, now);
  if (log.session?.absence?.reason === 'paused') await setAbsence(log, undefined, at);
  await addRow(log, { at, body: { kind: 'control', action: 'resume', by } });
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
 * Unless a window was closed in order after the last record, something may be missing, and a gap says so.
 */
export async function endLastRun(db: Database, now: number): Promise<void> {
  const log = await openLog(db);
  const meta = log.tx.objectStore('meta');
  const quitAt = await readMeta(meta, 'quitAt');
  if (log.session !== undefined) {
    const { lastAt } = log.session;
    const isQuit = quitAt !== undefined && quitAt >= lastAt;
    const reason = isQuit ? 'quit' : 'crash';
    const until = isQuit ? quitAt : now;
    // By its rules the session would have ended at the latest then: what came after is none of it.
    const byRule = endBefore(log.session, until);
    const end = isQuit && byRule !== undefined ? byRule : ({ reason, at: byRule?.at ?? until } as const);
    const from = isQuit ? await cutOffAt(log, quitAt - POINTER_MAX_AGE_MS) : (await cutOffAt(log, 0)) && lastAt;
    const lost = from === undefined ? {} : { lost: { from, to: Math.max(from, end.at) } };
    // Its pages are gone: no hole will be filled any more.
    await endSession(log, end, { holesBefore: Number.POSITIVE_INFINITY, ...lost });
  }
  await writeMeta(meta, 'quitAt', undefined);
  await commitLog(log);
}

/**
 * When a document was heard of last that did not say goodbye, and was still heard of after `since`: browsers may quit
 * without a word to their pages, and who worked in the last second may have had something on its way.
 */
async function cutOffAt(log: Log, since: number): Promise<number | undefined> {
  const docs = await log.tx.objectStore('docs').getAll();
  const times = docs.flatMap(({ lastAt, isHidden }) => (lastAt === undefined || isHidden === true ? [] : [lastAt]));
  const cut = times.filter((lastAt) => lastAt > since);
  return cut.length > 0 ? Math.min(...cut) : undefined;
}
