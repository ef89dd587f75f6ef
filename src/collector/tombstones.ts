// Tombstones: segments that people took back after they had left. Each stands in the store as one line of a session file.
import { gzipSync } from 'node:zlib';
import type { WithdrawnSegment } from '../model/collector-api.ts';
import type { BlobStore, PutOutcome } from './blob-store.ts';

const FOLDER = 'tombstones/';

/** Number of the segment in the key of a tombstone; undefined for any other key. */
export function parseTombstoneKey(key: string): { readonly session: string; readonly n: number } | undefined {
  const [, session, n] = /^tombstones\/session=([^/]+)\/([0-9]{6})\.jsonl\.gz$/.exec(key) ?? [];
  return session === undefined ? undefined : { session, n: Number(n) };
}

function tombstoneKey(session: string, n: number): string {
  return `${FOLDER}session=${session}/${String(n).padStart(6, '0')}.jsonl.gz`;
}

export function isWithdrawn(store: BlobStore, session: string, n: number): Promise<boolean> {
  return store.has(tombstoneKey(session, n));
}

/** Sets a tombstone: from now on nobody stores or reads this segment. Setting it again changes nothing. */
export function putTombstone(store: BlobStore, session: string, { n, digest }: WithdrawnSegment): Promise<PutOutcome> {
  const line = `${JSON.stringify({ kind: 'tombstone', schema: 1, session, n, digest })}\n`;
  // A gzip member of its own, so that it takes the segment's place in a joined file.
  return store.putIfAbsent(tombstoneKey(session, n), { chunks: [gzipSync(line)] });
}

/** Every tombstone of the store, as `session` and the numbers of its withdrawn segments. */
export async function readTombstones(store: BlobStore): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const found = new Map<string, Set<number>>();
  for await (const { key } of store.list(FOLDER)) {
    const parsed = parseTombstoneKey(key);
    if (parsed === undefined) continue;
    const numbers = found.get(parsed.session) ?? new Set<number>();
    found.set(parsed.session, numbers.add(parsed.n));
  }
  return found;
}
