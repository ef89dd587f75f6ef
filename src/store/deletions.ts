// What the person took back after it had left: what the collector was asked to delete, and what became of it. Worker.
import type { Deletion } from '../model/worker-api.ts';
import type { Database } from './database.ts';
import type { MetaWriter, Tombstone } from './meta.ts';
import { readMeta, writeMeta } from './meta.ts';

/** Most that are kept for the person to see; the oldest settled ones go first. */
const DELETIONS_MAX = 100;

/** Newest first. */
export async function listDeletions({ idb }: Database): Promise<readonly Deletion[]> {
  return ((await readMeta(idb.transaction('meta').store, 'deletions')) ?? []).toReversed();
}

/** Notes what is asked from now on. */
export async function noteDeletions(meta: MetaWriter, asked: readonly Deletion[]): Promise<void> {
  const all = [...((await readMeta(meta, 'deletions')) ?? []), ...asked];
  let tooMany = Math.max(0, all.length - DELETIONS_MAX);
  const kept = all.filter(({ segments, deleted }) => {
    if (tooMany === 0 || deleted < segments.length) return true;
    tooMany -= 1;
    return false;
  });
  await writeMeta(meta, 'deletions', kept);
}

/** The collector has deleted these segments: it is not asked for them any more. */
export async function dropTombstone({ idb }: Database, { session, segments }: Tombstone, now: number): Promise<void> {
  const tx = idb.transaction('meta', 'readwrite');
  const noted = (await readMeta(tx.store, 'tombstones')) ?? [];
  const isDone = (n: number): boolean => segments.some((done) => done.n === n);
  const left = noted
    .map((one) => (one.session === session ? { ...one, segments: one.segments.filter(({ n }) => !isDone(n)) } : one))
    .filter((one) => one.segments.length > 0);
  await writeMeta(tx.store, 'tombstones', left.length > 0 ? left : undefined);
  await noteDeleted(tx.store, { session, segments }, now);
  await tx.done;
}

async function noteDeleted(meta: MetaWriter, { session, segments }: Tombstone, now: number): Promise<void> {
  await change(meta, { session, segments }, (deletion, count) => {
    const { failedAt: _, ...rest } = deletion;
    return { ...rest, deleted: Math.min(deletion.segments.length, deletion.deleted + count), settledAt: now };
  });
}

/** The collector could not be asked, or did not do it; it is asked again with each round. */
export async function noteDeletionFailed({ idb }: Database, tombstone: Tombstone, now: number): Promise<void> {
  const tx = idb.transaction('meta', 'readwrite');
  await change(tx.store, tombstone, (deletion) => ({ ...deletion, failedAt: now }));
  await tx.done;
}

async function change(
  meta: MetaWriter,
  { session, segments }: Tombstone,
  toAfter: (deletion: Deletion, segments: number) => Deletion,
): Promise<void> {
  const before = await readMeta(meta, 'deletions');
  if (before === undefined) return;
  const after = before.map((deletion) => {
    const touched = segments.filter(({ n }) => deletion.session === session && deletion.segments.includes(n));
    return touched.length === 0 ? deletion : toAfter(deletion, touched.length);
  });
  await writeMeta(meta, 'deletions', after);
}
