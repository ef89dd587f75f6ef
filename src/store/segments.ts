// Sealed segments on disk: numbered rows and the bytes that wait to be sent. Worker.
import type { SegmentHeader } from '../model/session.ts';
import type { Database, Row, RowOnDisk, RowState, SegmentFacts, SegmentState, SessionRow } from './database.ts';
import { openRow } from './payload.ts';

/** A row with its key. */
export interface KeyedRow {
  readonly id: number;
  readonly row: Row;
}

/** Sessions that hold rows which are in no segment yet, oldest first. */
export async function sessionsToSeal({ idb }: Database): Promise<readonly SessionRow[]> {
  const found: SessionRow[] = [];
  const tx = idb.transaction(['rows', 'sessions']);
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

/** Held rows of a session up to a time, in the order of time and arrival. Rows whose key is gone are left out. */
export async function readHeld(
  { idb, vault }: Database,
  session: string,
  untilAt: number,
  limit: number,
): Promise<readonly KeyedRow[]> {
  const range = IDBKeyRange.bound(['held', session, Number.NEGATIVE_INFINITY], ['held', session, untilAt]);
  const index = idb.transaction('rows').store.index('place');
  const [keys, stored] = await Promise.all([index.getAllKeys(range, limit), index.getAll(range, limit)]);
  return stored.flatMap((one, i) => {
    const [id, row] = [keys[i], openRow(vault, one)];
    return id === undefined || row === undefined ? [] : [{ id, row }];
  });
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
export function commitSegment(db: Database, sealed: SealedSegment, now: number): Promise<boolean> {
  return db.vault.alone(async () => commitAlone(db, sealed, await db.vault.ownKey(now)));
}

async function commitAlone({ idb, vault }: Database, sealed: SealedSegment, key: string): Promise<boolean> {
  const { header } = sealed;
  const tx = idb.transaction(['rows', 'sessions', 'segments'], 'readwrite');
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
  const box = vault.seal(key, sealed.bytes);
  await tx.objectStore('segments').put({
    session: header.session,
    n: header.n,
    state: 'sealed',
    header,
    records: sealed.rows.length,
    newestAt: sealed.newestAt,
    beforeT: session.lastT,
    digest: sealed.digest,
    sha256: sealed.sha256,
    size: sealed.bytes.length,
    ...box,
  });
  await tx.objectStore('sessions').put({
    ...session,
    bytes: session.bytes + box.sealed.length,
    nextN: header.n + 1,
    nextSeq: header.firstSeq + sealed.rows.length,
    lastT: sealed.rows.at(-1)?.t ?? session.lastT,
    prev: sealed.digest,
  });
  await tx.done;
  return true;
}

/** A segment with its bytes as they are sent; without when they were taken, or their key is gone. */
export interface Segment extends SegmentFacts {
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** The segment to send next: of the oldest session the lowest number. Undefined when none waits. */
export async function nextSealed({ idb, vault }: Database): Promise<Segment | undefined> {
  const tx = idb.transaction(['segments', 'sessions']);
  const keys = await tx.objectStore('segments').index('state').getAllKeys('sealed');
  let oldest: { readonly key: [string, number]; readonly startedAt: number } | undefined;
  for (const key of keys) {
    const startedAt = (await tx.objectStore('sessions').get(key[0]))?.startedAt ?? 0;
    if (oldest === undefined || startedAt < oldest.startedAt) oldest = { key, startedAt };
  }
  const stored = oldest && (await tx.objectStore('segments').get(oldest.key));
  if (stored === undefined) return undefined;
  const { key, sealed, ...facts } = stored;
  const bytes = key === undefined || sealed === undefined ? undefined : vault.open({ key, sealed });
  return { ...facts, ...(bytes !== undefined && { bytes }) };
}

/**
 * Notes that a segment is about to be sent: from now on the collector may have it. False when it is not there any more, or no
 * longer waits: then it must not be sent.
 */
export async function offerSegment({ idb }: Database, session: string, n: number, sha256: string): Promise<boolean> {
  const tx = idb.transaction('segments', 'readwrite', { durability: 'strict' });
  const segment = await tx.store.get([session, n]);
  const isWaiting = segment?.state === 'sealed' && segment.sha256 === sha256;
  if (isWaiting && segment.offered !== true) await tx.store.put({ ...segment, offered: true });
  await tx.done;
  return isWaiting;
}

/** Puts other bytes in the place of a waiting segment's, as they are sent from now on. */
export function replaceSegment(
  { idb, vault }: Database,
  session: string,
  n: number,
  { bytes, sha256 }: Pick<SealedSegment, 'bytes' | 'sha256'>,
): Promise<void> {
  return vault.alone(async () => {
    const key = await vault.ownKey(Date.now());
    const tx = idb.transaction('segments', 'readwrite');
    const segment = await tx.store.get([session, n]);
    if (segment?.state === 'sealed')
      await tx.store.put({ ...segment, sha256, size: bytes.length, ...vault.seal(key, bytes) });
    await tx.done;
  });
}

/** Marks what became of a sealed segment: its bytes go once they were sent, its rows stay readable. */
export async function markSegment(
  { idb }: Database,
  session: string,
  n: number,
  state: Extract<SegmentState, 'sent' | 'refused'>,
): Promise<void> {
  const tx = idb.transaction(['rows', 'segments', 'sessions'], 'readwrite', { durability: 'strict' });
  const segment = await tx.objectStore('segments').get([session, n]);
  if (segment?.state === 'sealed') {
    const { key: _key, sealed, ...rest } = segment;
    await tx.objectStore('segments').put(state === 'sent' ? { ...rest, state } : { ...segment, state });
    if (state === 'sent') await subtractBytes(tx.objectStore('sessions'), session, sealed?.length ?? 0);
    if (state === 'sent') await eachRowOf(tx.objectStore('rows'), session, n, (row) => ({ ...row, state: 'sent' }));
  }
  await tx.done;
}

/** Deletes a segment with its rows: the collector says that it was withdrawn. */
export async function dropSegment({ idb }: Database, session: string, n: number): Promise<void> {
  const tx = idb.transaction(['rows', 'segments', 'sessions'], 'readwrite', { durability: 'strict' });
  let bytes = (await tx.objectStore('segments').get([session, n]))?.sealed?.length ?? 0;
  await tx.objectStore('segments').delete([session, n]);
  await eachRowOf(tx.objectStore('rows'), session, n, ({ sealed }) => {
    bytes += sealed.length;
    return undefined;
  });
  await subtractBytes(tx.objectStore('sessions'), session, bytes);
  await tx.done;
}

interface SessionsStore {
  get(id: string): Promise<SessionRow | undefined>;
  put(row: SessionRow): Promise<unknown>;
}

async function subtractBytes(sessions: SessionsStore, id: string, bytes: number): Promise<void> {
  const session = await sessions.get(id);
  if (session !== undefined) await sessions.put({ ...session, bytes: Math.max(0, session.bytes - bytes) });
}

/** Rows of one segment, by `seq`. */
export async function readSealed({ idb, vault }: Database, session: string, n: number): Promise<readonly Row[]> {
  const stored = await idb.getAllFromIndex('rows', 'segment', [session, n]);
  const rows = stored.flatMap((row) => openRow(vault, row) ?? []);
  return rows.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

export interface RowsStore {
  index(name: 'segment'): {
    getAllKeys(of: [string, number]): Promise<readonly number[]>;
    getAll(of: [string, number]): Promise<readonly RowOnDisk[]>;
  };
  put(row: RowOnDisk, key: number): Promise<unknown>;
  delete(key: number): Promise<void>;
}

/** Changes every row of a segment, or deletes it where `change` returns undefined. */
export async function eachRowOf(
  rows: RowsStore,
  session: string,
  n: number,
  change: (row: RowOnDisk) => RowOnDisk | undefined,
): Promise<void> {
  const index = rows.index('segment');
  const [keys, found] = await Promise.all([index.getAllKeys([session, n]), index.getAll([session, n])]);
  const writes = found.map((row, i) => {
    const key = keys[i];
    if (key === undefined) return undefined;
    const changed = change(row);
    return changed === undefined ? rows.delete(key) : rows.put(changed, key);
  });
  await Promise.all(writes);
}
