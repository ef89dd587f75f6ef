// What the worker itself has to say in a running session: decisions, tabs, stretches not recorded, restarts. Worker.
import type { TabEvent } from '../model/event.ts';
import type { RecordBody } from '../model/record.ts';
import { areAtWork, seenUntil } from './at-work.ts';
import type { Absence, Database, DocOnDisk } from './database.ts';
import { heldAtEnd, judgeLastRun } from './last-run.ts';
import type { Stretch } from './meta.ts';
import { readMeta } from './meta.ts';
import type { Log } from './session-log.ts';
import {
  addRow,
  declareHoles,
  endPauseAside,
  endSession,
  inLog,
  setAbsence,
  setLossAside,
  setPauseAside,
  settle,
} from './session-log.ts';
import { endBefore } from './session-rules.ts';

export type ControlBody = Extract<RecordBody, { kind: 'control' }>;

/** Notices that the running session came to its end, if it did. No timer does this: records, uploads and starts call it. */
export async function settleSession(db: Database, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
  });
}

/** Notes a decision in the running session, at its own time. Without a session there is nothing to note it in. */
export async function recordControl(db: Database, body: ControlBody, at: number, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    await addRow(log, { at, body });
  });
}

/** Who decided, and when it began to hold. Times in ms since 1970. */
export interface Decision {
  readonly by: ControlBody['by'];
  readonly at: number;
}

/** Notes a pause, and that nothing is recorded from that moment on; without a session, for the next one. */
export async function recordPause(
  db: Database,
  { by, at, until }: Decision & { readonly until: number },
  now: number,
): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    await addRow(log, { at, body: { kind: 'control', action: 'pause', by } });
    if (log.session === undefined) await setPauseAside(log, { from: at, to: until });
    else await setAbsence(log, { reason: 'paused', from: at, until }, at);
  });
}

/** Notes the end of a pause: its gap ends in that moment. */
export async function recordResume(db: Database, { by, at }: Decision, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    if (log.session?.absence?.reason === 'paused') await setAbsence(log, undefined, at);
    else await endPauseAside(log, at);
    await addRow(log, { at, body: { kind: 'control', action: 'resume', by } });
  });
}

/** Notes a tab opened, activated or closed in the running session; never starts one. */
export async function recordTab(db: Database, event: TabEvent, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    const known = withKnownOpener(event, log.session?.tabs ?? []);
    if (log.session !== undefined && event.action === 'opened') {
      log.session = { ...log.session, tabs: [...new Set([...log.session.tabs, event.tab])] };
    }
    await addRow(log, { at: now, body: known });
  });
}

/** A tab that the session does not name, since nothing of it is recorded, opened nothing that the session could tell. */
function withKnownOpener({ opener, ...event }: TabEvent, tabs: readonly number[]): TabEvent {
  return opener !== undefined && tabs.includes(opener) ? { ...event, opener } : event;
}

/** From now on work is not recorded, for this reason; or it is again (`undefined`). Saying the same twice changes nothing. */
export async function recordAbsence(
  db: Database,
  absence: Omit<Absence, 'from'> | undefined,
  now: number,
): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    await setAbsence(log, absence && { ...absence, from: now }, now);
  });
}

/** Notes that something done in a stretch is lost; without a session, for the next one. */
export async function recordLost(db: Database, lost: Stretch, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    if (log.session === undefined) await setLossAside(log, lost);
    else await addRow(log, { at: lost.to, body: { kind: 'gap', reason: 'lost', ...lost } });
  });
}

/** The moment in which a run begins. */
export interface RunStart {
  readonly now: number;
  /** Documents that were noted in this run already: they tell nothing of the last one. */
  readonly ofThisRun?: ReadonlySet<string>;
}

/**
 * Ends the session of the last run, at a browser's start: call it when the tails of that run are drained.
 * Where something may be missing a gap says so. `quitAt`: when a window was last closed in order.
 */
export async function endLastRun(
  db: Database,
  { now, ofThisRun, quitAt }: RunStart & { readonly quitAt?: number | undefined },
): Promise<void> {
  await inLog(db, now, async (log) => {
    const meta = log.tx.objectStore('meta');
    const restedAt = await readMeta(meta, 'restedAt');
    const docs = await lastDocuments(log, ofThisRun);
    // A run may end before it has a session of its own: what pages held then is part of none.
    const endedAt = log.session === undefined ? 0 : (endBefore(log.session, now)?.at ?? now);
    const isOfNone = ({ isHeld, lastAt = 0 }: DocOnDisk): boolean => isHeld === true && lastAt > endedAt;
    const held = heldAtEnd({ docs: docs.filter(isOfNone), quitAt }, now);
    if (held !== undefined) await setLossAside(log, held);
    if (log.session !== undefined) {
      const own = docs.filter((doc) => !isOfNone(doc));
      const { lost, ...end } = judgeLastRun({ session: log.session, docs: own, quitAt, restedAt }, now);
      // Its pages are gone: no hole will be filled any more.
      await endSession(log, end, { holesBefore: Number.POSITIVE_INFINITY, ...(lost && { lost }) });
    }
    await forgetDocuments(log, docs);
  });
}

/** Those of the last run. */
async function lastDocuments(log: Log, ofThisRun: ReadonlySet<string> = new Set()): Promise<readonly DocOnDisk[]> {
  return (await log.tx.objectStore('docs').getAll()).filter(({ doc }) => !ofThisRun.has(doc));
}

async function forgetDocuments(log: Log, docs: readonly DocOnDisk[]): Promise<void> {
  for (const { doc } of docs) await log.tx.objectStore('docs').delete(doc);
}

/**
 * The extension itself was started again (an update, a reload) while the browser ran on: the session goes on. Its scripts in
 * open pages are dead, so their holes will not be filled, and what somebody did in the last moment may be missing.
 */
export async function continueRun(db: Database, { now, ofThisRun }: RunStart): Promise<void> {
  await inLog(db, now, async (log) => {
    await settle(log, now, now);
    await declareHoles(log, Number.POSITIVE_INFINITY);
    const restedAt = await readMeta(log.tx.objectStore('meta'), 'restedAt');
    const docs = await lastDocuments(log, ofThisRun);
    const signs = { docs, restedAt };
    const from = areAtWork(signs) ? seenUntil(signs) : undefined;
    if (from !== undefined) await addRow(log, { at: now, body: { kind: 'gap', reason: 'lost', from, to: now } });
    await forgetDocuments(log, docs);
  });
}
