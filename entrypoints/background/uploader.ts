// Wires sealing and sending to the disk, the network and one alarm.
import browser from 'webextension-polyfill';
import type { ControlDesk } from '../../src/control/desk.ts';
import { holdsBack } from '../../src/control/exemption.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { WaitReason } from '../../src/model/worker-api.ts';
import { abandonSession } from '../../src/store/abandon.ts';
import type { Database } from '../../src/store/database.ts';
import { dropTombstone, noteDeletionFailed } from '../../src/store/deletions.ts';
import { settleSession } from '../../src/store/lifecycle.ts';
import {
  listTombstones,
  readAccess,
  readControl,
  readUploadState,
  releaseLease,
  spendBytes,
  takeInstallKey,
  takeLease as takeLeaseOnDisk,
  writeAccess,
  writeUploadState,
} from '../../src/store/meta.ts';
import { deleteSentBefore, hasWaiting } from '../../src/store/retention.ts';
import { hasSealed } from '../../src/store/segment-facts.ts';
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
import { shed } from '../../src/store/shed.ts';
import { askStop } from '../../src/upload/ask-stop.ts';
import type { Fetch } from '../../src/upload/collector-fetch.ts';
import { createCollectorFetch } from '../../src/upload/collector-fetch.ts';
import { makeInstallKey } from '../../src/upload/dpop.ts';
import type { DrainDeps, DrainResult } from '../../src/upload/drain.ts';
import { drain } from '../../src/upload/drain.ts';
import { encryptFor } from '../../src/upload/encrypt.ts';
import { asOwner, takeLease } from '../../src/upload/lease.ts';
import type { DeviceFacts } from '../../src/upload/quota.ts';
import { leaveFactsOf, localDay, mayLeave, mayLeaveAtAll } from '../../src/upload/quota.ts';
import type { AlarmDeps } from '../../src/upload/schedule.ts';
import { ensureUploadAlarm, nextUploadAt, setUploadAlarm } from '../../src/upload/schedule.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { sendSegment, sendTombstone } from '../../src/upload/send.ts';
import { browserVersion, readDeviceFacts, setAlarm } from './browser-facts.ts';
import { createUnsentMark } from './unsent-mark.ts';

/** Batches of a page are some 10 kB at most: this many are far below the smallest sensible cap. */
const BATCHES_A_LOOK = 50;
const FAULT_RETRY_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export interface Uploader {
  /** Seals and sends all that may leave, and sets the alarm for the rest. */
  readonly run: () => Promise<void>;
  /** Something was kept, the oldest of it from this time (ms since 1970): there must be an alarm for it. */
  readonly noteKept: (at: number) => Promise<void>;
  /** There must be an alarm for what waits. */
  readonly ensureAlarm: () => Promise<void>;
  /** The disk is at fault: looks again soon. */
  readonly retryLater: () => Promise<void>;
}

const alarms: AlarmDeps = {
  getAlarm: (name) => browser.alarms.get(name),
  setAlarm,
  clearAlarm: (name) => browser.alarms.clear(name),
};

/** `askBattery`: undefined where the browser does not tell. */
export function createUploader(
  database: Promise<Database>,
  desk: ControlDesk,
  askBattery: () => Promise<DeviceFacts['battery']>,
): Uploader {
  const readPolicy = async (): Promise<Policy | undefined> => {
    const { policy } = await desk.facts();
    return policy.kind === 'policy' ? policy.policy : undefined;
  };
  const nextAt = async (db: Database, policy: Policy | undefined, last?: DrainResult): Promise<number | undefined> => {
    if (policy === undefined || mayLeaveAtAll(policy).kind !== 'now') return undefined;
    const { uploadEveryMinutes } = policy;
    return nextUploadAt({ isWaiting: await hasWaiting(db), uploadEveryMinutes }, last, Date.now());
  };
  let batches = 0;
  /** Reads little, but not with every batch. */
  const keepRoom = async (db: Database, bufferMB: number): Promise<void> => {
    if (batches++ % BATCHES_A_LOOK === 0) await shed(db, bufferMB * 1_000_000, Date.now());
  };
  const oneAtATime = createOneAtATime();
  const mark = createUnsentMark();
  const run = async (): Promise<void> => {
    const [db, policy] = await Promise.all([database, readPolicy()]);
    await settleSession(db, Date.now());
    const last = policy && mayLeaveAtAll(policy).kind === 'now' ? await sealAndSend(db, policy, askBattery) : undefined;
    await mark.settle(db);
    await deleteSentBefore(db, Date.now() - (policy?.retentionDays ?? STUDY_RETENTION_DAYS) * DAY_MS);
    await setUploadAlarm(alarms, await nextAt(db, policy, last));
  };
  const ensureAlarm = async (): Promise<void> => {
    const [db, policy] = await Promise.all([database, readPolicy()]);
    await keepRoom(db, policy?.bufferMB ?? STUDY_BUFFER_MB);
    await ensureUploadAlarm(alarms, await nextAt(db, policy));
  };
  return {
    run: () => oneAtATime(run),
    retryLater: () => setUploadAlarm(alarms, Date.now() + FAULT_RETRY_MS),
    ensureAlarm,
    noteKept: async (at) => {
      await mark.noteKept(at);
      await ensureAlarm();
    },
  };
}
/** A policy's default. */
const STUDY_BUFFER_MB = 200;
/** Nothing leaves in study mode, so nothing goes either. */
const STUDY_RETENTION_DAYS = 365;

async function sealAndSend(
  db: Database,
  policy: Policy,
  askBattery: () => Promise<DeviceFacts['battery']>,
): Promise<DrainResult> {
  const encrypt = (bytes: Uint8Array<ArrayBuffer>) => encryptFor(policy.recipients, bytes);
  const seal = {
    sessionsToSeal: () => sessionsToSeal(db),
    readHeld: (session: string, untilAt: number, limit: number) => readHeld(db, session, untilAt, limit),
    commit: (segment: Parameters<typeof commitSegment>[1]) => commitSegment(db, segment, Date.now()),
    sealBytes: encrypt,
  };
  await sealAll(seal, policy.holdMinutes, Date.now());
  const network = { fetch: collectorFetch(db, policy), now: Date.now };
  const device = readDeviceFacts((await hasSealed(db)) ? await askBattery() : undefined);
  const forced = await readForcedWait(db, device);
  const { locks } = navigator;
  const lease = {
    take: (owner: string, now: number, expiresAt: number) => takeLeaseOnDisk(db, owner, now, expiresAt),
    release: (owner: string) => releaseLease(db, owner),
  };
  const deps: DrainDeps = {
    store: {
      takeLease: (owner, now, expiresAt) => takeLease(locks, lease, owner, now, expiresAt),
      releaseLease: lease.release,
      firstTombstone: async () => (await listTombstones(db))[0],
      dropTombstone: (tombstone) => dropTombstone(db, tombstone, Date.now()),
      tombstoneFailed: (tombstone) => noteDeletionFailed(db, tombstone, Date.now()),
      nextSealed: () => nextSealed(db),
      offerSegment: (session, n, sha256) => offerSegment(db, session, n, sha256),
      replaceSegment: (session, n, as) => replaceSegment(db, session, n, as),
      markSegment: (session, n, state) => markSegment(db, session, n, state),
      dropSegment: (session, n) => dropSegment(db, session, n),
      abandonSession: (session) => abandonSession(db, session, Date.now()),
      readState: () => readUploadState(db),
      writeState: (state) => writeUploadState(db, state),
    },
    mayLeave: ({ newestAt, size }, state) =>
      forced !== undefined
        ? { kind: 'later', at: Date.now() + policy.uploadEveryMinutes * 60_000, reason: forced }
        : mayLeave({ newestAt, size, ...leaveFactsOf(state, Date.now()), device }, policy, Date.now()),
    encrypt,
    send: (address, bytes) => sendSegment(network, policy.collectorUrl, address, bytes),
    askStop: () => askStop(network, policy.collectorUrl),
    sendTombstone: (tombstone) => sendTombstone(network, policy.collectorUrl, tombstone),
    clock: { now: Date.now, random: Math.random },
  };
  return asOwner(locks, (owner) => drain(deps, owner));
}

/** Why nothing leaves, whatever policy allows: IT granted this person to send on free networks only. */
async function readForcedWait(db: Database, { isMetered }: DeviceFacts): Promise<WaitReason | undefined> {
  // Where the browser does not say what a network costs it may cost.
  return holdsBack(await readControl(db), Date.now()) && isMetered !== false ? 'metered' : undefined;
}

/** Asks the collector in this install's name; what segments weigh counts against the budget. */
export function collectorFetch(db: Database, policy: Policy): Fetch {
  const { collectorUrl, enrolmentToken, policyRevision } = policy;
  const { version } = browser.runtime.getManifest();
  return createCollectorFetch({
    fetch: async (url, init) => {
      if (init.body instanceof Uint8Array) await spendBytes(db, localDay(Date.now()), init.body.length);
      return fetch(url, init);
    },
    now: Date.now,
    collectorUrl,
    enrolment: { enrolmentToken, extension: version, browser: browserVersion(navigator.userAgent), policyRevision },
    readKey: () => takeInstallKey(db, makeInstallKey),
    readAccess: () => readAccess(db),
    writeAccess: (access) => writeAccess(db, access),
  });
}
