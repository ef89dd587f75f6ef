// Takes back what the person wants back: rows go, their keys are destroyed, and the file says how much is missing. Worker.
import type { Counts, Selection } from '../model/worker-api.ts';
import type { Database, RowOnDisk } from './database.ts';
import { noteDeletions } from './deletions.ts';
import type { Tombstone } from './meta.ts';
import { readMeta, writeMeta } from './meta.ts';
import { openSites, sealSites } from './payload.ts';
import { destroyUnusedKeys, resealAll } from './reseal.ts';
import { inState } from './retention.ts';
import type { Log } from './session-log.ts';
import { runLog } from './session-log.ts';
import { lastMidnight } from './session-rules.ts';
import type { TakenOut } from './take-out.ts';
import { isWork, takeOut } from './take-out.ts';
import type { Vault } from './vault.ts';

export interface Withdrawn {
  /** Records by kind that are no longer on the device. */
  readonly counts: Counts;
  /** Segments that were offered to the network, by session: they stay noted until the collector has deleted them. */
  readonly offered: readonly Tombstone[];
}

/**
 * Resolves when the rows are gone and nothing on disk opens what they held. `openTabs`: documents of other tabs are over, and
 * where they were is forgotten with their records.
 */
export function withdraw(
  db: Database,
  selection: Selection,
  now: number,
  openTabs: ReadonlySet<number> = new Set(),
): Promise<Withdrawn> {
  return db.vault.alone(async () => {
    // What stays of the same five minutes is written again under this one.
    const key = await db.vault.freshKey(now);
    const taken = await runLog(db, key, 'strict', (log) => takeSelected(log, selection, now, openTabs));
    // A worker that dies here leaves keys that open nothing which a row points to; the next start destroys them.
    await destroyUnusedKeys(db);
    return {
      counts: sumCounts(taken),
      offered: taken.flatMap(({ session, offered }) => (offered.length > 0 ? [{ session, segments: offered }] : [])),
    };
  });
}

/** How many records a selection holds, by kind. Changes nothing. */
export async function countSelected(db: Database, selection: Selection, now: number): Promise<Counts> {
  const tx = db.idb.transaction(['rows', 'sessions']);
  const counts: Partial<Record<RowOnDisk['kind'], number>> = {};
  await eachSelected(tx as never, db.vault, selection, now, ({ kind }) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  });
  return counts;
}

async function takeSelected(
  log: Log,
  selection: Selection,
  now: number,
  openTabs: ReadonlySet<number>,
): Promise<readonly TakenOut[]> {
  const bySession = new Map<string, number[]>();
  const keys = new Set<string>();
  const docs = new Set<string>();
  await eachSelected(log.tx, log.vault, selection, now, (row, id) => {
    keys.add(row.key);
    if (row.doc !== undefined) docs.add(row.doc);
    const ids = bySession.get(row.session);
    if (ids === undefined) bySession.set(row.session, [id]);
    else ids.push(id);
  });
  const taken: TakenOut[] = [];
  for (const [session, ids] of bySession) {
    taken.push(await takeOut(log, session, ids, 'withdrawn'));
    for (const key of await forgetSites(log, session)) keys.add(key);
  }
  for (const key of await forgetDocuments(log, docs, openTabs)) keys.add(key);
  await resealAll(log, keys);
  await noteTombstones(log, taken, now);
  return taken;
}

/** Forgets documents that are over; returns the keys under which the others lie. */
async function forgetDocuments(
  log: Log,
  ids: ReadonlySet<string>,
  openTabs: ReadonlySet<number>,
): Promise<readonly string[]> {
  const docs = log.tx.objectStore('docs');
  const keys: string[] = [];
  for (const id of ids) {
    const doc = await docs.get(id);
    if (doc === undefined) continue;
    keys.push(doc.key);
    const sameFrame = await docs.index('frame').getAll([doc.tab, doc.frameId]);
    const isReplaced = sameFrame.some((other) => other.doc !== id && other.seenAt >= doc.seenAt);
    if (doc.isHidden === true && (isReplaced || !openTabs.has(doc.tab))) await docs.delete(id);
  }
  return keys;
}

/** What the collector has to delete stays noted until it has; the person sees what was asked, and what came of it. */
async function noteTombstones(log: Log, taken: readonly TakenOut[], now: number): Promise<void> {
  const meta = log.tx.objectStore('meta');
  const due = taken.filter(({ offered }) => offered.length > 0);
  if (due.length === 0) return;
  const noted = (await readMeta(meta, 'tombstones')) ?? [];
  await writeMeta(meta, 'tombstones', [
    ...noted,
    ...due.map(({ session, offered }) => ({ session, segments: offered })),
  ]);
  const asked = due.map(({ session, offered, left }) => ({
    session,
    at: now,
    segments: offered.map(({ n }) => n),
    deleted: 0,
    ...left,
  }));
  await noteDeletions(meta, asked);
}

/** Strikes out the sites of a session that no record is left of; returns the keys under which older lists of it may lie. */
async function forgetSites(log: Log, id: string): Promise<readonly string[]> {
  const session = log.session?.id === id ? log.session : await log.tx.objectStore('sessions').get(id);
  if (session === undefined) return [];
  const rows = log.tx.objectStore('rows');
  const sites = openSites(log.vault, session);
  const left = await Promise.all(sites.map((_, i) => rows.index('site').getKey([id, i])));
  const kept = sites.map((site, i) => (left[i] === undefined ? '' : site));
  if (kept.every((site, i) => site === sites[i])) return [];
  const struck = { ...session, ...sealSites(log.vault, log.key, kept) };
  if (log.session?.id === id) log.session = struck;
  else await log.tx.objectStore('sessions').put(struck);
  const keys = new Set([session.key]);
  await eachOf(
    rows.index('place'),
    STATES.map((state) => inState(state, id)),
    ({ key }) => keys.add(key),
  );
  return [...keys];
}

const STATES = ['held', 'sealed', 'sent'] as const;

type Visit = (row: RowOnDisk, id: number) => void;

/** Visits every record that a selection means. */
export async function eachSelected(
  tx: Pick<Log['tx'], 'objectStore'>,
  vault: Pick<Vault, 'open'>,
  selection: Selection,
  now: number,
  visit: Visit,
): Promise<void> {
  const rows = tx.objectStore('rows');
  const visitWork: Visit = (row, id) => {
    if (isWork(row)) visit(row, id);
  };
  switch (selection.kind) {
    case 'minutes':
      return eachOf(rows.index('at'), [IDBKeyRange.lowerBound(now - selection.minutes * 60_000)], visitWork);
    case 'range':
      return eachOf(rows.index('at'), [IDBKeyRange.bound(selection.from, selection.to)], visitWork);
    case 'today':
      return eachOf(rows.index('at'), [IDBKeyRange.lowerBound(lastMidnight(now))], visitWork);
    case 'session':
      return eachOf(
        rows.index('place'),
        STATES.map((state) => inState(state, selection.session)),
        visitWork,
      );
    case 'site': {
      const sessions = await tx.objectStore('sessions').getAll();
      const places = sessions.map(
        (session) => [session.id, openSites(vault, session).indexOf(selection.site)] as const,
      );
      const known = places.filter(([, site]) => site >= 0);
      return eachOf(
        rows.index('site'),
        known.map(([id, site]) => IDBKeyRange.only([id, site])),
        visitWork,
      );
    }
    case 'everything':
      return eachOf(rows.index('at'), [null], visitWork);
  }
}

interface Cursors {
  openCursor(range: IDBKeyRange | null): Promise<Cursor | null>;
}
interface Cursor {
  readonly value: RowOnDisk;
  readonly primaryKey: number;
  continue(): Promise<Cursor | null>;
}

async function eachOf(index: Cursors, ranges: readonly (IDBKeyRange | null)[], visit: Visit): Promise<void> {
  for (const range of ranges) {
    let cursor = await index.openCursor(range);
    while (cursor !== null) {
      visit(cursor.value, cursor.primaryKey);
      cursor = await cursor.continue();
    }
  }
}

function sumCounts(taken: readonly TakenOut[]): Counts {
  const sum: Partial<Record<RowOnDisk['kind'], number>> = {};
  for (const { counts } of taken)
    for (const kind of Object.keys(counts) as RowOnDisk['kind'][]) sum[kind] = (sum[kind] ?? 0) + (counts[kind] ?? 0);
  return sum;
}
