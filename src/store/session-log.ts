// Writes to the running session inside one transaction: rows, gaps, its start and its end. Worker.
import type { IDBPTransaction } from 'idb';
import { SEAL_MIN_AGE_MS } from '../model/limit.ts';
import type { RecordBody } from '../model/record.ts';
import type { Absence, Database, DocOnDisk, Schema, SessionRow, SessionStart } from './database.ts';
import type { Loss, Stretch } from './meta.ts';
import { readMeta, takeParticipant, writeMeta } from './meta.ts';
import { openSites, sealBody, sealSites } from './payload.ts';
import type { SessionEnd } from './session-rules.ts';
import { endBefore } from './session-rules.ts';
import type { Vault } from './vault.ts';

const LOG_STORES = ['rows', 'docs', 'sessions', 'segments', 'meta'] as const;
type LogTransaction = IDBPTransaction<Schema, (typeof LOG_STORES)[number][], 'readwrite'>;

/** A transaction with the running session in hand. `session` is undefined while none runs. */
export interface Log {
  readonly tx: LogTransaction;
  readonly vault: Vault;
  /** Everything written here is sealed under it. */
  readonly key: string;
  session: SessionRow | undefined;
}

/** Where a new session gets its head and its ids from. */
export interface SessionSource {
  readonly start: SessionStart;
  readonly randomId: () => string;
}

/** A row before it has a session. */
export interface NewRow {
  readonly at: number;
  readonly doc?: string;
  readonly origin?: string;
  readonly body: RecordBody;
}

/** Runs one transaction over the log, and resolves when all of it is on disk; if `run` rejects, nothing of it is. */
export function inLog<T>(db: Database, now: number, run: (log: Log) => Promise<T>): Promise<T> {
  return db.vault.alone(async () => runLog(db, await db.vault.currentKey(now), 'relaxed', run));
}

/**
 * The same for somebody who is alone already. A browser lets a transaction finish by itself as soon as nothing is asked of
 * it: `run` awaits nothing but the database.
 */
export async function runLog<T>(
  { idb, vault }: Database,
  key: string,
  // Acknowledged rows of a relaxed transaction survive the browser's death; only the machine's may cost the last moments.
  durability: 'relaxed' | 'strict',
  run: (log: Log) => Promise<T>,
): Promise<T> {
  const tx = idb.transaction([...LOG_STORES], 'readwrite', { durability });
  try {
    const id = await readMeta(tx.objectStore('meta'), 'open');
    const session = id === undefined ? undefined : await tx.objectStore('sessions').get(id);
    const log: Log = { tx, vault, key, session };
    const result = await run(log);
    if (log.session !== undefined) await tx.objectStore('sessions').put(log.session);
    await tx.done;
    return result;
  } catch (error) {
    await undo(tx);
    throw error;
  }
}

async function undo(tx: LogTransaction): Promise<void> {
  try {
    tx.abort();
    await tx.done;
  } catch (error) {
    // Aborted by us just now, or by the browser before: either way nothing was written.
    console.info('A transaction was undone:', error);
  }
}

/** Ends the running session if it came to its end before `at`. */
export async function settle(log: Log, at: number, now: number): Promise<void> {
  const end = log.session && endBefore(log.session, at);
  if (end !== undefined) await endSession(log, end, { holesBefore: now - HOLE_FILL_MS });
}

/** The session that a record of that time belongs to: the running one, or a new one. */
export async function sessionFor(log: Log, at: number, now: number, source: SessionSource): Promise<SessionRow> {
  await settle(log, at, now);
  if (log.session !== undefined) return log.session;
  const meta = log.tx.objectStore('meta');
  const session: SessionRow = {
    id: source.randomId(),
    startedAt: at,
    lastAt: at,
    participant: await takeParticipant(meta, at, source.randomId),
    start: source.start,
    tabs: [],
    nextN: 0,
    nextSeq: 0,
    lastT: 0,
    prev: null,
    bytes: 0,
    ...sealSites(log.vault, log.key, []),
  };
  log.session = session;
  await writeMeta(meta, 'open', session.id);
  await takeLossesAside(log, at);
  await takePausesAside(log, at);
  return log.session;
}

/** Keeps a loss for the next session: without a session there is no file to say it in. */
export async function setLossAside(log: Log, loss: Loss): Promise<void> {
  const meta = log.tx.objectStore('meta');
  await writeMeta(meta, 'lossesAside', [...((await readMeta(meta, 'lossesAside')) ?? []), loss]);
}

async function takeLossesAside(log: Log, at: number): Promise<void> {
  const meta = log.tx.objectStore('meta');
  for (const loss of (await readMeta(meta, 'lossesAside')) ?? [])
    await addRow(log, { at, body: { kind: 'gap', reason: 'lost', ...loss } });
  await writeMeta(meta, 'lossesAside', undefined);
}

async function takePausesAside(log: Log, at: number): Promise<void> {
  const meta = log.tx.objectStore('meta');
  for (const { from, to } of (await readMeta(meta, 'pausesAside')) ?? []) {
    if (to <= at) await addRow(log, { at, body: { kind: 'gap', reason: 'paused', from, to } });
    // A record from before the pause came late: the session has the rest before it.
    else await setAbsence(log, { reason: 'paused', from, until: to }, at);
  }
  await writeMeta(meta, 'pausesAside', undefined);
}

/** Keeps a pause, or the rest of one, for the next session: without a session there is no file to say it in. */
export async function setPauseAside(log: Log, pause: Stretch): Promise<void> {
  const meta = log.tx.objectStore('meta');
  await writeMeta(meta, 'pausesAside', [...((await readMeta(meta, 'pausesAside')) ?? []), pause]);
}

/** Ends the pause that was kept last for the next session, if it still ran then. */
export async function endPauseAside(log: Log, at: number): Promise<void> {
  const meta = log.tx.objectStore('meta');
  const aside = await readMeta(meta, 'pausesAside');
  const ended = aside?.map(({ from, to }) => ({ from, to: at >= from ? Math.min(to, at) : to }));
  await writeMeta(meta, 'pausesAside', ended);
}

/** Appends a row to the running session; without one it is dropped. */
export async function addRow(log: Log, { at, doc, origin, body }: NewRow): Promise<void> {
  if (log.session === undefined) return;
  const { nextN, startedAt, lastAt } = log.session;
  const payload = sealBody(log.vault, log.key, body);
  const { session, site } =
    origin === undefined ? { session: log.session, site: undefined } : siteIn(log, log.session, origin);
  log.session = {
    ...session,
    // Pages and frames that begin together arrive in any order: the first to happen begins the session, until something is sealed.
    startedAt: nextN === 0 && at > startedAt - SEAL_MIN_AGE_MS ? Math.min(startedAt, at) : startedAt,
    lastAt: Math.max(lastAt, at),
    bytes: session.bytes + payload.sealed.length,
  };
  await log.tx.objectStore('rows').add({
    session: session.id,
    at,
    ...(doc !== undefined && { doc }),
    kind: body.kind,
    ...(site !== undefined && { site }),
    state: 'held',
    ...payload,
  });
}

/** The number of an origin in its session, which knows it from then on. */
function siteIn(
  { vault, key }: Log,
  session: SessionRow,
  origin: string,
): { readonly session: SessionRow; readonly site: number } {
  const sites = openSites(vault, session);
  const known = sites.indexOf(origin);
  if (known >= 0) return { session, site: known };
  return { session: { ...session, ...sealSites(vault, key, [...sites, origin]) }, site: sites.length };
}

/** Begins, changes or ends the stretch that is not recorded. The gap is written when it ends. */
export async function setAbsence(log: Log, absence: Absence | undefined, at: number): Promise<void> {
  const running = log.session?.absence;
  if (log.session === undefined || (running?.reason === absence?.reason && running?.until === absence?.until)) return;
  if (running !== undefined && running.reason === absence?.reason) {
    log.session = { ...log.session, absence: { ...absence, from: running.from } };
    return;
  }
  await closeAbsence(log, at);
  if (absence !== undefined && log.session !== undefined) log.session = { ...log.session, absence };
}

/** A stretch on unlisted pages that is shorter than this is no gap. */
const UNLISTED_MIN_MS = 1_000;

/** Writes the gap of the running stretch, which lasted until `at` or its own end. */
export async function closeAbsence(log: Log, at: number): Promise<void> {
  if (log.session?.absence === undefined) return;
  const { absence, ...session } = log.session;
  log.session = session;
  const to = Math.max(absence.from, Math.min(at, absence.until ?? at));
  // A new tab is blank for a moment on its way to a listed page: nobody worked elsewhere.
  if (absence.reason === 'unlisted' && to - absence.from < UNLISTED_MIN_MS) return;
  await addRow(log, { at: to, body: { kind: 'gap', reason: absence.reason, from: absence.from, to } });
}

/** What is missing from a session at its end. */
export interface Missing {
  /** Holes noticed before this time (ms since 1970) are lost; younger ones may still be filled. */
  readonly holesBefore: number;
  /** A stretch in which something may have been lost. */
  readonly lost?: { readonly from: number; readonly to: number };
}

/** Ends the running session: what is missing is declared first, then `end` comes last. */
export async function endSession(log: Log, end: SessionEnd, { holesBefore, lost }: Missing): Promise<void> {
  if (log.session === undefined) return;
  const { reason, until = end.at } = log.session.absence ?? {};
  await closeAbsence(log, end.at);
  if (reason === 'paused' && until > end.at) await setPauseAside(log, { from: end.at, to: until });
  await declareHoles(log, holesBefore);
  if (lost !== undefined) await addRow(log, { at: lost.to, body: { kind: 'gap', reason: 'lost', ...lost } });
  const at = Math.max(end.at, log.session.lastAt);
  await addRow(log, { at, body: { kind: 'end', reason: end.reason } });
  await log.tx.objectStore('sessions').put({ ...log.session, ended: { reason: end.reason, at } });
  await writeMeta(log.tx.objectStore('meta'), 'open', undefined);
  log.session = undefined;
}

/** Pages resend after 3 s: what is missing for longer than this is lost. */
const HOLE_FILL_MS = 30_000;

/** Says of each hole noticed before that time (ms since 1970) that its batches are lost. */
export async function declareHoles(log: Log, noticedBefore: number): Promise<void> {
  const docs = log.tx.objectStore('docs');
  for (const doc of await docs.getAll()) {
    const due = doc.holes.filter((hole) => hole.declared !== true && hole.noticed < noticedBefore);
    for (const { after, before, from, to } of due) {
      const gap: RecordBody = {
        kind: 'gap',
        reason: 'lost',
        from: after,
        to: before,
        counts: { batch: to - from + 1 },
      };
      await addRow(log, { at: before, doc: doc.doc, body: gap });
    }
    if (due.length > 0) await docs.put(withDeclared(doc, due));
  }
}

function withDeclared(doc: DocOnDisk, due: DocOnDisk['holes']): DocOnDisk {
  return { ...doc, holes: doc.holes.map((hole) => (due.includes(hole) ? { ...hole, declared: true } : hole)) };
}
