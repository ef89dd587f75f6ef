// Removes from a store what must not be there any more: segments that were taken back, and what is older than it may get.
import type { BlobStore } from './blob-store.ts';
import { forgetExemptions } from './exemptions.ts';
import { parseSegmentKey } from './segment-address.ts';
import { readTombstones } from './tombstones.ts';

const DAY_MS = 86_400_000;
/** Which install was heard of on which day: the admin page looks back two weeks. */
const CONTACT_DAYS = 30;

export interface SweepOptions {
  /** Segments of sessions that began longer ago than this go; undefined keeps them. */
  readonly segmentDays: number | undefined;
  /** Requests for exemption go this long after they ended. */
  readonly exemptionDays: number;
  /** Only counts. */
  readonly isDryRun: boolean;
  readonly now: number;
}

export interface Swept {
  readonly withdrawn: number;
  readonly expired: number;
  readonly bytes: number;
  readonly contacts: number;
  readonly exemptions: number;
}

/** Sweeps once through the store. May run beside collectors and be broken off at any time: the next sweep goes on. */
export async function sweep(store: BlobStore, options: SweepOptions): Promise<Swept> {
  const { segmentDays, exemptionDays, isDryRun, now } = options;
  const tombstones = await readTombstones(store);
  const oldest = segmentDays === undefined ? '' : dayOf(now - segmentDays * DAY_MS);
  const remove = isDryRun ? async () => {} : store.delete;
  let [withdrawn, expired, bytes] = [0, 0, 0];
  for await (const { key, sizeBytes } of store.list('segments/')) {
    const address = parseSegmentKey(key);
    if (address === undefined) continue;
    const isWithdrawn = tombstones.get(address.session)?.has(address.n) === true;
    const isExpired = address.day < oldest;
    if (!isWithdrawn && !isExpired) continue;
    await remove(key);
    if (isWithdrawn) withdrawn += 1;
    else expired += 1;
    bytes += sizeBytes;
  }
  const contacts = await sweepContacts(store, dayOf(now - CONTACT_DAYS * DAY_MS), remove);
  const exemptions = isDryRun ? 0 : await forgetExemptions(store, now - exemptionDays * DAY_MS);
  return { withdrawn, expired, bytes, contacts, exemptions };
}

async function sweepContacts(store: BlobStore, oldest: string, remove: BlobStore['delete']): Promise<number> {
  let count = 0;
  for await (const { key } of store.list('contacts/')) {
    const [, day = oldest] = /^contacts\/day=([^/]+)\//.exec(key) ?? [];
    // Keys are in order of their days.
    if (day >= oldest) break;
    await remove(key);
    count += 1;
  }
  return count;
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
