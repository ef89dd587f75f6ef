// Sends what is sealed, one segment after the other, one worker at a time. Worker.

import type { WithdrawnSegment } from '../model/collector-api.ts';
import { WITHDRAW_MAX_SEGMENTS } from '../model/collector-api.ts';
import type { SendProblem, WaitReason, WaitsFor } from '../model/worker-api.ts';
import { sha256Hex } from '../session/encode.ts';
import { backOffMs } from './back-off.ts';
import type { Leave } from './quota.ts';
import type { SegmentAddress, SendOutcome } from './send.ts';

/** Longer than one send can take. */
const LEASE_MS = 60_000;

/** A segment that waits. */
export interface WaitingSegment {
  readonly session: string;
  readonly n: number;
  readonly header: { readonly startedAt: string; readonly participant: string };
  readonly newestAt: number;
  /** Bytes as sent. */
  readonly size: number;
  readonly sha256: string;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Segments that the collector has to delete. */
export interface WaitingTombstone {
  readonly session: string;
  readonly segments: readonly WithdrawnSegment[];
}

export interface UploadState {
  readonly notBefore: number;
  readonly failures: number;
  readonly lastSentAt?: number;
  readonly waitsFor?: WaitsFor;
  /** The collector asked everybody to send nothing. */
  readonly isStopped?: boolean;
  readonly problem?: SendProblem;
  readonly spent?: { readonly day: string; readonly bytes: number };
  readonly spentBefore?: readonly { readonly day: string; readonly bytes: number }[];
}

/** The disk, as far as sending needs it. */
export interface DrainStore {
  readonly takeLease: (owner: string, now: number, expiresAt: number) => Promise<boolean>;
  readonly releaseLease: (owner: string) => Promise<void>;
  readonly firstTombstone: () => Promise<WaitingTombstone | undefined>;
  readonly dropTombstone: (tombstone: WaitingTombstone) => Promise<void>;
  /** The collector did not do it this time. */
  readonly tombstoneFailed: (tombstone: WaitingTombstone) => Promise<void>;
  readonly nextSealed: () => Promise<WaitingSegment | undefined>;
  /** Notes that the collector may have it from now on; false when it was taken back meanwhile. */
  readonly offerSegment: (session: string, n: number, sha256: string) => Promise<boolean>;
  /** Puts other bytes in its place, as they are sent from now on. */
  readonly replaceSegment: (
    session: string,
    n: number,
    as: { readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string },
  ) => Promise<void>;
  readonly markSegment: (session: string, n: number, state: 'sent' | 'refused') => Promise<void>;
  readonly dropSegment: (session: string, n: number) => Promise<void>;
  /** Gives up what was not sent of a session that somebody else sends, and who we were until now. */
  readonly abandonSession: (session: string) => Promise<void>;
  readonly readState: () => Promise<UploadState>;
  readonly writeState: (state: UploadState) => Promise<void>;
}

export interface DrainDeps {
  readonly store: DrainStore;
  readonly mayLeave: (segment: WaitingSegment, state: UploadState) => Leave;
  /** For the recipients of the policy in force; the same object when nothing is to be done. */
  readonly encrypt: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  readonly send: (address: SegmentAddress, bytes: Uint8Array<ArrayBuffer>) => Promise<SendOutcome>;
  /** Undefined where the collector does not say. */
  readonly askStop: () => Promise<boolean | undefined>;
  readonly sendTombstone: (tombstone: WaitingTombstone) => Promise<SendOutcome>;
  readonly clock: { readonly now: () => number; readonly random: () => number };
}

export type DrainResult =
  | { readonly kind: 'empty' }
  /** Somebody else sends. */
  | { readonly kind: 'busy' }
  /** Something waits until then, in ms since 1970. */
  | { readonly kind: 'later'; readonly at: number; readonly reason: WaitReason }
  /** Something waits, but may not leave under this policy. */
  | { readonly kind: 'never' };

/** `owner` names this call, and never another one: two calls in one worker are two owners. */
export async function drain(deps: DrainDeps, owner: string): Promise<DrainResult> {
  const { store, clock } = deps;
  let hasAsked = false;
  for (;;) {
    const now = clock.now();
    if (!(await store.takeLease(owner, now, now + LEASE_MS))) return { kind: 'busy' };
    // What was taken back goes first, whatever else waits.
    if (!hasAsked) await sendTombstones(deps);
    const result = (hasAsked ? undefined : await holdBack(deps)) ?? (await sendNext(deps));
    hasAsked = true;
    if (result === undefined) continue;
    await store.releaseLease(owner);
    return result;
  }
}

/** Small, and what the person asked for: neither hold, budget nor battery stand in its way. What fails is tried in the next round. */
async function sendTombstones({ store, sendTombstone, clock }: DrainDeps): Promise<void> {
  for (let next = await store.firstTombstone(); next !== undefined; next = await store.firstTombstone()) {
    const { notBefore } = await store.readState();
    if (notBefore > clock.now()) return;
    const part = { ...next, segments: next.segments.slice(0, WITHDRAW_MAX_SEGMENTS) };
    const outcome = await sendTombstone(part);
    if (outcome.kind !== 'accepted' && outcome.kind !== 'gone') return store.tombstoneFailed(part);
    await store.dropTombstone(part);
  }
}

/** Asked once a round, and only when something would leave. */
async function holdBack({ store, mayLeave, askStop, clock }: DrainDeps): Promise<DrainResult | undefined> {
  const segment = await store.nextSealed();
  const before = await store.readState();
  if (segment === undefined || mayLeave(segment, before).kind !== 'now') return undefined;
  const isStopped = (await askStop()) ?? before.isStopped ?? false;
  const state = await store.readState();
  if (!isStopped) {
    if (before.isStopped === true) await store.writeState({ ...state, isStopped });
    return undefined;
  }
  const until = clock.now() + STOP_ASK_AGAIN_MS;
  await store.writeState({ ...state, isStopped, waitsFor: { reason: 'stopped', until } });
  return { kind: 'later', at: until, reason: 'stopped' };
}
const STOP_ASK_AGAIN_MS = 30 * 60_000;

/** Undefined when one more was settled. */
async function sendNext(deps: DrainDeps): Promise<DrainResult | undefined> {
  const { store, mayLeave, send, clock } = deps;
  const segment = await store.nextSealed();
  if (segment === undefined) return { kind: 'empty' };
  const state = await store.readState();
  const leave = mayLeave(segment, state);
  if (leave.kind === 'later') await store.writeState({ ...state, waitsFor: { reason: leave.reason, until: leave.at } });
  if (leave.kind !== 'now') return leave;
  const { session, n, sha256, bytes } = segment;
  if (bytes === undefined) {
    await store.markSegment(session, n, 'refused');
    await store.writeState({ ...state, problem: { kind: 'damaged' } });
    return undefined;
  }
  const fit = await deps.encrypt(bytes);
  if (fit !== bytes) {
    // Sealed before policy named recipients. The chain is over what is inside: it holds.
    await store.replaceSegment(session, n, { bytes: fit, sha256: await sha256Hex(fit) });
    return undefined;
  }
  if (!(await store.offerSegment(session, n, sha256))) return undefined;
  const outcome = await send(addressOf(segment), bytes);
  // Read again: what was sent is counted by whoever sent it.
  const next = await settleSegment(store, segment, outcome, await store.readState(), clock);
  await store.writeState(next);
  return outcome.kind === 'retryLater' ? { kind: 'later', at: next.notBefore, reason: outcome.reason } : undefined;
}

async function settleSegment(
  store: DrainStore,
  { session, n }: WaitingSegment,
  outcome: SendOutcome,
  state: UploadState,
  clock: DrainDeps['clock'],
): Promise<UploadState> {
  const { problem: _solved, waitsFor: _over, ...rest } = state;
  const fine = { ...rest, notBefore: 0, failures: 0 };
  switch (outcome.kind) {
    case 'accepted':
      await store.markSegment(session, n, 'sent');
      return { ...fine, lastSentAt: clock.now() };
    case 'gone':
      await store.dropSegment(session, n);
      return fine;
    case 'refused':
      await store.markSegment(session, n, 'refused');
      return { ...fine, problem: { kind: 'refused', status: outcome.status } };
    case 'conflict':
      await store.abandonSession(session);
      return { ...fine, problem: { kind: 'copied' } };
    case 'retryLater': {
      const failures = state.failures + 1;
      const notBefore = clock.now() + backOffMs(failures, clock.random(), outcome.afterMs);
      return {
        ...rest,
        failures,
        notBefore,
        waitsFor: { reason: outcome.reason, until: notBefore },
        problem: outcome.why,
      };
    }
  }
}

function addressOf({ header, session, n, sha256 }: WaitingSegment): SegmentAddress {
  return { day: header.startedAt.slice(0, 10), participant: header.participant, session, n, sha256 };
}
