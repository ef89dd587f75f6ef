// Sealed segments on disk: numbered rows and the bytes that wait to be sent. Worker.
import type { SegmentHeader } from '../model/session.ts';
import type { Database, Row, RowState, SegmentRow, SegmentState, SessionRow } from './database.ts';

/** A row with its key. */
export interface KeyedRow {
  readonly id: number;
  readonly row: Row;
}

/** Sessions that hold rows which are in no segment yet, oldest first. */
export async function sessionsToSeal(db: Database): Promise<readonly SessionRow[]> {
  const found: SessionRow[] = [];
  const tx = db.transaction(['rows', 'sessions']);
  const held = IDBKeyRange.bound(['held'], ['held', []]);
  let cursor = await tx.objectStore('rows').index('place').openKeyCursor(held);
  while (cursor !== null) {
    const session = cursor.key[1];
    const row = await tx.objectStore('sessions').get(session);
    if (row !== undefined) found.push(row);
    // Arrays sort after numbers: to the first row of the next session.
    cursor = await cursor.continue(['held', session, []] as unknown as [RowState, string, number]);
  }
  await tx.done;
  return found.sort((a, b) => a.startedAt - b.startedAt);
}

/** Held rows of a session up to a time, in the order of time and arrival. */
export async function readHeld(
  db: Database,
  session: string,
  untilAt: number,
  limit: number,
): Promise<readonly KeyedRow[]> {
  const range = IDBKeyRange.bound(['held', session, Number.NEGATIVE_INFINITY], ['held', session, untilAt]);
  const index = db.transaction('rows').store.index('place');
  const [keys, rows] = await Promise.all([index.getAllKeys(range, limit), index.getAll(range, limit)]);
  return rows.flatMap((row, i) => (keys[i] === undefined ? [] : [{ id: keys[i], row }]));
}

/** What sealing decided for one row. */
export interface SealedRow {
  readonly id: number;
  readonly seq: number;
  readonly t: number;
  readonly late?: true;
}

export interface SealedSegment {
  readonly header: SegmentHeader;
  /** Digest of the uncompressed bytes: the next segment's `prev`. */
  readonly digest: string;
  readonly sha256: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly newestAt: number;
  readonly rows: readonly SealedRow[];
}

/**
 * Stores a segment and marks its rows, in one transaction. False, and nothing changed, when the session was sealed
 * further or one of the rows was deleted in the meantime: seal again from disk.
 */
export async function commitSegment(db: Database, sealed: SealedSegment): Promise<boolean> {
  const { header } = sealed;
  const tx = db.transaction(['rows', 'sessions', 'segments'], 'readwrite');
  const rows = tx.objectStore('rows');
  const session = await tx.objectStore('sessions').get(header.session);
  const found = await Promise.all(sealed.rows.map(({ id }) => rows.get(id)));
  // Times of pages have fractions of a ms, headers do not.
  const isSame = session?.nextN === header.n && new Date(session.startedAt).toISOString() === header.startedAt;
  const isCurrent = isSame && found.every((row) => row?.state === 'held');
  if (!isCurrent) {
    await tx.done;
    return false;
  }
  const puts = sealed.rows.map(({ id, ...place }, i) => {
    const row = found[i];
    return row === undefined ? undefined : rows.put({ ...row, ...place, state: 'sealed', n: header.n }, id);
  });
  await Promise.all(puts);
  const last = sealed.rows.at(-1);
  await tx.objectStore('segments').put({
    session: header.session,
    n: header.n,
    state: 'sealed',
    header,
    records: sealed.rows.length,
    newestAt: sealed.newestAt,
    sha256: sealed.sha256,
    bytes: sealed.bytes,
  });
  await tx.objectStore('sessions').put({
    ...session,
    nextN: header.n + 1,
    nextSeq: header.firstSeq + sealed.rows.length,
    lastT: last?.t ?? session.lastT,
    prev: sealed.digest,
  });
  await tx.done;
  return true;
}

/** The segment to send next: of the oldest session the lowest number. Undefined when none waits. */
export async function nextSealed(db: Database): Promise<SegmentRow | undefined> {
  const tx = db.transaction(['segments', 'sessions']);
  const keys = await tx.objectStore('segments').index('state').getAllKeys('sealed');
  let oldest: { readonly key: [string, number]; readonly startedAt: number } | undefined;
  for (const key of keys) {
    const startedAt = (await tx.objectStore('sessions').get(key[0]))?.startedAt ?? 0;
    if (oldest === undefined || startedAt < oldest.startedAt) oldest = { key, startedAt };
  }
  return oldest && tx.objectStore('segments').get(oldest.key);
}

/** Marks what became of a sealed segment: its bytes go once they were sent, its rows stay readable. */
export async function markSegment(
  db: Database,
  session: string,
  n: number,
  state: Exclude<SegmentState, 'sealed'>,
): Promise<void> {
  const tx = db.transaction(['rows', 'segments'], 'readwrite', { durability: 'strict' });
  const segment = await tx.objectStore('segments').get([session, n]);
  if (segment?.state === 'sealed') {
    const { bytes: _bytes, ...rest } = segment;
    await tx.objectStore('segments').put(state === 'sent' ? { ...rest, state } : { ...segment, state });
    if (state === 'sent') await eachSealedRow(tx.objectStore('rows'), session, n, (row) => ({ ...row, state: 'sent' }));
  }
  await tx.done;
}

/** Deletes a segment with its rows: the collector says that it was withdrawn. */
export async function dropSegment(db: Database, session: string, n: number): Promise<void> {
  const tx = db.transaction(['rows', 'segments'], 'readwrite', { durability: 'strict' });
  await tx.objectStore('segments').delete([session, n]);
  await eachSealedRow(tx.objectStore('rows'), session, n, () => undefined);
  await tx.done;
}

/** Segments of a session that are on the device, by number. */
export async function listSegments(db: Database, session: string): Promise<readonly SegmentRow[]> {
  return db.getAll('segments', IDBKeyRange.bound([session], [session, []]));
}

/** Rows of one segment, by `seq`. */
export async function readSealed(db: Database, session: string, n: number): Promise<readonly Row[]> {
  const index = db.transaction('rows').store.index('place');
  const states = (['sealed', 'sent'] as const).map((state) => index.getAll(inSession(state, session)));
  const rows = (await Promise.all(states)).flat().filter((row) => row.n === n);
  return rows.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

function inSession(state: RowState, session: string): IDBKeyRange {
  return IDBKeyRange.bound([state, session], [state, session, []]);
}

interface RowsStore {
  index(name: 'place'): {
    getAllKeys(range: IDBKeyRange): Promise<readonly number[]>;
    getAll(range: IDBKeyRange): Promise<readonly Row[]>;
  };
  put(row: Row, key: number): Promise<unknown>;
  delete(key: number): Promise<void>;
}

async function eachSealedRow(
  rows: RowsStore,
  session: string,
  n: number,
  change: (row: Row) => Row | undefined,
): Promise<void> {
  const range = inSession('sealed', session);
  const index = rows.index('place');
  const [keys, found] = await Promise.all([index.getAllKeys(range), index.getAll(range)]);
  const writes = found.map((row, i) => {
    const key = keys[i];
    if (row.n !== n || key === undefined) return undefined;
    const changed = change(row);
    return changed === undefined ? rows.delete(key) : rows.put(changed, key);
  });
  await Promise.all(writes);
}
