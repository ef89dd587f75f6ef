// What is to be known of segments without their bytes, of which there may be far more than memory should hold. Worker.
import type { Database, SegmentFacts, SegmentOnDisk } from './database.ts';

/** The object store of segments, in any transaction. */
export interface SegmentsStore {
  getAllKeys(range: IDBKeyRange): Promise<readonly [string, number][]>;
  get(key: [string, number]): Promise<SegmentOnDisk | undefined>;
}

/** Segments of a session whose rows are on the device, by number. */
export async function listSegments({ idb }: Database, session: string): Promise<readonly SegmentFacts[]> {
  const all = await readFacts(idb.transaction('segments').store, session);
  return all.filter(({ state }) => state !== 'withdrawn');
}

/** True while a segment waits to be sent. */
export async function hasSealed({ idb }: Database): Promise<boolean> {
  return (await idb.transaction('segments').store.index('state').getKey('sealed')) !== undefined;
}

/** Bytes that are sealed and wait to be sent. */
export async function countWaitingBytes({ idb }: Database): Promise<number> {
  const { store } = idb.transaction('segments');
  let bytes = 0;
  for (const key of await store.index('state').getAllKeys('sealed')) bytes += (await store.get(key))?.size ?? 0;
  return bytes;
}

/** All of a session by number, read one after the other, and how much of each lies here. */
export async function readFacts(
  segments: SegmentsStore,
  session: string,
): Promise<readonly (SegmentFacts & { readonly sealedBytes: number })[]> {
  const facts: (SegmentFacts & { readonly sealedBytes: number })[] = [];
  for (const at of await segments.getAllKeys(IDBKeyRange.bound([session], [session, []]))) {
    const segment = await segments.get(at);
    if (segment === undefined) continue;
    const { key: _key, sealed, ...rest } = segment;
    facts.push({ ...rest, sealedBytes: sealed?.length ?? 0 });
  }
  return facts;
}
