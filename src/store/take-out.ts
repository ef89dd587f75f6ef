// Takes records out of sessions, whether the person wants them back or the disk is full: what goes leaves a gap that counts it. Worker.
import type { GapReason, RecordKind } from '../model/record.ts';
import type { Counts } from '../model/worker-api.ts';
import type { RowFacts, RowOnDisk, SegmentOnDisk, SessionRow } from './database.ts';
import type { Tombstone } from './meta.ts';
import { readFacts } from './segment-facts.ts';
import { eachRowOf } from './segments.ts';
import type { Log } from './session-log.ts';
import { addRow } from './session-log.ts';

/** What was taken out of one session. */
export interface TakenOut {
  readonly session: string;
  readonly counts: Counts;
  /** Segments that were offered to the network: the collector has to delete them. */
  readonly offered: Tombstone['segments'];
  /** Records in those: how many were to be taken out, and how many go with their segments. */
  readonly left: { readonly wanted: number; readonly taken: number };
}

/** Kinds that tell of decisions and absences, not of work: they stay. */
const STAYING: readonly RecordKind[] = ['gap', 'control', 'end'];

/** Whether a record may be taken out at all. */
export function isWork({ kind }: Pick<RowFacts, 'kind'>): boolean {
  return !STAYING.includes(kind);
}

/** A row's key in the database. */
export type RowIds = readonly number[];

/**
 * Takes rows out of one session. Segments that nobody was offered are undone, so that their numbers are used again; of one that
 * was offered all rows go, since a collector deletes whole segments.
 */
export async function takeOut(
  log: Log,
  id: string,
  ids: RowIds,
  reason: Extract<GapReason, 'withdrawn' | 'shed' | 'lost'>,
): Promise<TakenOut> {
  const session = log.session?.id === id ? log.session : await log.tx.objectStore('sessions').get(id);
  if (session === undefined || ids.length === 0)
    return { session: id, counts: {}, offered: [], left: { wanted: 0, taken: 0 } };
  const running = log.session;
  log.session = await unsealAll(log, session);
  const taken = await deleteRows(log, ids);
  const offered = await dropOffered(log, id, taken);
  await restateLater(log, id, taken.docs);
  const hasSealedEnd = session.ended !== undefined && !(await moveEnd(log, id, undefined));
  if (!hasSealedEnd && taken.count > 0) {
    const { from, to, counts } = taken;
    await addRow(log, { at: to, body: { kind: 'gap', reason, from, to, counts } });
    await moveEnd(log, id, 'behind');
  }
  // Taking out is no work: it does not keep a session going.
  const after = { ...log.session, lastAt: session.lastAt, bytes: Math.max(0, log.session.bytes - taken.bytes) };
  if (running?.id === id) log.session = after;
  else {
    await log.tx.objectStore('sessions').put(after);
    log.session = running;
  }
  return { session: id, counts: taken.counts, ...offered };
}

/** The session as it stood before its segments that nobody was offered were sealed; their rows are held again. */
export async function unsealAll(log: Log, session: SessionRow): Promise<SessionRow> {
  const segments = log.tx.objectStore('segments');
  const waiting = (await readFacts(segments, session.id)).filter(isUnoffered);
  const [first] = waiting;
  if (first === undefined) return session;
  let bytes = 0;
  for (const { n, sealedBytes } of waiting) {
    await eachRowOf(log.tx.objectStore('rows'), session.id, n, toHeld);
    await segments.delete([session.id, n]);
    bytes += sealedBytes;
  }
  const { n, firstSeq, prev } = first.header;
  return {
    ...session,
    nextN: n,
    nextSeq: firstSeq,
    prev,
    lastT: first.beforeT,
    bytes: Math.max(0, session.bytes - bytes),
  };
}

function isUnoffered({ state, offered }: Pick<SegmentOnDisk, 'state' | 'offered'>): boolean {
  return state === 'sealed' && offered !== true;
}

function toHeld({ n: _n, seq: _seq, t: _t, late: _late, ...row }: RowOnDisk): RowOnDisk {
  return { ...row, state: 'held' };
}

/** What was deleted so far. */
interface Taken {
  count: number;
  bytes: number;
  from: number;
  to: number;
  readonly counts: Partial<Record<RecordKind, number>>;
  /** Documents that lost what introduces them. */
  readonly docs: Set<string>;
  /** How many by segment. */
  readonly segments: Map<number, number>;
}

async function deleteRows(log: Log, ids: RowIds): Promise<Taken> {
  const taken: Taken = {
    count: 0,
    bytes: 0,
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
    counts: {},
    docs: new Set(),
    segments: new Map(),
  };
  const rows = log.tx.objectStore('rows');
  for (const id of ids) {
    const row = await rows.get(id);
    if (row === undefined) continue;
    note(taken, row);
    await rows.delete(id);
  }
  return taken;
}

function note(taken: Taken, { kind, at, doc, n, sealed }: RowOnDisk): void {
  taken.count += 1;
  taken.bytes += sealed.length;
  taken.from = Math.min(taken.from, at);
  taken.to = Math.max(taken.to, at);
  taken.counts[kind] = (taken.counts[kind] ?? 0) + 1;
  if (doc !== undefined && (kind === 'page' || kind === 'viewport')) taken.docs.add(doc);
  if (n !== undefined) taken.segments.set(n, (taken.segments.get(n) ?? 0) + 1);
}

/** Empties the offered segments that rows were taken from; returns which, and what they held. */
async function dropOffered(log: Log, session: string, taken: Taken): Promise<Pick<TakenOut, 'offered' | 'left'>> {
  const left = { wanted: 0, taken: 0 };
  const dropped: { readonly n: number; readonly digest: string }[] = [];
  const segments = log.tx.objectStore('segments');
  for (const [n, wanted] of [...taken.segments]) {
    const segment = await segments.get([session, n]);
    if (segment === undefined) continue;
    const { key: _key, sealed, ...facts } = segment;
    await segments.put({ ...facts, state: 'withdrawn' });
    taken.bytes += sealed?.length ?? 0;
    dropped.push({ n, digest: facts.digest });
    left.wanted += wanted;
    left.taken += facts.records;
    await eachRowOf(log.tx.objectStore('rows'), session, n, (row) => {
      note(taken, row);
      return undefined;
    });
  }
  return { offered: dropped.sort((a, b) => a.n - b.n), left };
}

/** A document that goes on is introduced again before its next record. */
async function restateLater(log: Log, session: string, docs: ReadonlySet<string>): Promise<void> {
  for (const id of docs) {
    const doc = await log.tx.objectStore('docs').get(id);
    if (doc?.session !== session) continue;
    const { session: _session, statedAt: _statedAt, ...rest } = doc;
    await log.tx.objectStore('docs').put(rest);
  }
}

/** True when the session's `end` is not sealed yet; `behind`: it is put behind what was added. */
async function moveEnd(log: Log, session: string, where: 'behind' | undefined): Promise<boolean> {
  const rows = log.tx.objectStore('rows');
  const held = IDBKeyRange.bound(['held', session], ['held', session, []]);
  let cursor = await rows.index('place').openCursor(held, 'prev');
  while (cursor !== null && cursor.value.kind !== 'end') cursor = await cursor.continue();
  if (cursor === null) return false;
  if (where === undefined) return true;
  const end = cursor.value;
  await rows.delete(cursor.primaryKey);
  await rows.add(end);
  return true;
}
