// Store and upload wired as the worker wires them, with a collector in memory; and deaths of the worker at any step.
import { gunzipSync } from 'node:zlib';
import { DIGEST_HEADER, toDigestHeader } from '../../src/model/collector-api.ts';
import type { SessionRecord } from '../../src/model/record.ts';
import type { SegmentHeader } from '../../src/model/session.ts';
import { abandonSession } from '../../src/store/abandon.ts';
import type { Database } from '../../src/store/database.ts';
import { dropTombstone, noteDeletionFailed } from '../../src/store/deletions.ts';
import { listTombstones, readUploadState, releaseLease, takeLease, writeUploadState } from '../../src/store/meta.ts';
import {
  commitSegment,
  dropSegment,
  markSegment,
  nextSealed,
  offerSegment,
  readHeld,
  replaceSegment,
  sessionsToSeal,
} from '../../src/store/segments.ts';
import type { DrainDeps, DrainResult } from '../../src/upload/drain.ts';
import { drain } from '../../src/upload/drain.ts';
import { leaveFactsOf, mayLeave } from '../../src/upload/quota.ts';
import type { SealDeps } from '../../src/upload/seal.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { sendSegment, sendTombstone } from '../../src/upload/send.ts';

import { NINE } from '../store/fresh.ts';

export const COLLECTOR = 'https://collector.example';

/** Puts if absent, as a collector does. `fail` says what the next requests get instead. */
export class Collector {
  readonly stored = new Map<string, Uint8Array>();
  readonly fail: (number | 'network' | 'after storing')[] = [];
  /** Path and query of each request to delete. */
  readonly deleted: string[] = [];
  isStopped: boolean | undefined;
  requests = 0;

  async fetch(url: string, init: RequestInit): Promise<Response> {
    this.requests += 1;
    const failure = this.fail.shift();
    if (failure === 'network') throw new TypeError('Failed to fetch');
    if (typeof failure === 'number') return problem(failure, { 'retry-after': '90' });
    if (init.method === 'DELETE') {
      this.deleted.push(decodeURIComponent(new URL(url).pathname + new URL(url).search));
      return new Response(null, { status: 204 });
    }
    const key = url.slice(0, url.lastIndexOf('/'));
    const held = this.stored.get(key);
    const bytes = init.body as Uint8Array;
    if (held === undefined) this.stored.set(key, bytes);
    if (failure === 'after storing') throw new TypeError('Failed to fetch');
    const headers = { [DIGEST_HEADER]: toDigestHeader(url.slice(url.lastIndexOf('/') + 1)) };
    if (held === undefined) return new Response(null, { status: 201, headers });
    return Buffer.compare(held, bytes) === 0 ? new Response(null, { status: 200, headers }) : problem(409);
  }

  /** All segments, in the order of their numbers. */
  lines(): { readonly header: SegmentHeader; readonly records: SessionRecord[]; readonly text: Buffer }[] {
    return [...this.stored]
      .sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }))
      .map(([, bytes]) => {
        const text = gunzipSync(bytes);
        const [header, ...records] = text
          .toString()
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line));
        return { header, records, text };
      });
  }
}

/** An error as a collector answers it; what proxies answer has another type. */
export function problem(status: number, headers: Record<string, string> = {}): Response {
  return new Response('{}', { status, headers: { 'content-type': 'application/problem+json', ...headers } });
}

/** Thrown where a test lets the worker die. */
export class WorkerDied extends Error {}

/** Lets the worker die at the n-th step, before or after the step was done. Counts from 0. */
export function dying(at: number, when: 'before' | 'after'): Step {
  let n = 0;
  return async (run) => {
    const mine = n++;
    if (mine === at && when === 'before') throw new WorkerDied();
    const result = await run();
    if (mine === at && when === 'after') throw new WorkerDied();
    return result;
  };
}
export type Step = <T>(run: () => Promise<T>) => Promise<T>;
const living: Step = (run) => run();

export interface Circumstances {
  readonly now: number;
  readonly holdMinutes?: number;
  readonly step?: Step;
  readonly owner?: string;
}

export function sealDeps(db: Database, step: Step = living): SealDeps {
  return {
    sessionsToSeal: () => step(() => sessionsToSeal(db)),
    readHeld: (...args) => step(() => readHeld(db, ...args)),
    commit: (segment) => step(() => commitSegment(db, segment, NINE)),
    sealBytes: async (bytes) => bytes,
  };
}

/** A desk in an office. */
export const DEVICE = { isOnline: true, isMetered: false, battery: undefined };

export function drainDeps(
  db: Database,
  collector: Collector,
  { now, holdMinutes = 0, step = living }: Circumstances,
): DrainDeps {
  const rules = {
    collectorUrl: COLLECTOR,
    holdMinutes,
    quotaMBPerDay: 10,
    uploadEveryMinutes: 15,
    uploadOnMetered: false,
    uploadMinBatteryPercent: 30,
  };
  const network = { fetch: collector.fetch.bind(collector), now: () => now };
  return {
    store: {
      takeLease: (owner, ...times) => step(async () => (await takeLease(db, owner, ...times)) === owner),
      releaseLease: (owner) => step(() => releaseLease(db, owner)),
      firstTombstone: () => step(async () => (await listTombstones(db))[0]),
      dropTombstone: (tombstone) => step(() => dropTombstone(db, tombstone, now)),
      tombstoneFailed: (tombstone) => step(() => noteDeletionFailed(db, tombstone, now)),
      nextSealed: () => step(() => nextSealed(db)),
      offerSegment: (...args) => step(() => offerSegment(db, ...args)),
      replaceSegment: (...args) => step(() => replaceSegment(db, ...args)),
      markSegment: (...args) => step(() => markSegment(db, ...args)),
      dropSegment: (...args) => step(() => dropSegment(db, ...args)),
      abandonSession: (session) => step(() => abandonSession(db, session, now)),
      readState: () => step(() => readUploadState(db)),
      writeState: (state) => step(() => writeUploadState(db, state)),
    },
    mayLeave: ({ newestAt, size }, state) =>
      mayLeave({ newestAt, size, ...leaveFactsOf(state, now), device: DEVICE }, rules, now),
    encrypt: async (bytes) => bytes,
    send: (address, bytes) => step(() => sendSegment(network, COLLECTOR, address, bytes)),
    askStop: async () => collector.isStopped,
    sendTombstone: (tombstone) => step(() => sendTombstone(network, COLLECTOR, tombstone)),
    clock: { now: () => now, random: () => 0.5 },
  };
}

/** One round, as the alarm starts it. */
export async function upload(db: Database, collector: Collector, circumstances: Circumstances): Promise<DrainResult> {
  const { now, holdMinutes = 0, step, owner = 'worker' } = circumstances;
  await sealAll(sealDeps(db, step), holdMinutes, now);
  return drain(drainDeps(db, collector, circumstances), owner);
}
