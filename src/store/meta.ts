// Single values on disk: what the person decided, who takes part, and how sending stands. Worker.
import type { Battery } from '../model/battery.ts';
import type { ControlState } from '../model/control.ts';
import { NO_CONTROL } from '../model/control.ts';
import type { Counts, Deletion, SendProblem, WaitsFor } from '../model/worker-api.ts';
import type { Database } from './database.ts';

/** How sending stands, across worker lives. Times in ms since 1970. */
export interface UploadState {
  /** Nothing is sent before. */
  readonly notBefore: number;
  /** Failures in a row. */
  readonly failures: number;
  readonly lastSentAt?: number;
  /** Why what waits is waiting. */
  readonly waitsFor?: WaitsFor;
  /** The collector asked everybody to send nothing. */
  readonly isStopped?: boolean;
  readonly problem?: SendProblem;
  /** Bytes that left this device on its day, retries included. */
  readonly spent?: SpentDay;
  /** The days before, newest first, as far as a week goes. */
  readonly spentBefore?: readonly SpentDay[];
}

/** `2026-03-05`, by the device's time zone. */
export interface SpentDay {
  readonly day: string;
  readonly bytes: number;
}

/** What the collector gave this install. */
export interface Access {
  readonly token?: string;
  /** ms since 1970, by this device's clock. */
  readonly expiresAt?: number;
  readonly aheadMs?: number;
  readonly nonce?: string;
}

/** What the browser last said of the device's battery. */
export interface BatteryNote extends Battery {
  /** ms since 1970. */
  readonly at: number;
}

/** Who sends right now: one at a time, across worker lives. */
export interface Lease {
  readonly owner: string;
  readonly expiresAt: number;
}

/** A stretch of time, in ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is gone of a stretch: records by kind, where that is known. */
export interface Loss extends Stretch {
  readonly counts?: Counts;
}

export interface Participant {
  readonly id: string;
  /** `2026-11`: a new pseudonym each month. */
  readonly month: string;
}

/** Whole segments that the collector has to delete. */
export interface Tombstone {
  readonly session: string;
  /** `digest` of the uncompressed bytes. */
  readonly segments: readonly { readonly n: number; readonly digest: string }[];
}

interface MetaValues {
  control: ControlState;
  /** Id of the session that runs. */
  open: string;
  /** Pauses, or what is left of them, that no session holds: the next one begins with their gaps. */
  pausesAside: readonly Stretch[];
  /** What was lost while no session ran, or given up of sessions that another copy of this profile sends: the next one begins with their gaps. */
  lossesAside: readonly Loss[];
  participant: Participant;
  upload: UploadState;
  /** Name of the keys that this database is sealed with. */
  vault: string;
  lease: Lease;
  access: Access;
  installKey: CryptoKeyPair;
  battery: BatteryNote;
  /** Taken back, and not deleted by the collector yet. */
  tombstones: readonly Tombstone[];
  /** Taken back after it had left: what the person sees of it, also once it is deleted. Oldest first. */
  deletions: readonly Deletion[];
  /** When a window was last closed in order, as every quit does: it is a quit if nobody worked after. */
  quitAt: number;
  /** When nobody was at work last, in any page (`at-work.ts`). */
  restedAt: number;
  /** When this extension last ended itself for an update: the browser runs on. */
  reloadedAt: number;
}

/** An object store `meta`, as a transaction or the database offers it. */
export interface MetaReader {
  get(key: string): Promise<unknown>;
}
export interface MetaWriter extends MetaReader {
  put(value: unknown, key: string): Promise<unknown>;
  delete(key: string): Promise<void>;
}

/** What this module alone writes is read back as what it wrote. */
export async function readMeta<K extends keyof MetaValues>(
  meta: MetaReader,
  key: K,
): Promise<MetaValues[K] | undefined> {
  return (await meta.get(key)) as MetaValues[K] | undefined;
}

export async function writeMeta<K extends keyof MetaValues>(
  meta: MetaWriter,
  key: K,
  value: MetaValues[K] | undefined,
): Promise<void> {
  if (value === undefined) await meta.delete(key);
  else await meta.put(value, key);
}

export async function readControl(db: Database): Promise<ControlState> {
  return (await readMeta(db.idb.transaction('meta').store, 'control')) ?? NO_CONTROL;
}

/** Changes what the person decided, and resolves when it would survive the machine's death too. */
export async function changeControl(
  db: Database,
  change: (before: ControlState) => ControlState,
): Promise<ControlState> {
  const tx = db.idb.transaction('meta', 'readwrite', { durability: 'strict' });
  const after = change((await readMeta(tx.store, 'control')) ?? NO_CONTROL);
  await writeMeta(tx.store, 'control', after);
  await tx.done;
  return after;
}

export async function readUploadState(db: Database): Promise<UploadState> {
  return (await readMeta(db.idb.transaction('meta').store, 'upload')) ?? { notBefore: 0, failures: 0 };
}

export async function writeUploadState(db: Database, state: UploadState): Promise<void> {
  const tx = db.idb.transaction('meta', 'readwrite');
  await writeMeta(tx.store, 'upload', state);
  await tx.done;
}

/** Adds to what left on a day; another day begins at nothing, and the days before it stay for a week. */
export async function spendBytes({ idb }: Database, day: string, bytes: number): Promise<void> {
  const tx = idb.transaction('meta', 'readwrite');
  const state = (await readMeta(tx.store, 'upload')) ?? { notBefore: 0, failures: 0 };
  const { spent, spentBefore = [] } = state;
  const isSameDay = spent === undefined || spent.day === day;
  await writeMeta(tx.store, 'upload', {
    ...state,
    spent: { day, bytes: (isSameDay ? (spent?.bytes ?? 0) : 0) + bytes },
    ...(!isSameDay && { spentBefore: [spent, ...spentBefore].slice(0, WEEK_DAYS - 1) }),
  });
  await tx.done;
}
const WEEK_DAYS = 7;

/** Bytes that left on any of these days. */
export function spentOn({ spent, spentBefore = [] }: UploadState, days: readonly string[]): number {
  const counted = [...(spent === undefined ? [] : [spent]), ...spentBefore].filter(({ day }) => days.includes(day));
  return counted.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What the browser said of the battery last, however long ago; undefined when it never did. */
export async function readBattery({ idb }: Database): Promise<BatteryNote | undefined> {
  return readMeta(idb.transaction('meta').store, 'battery');
}

export async function writeBattery({ idb }: Database, battery: BatteryNote): Promise<void> {
  const tx = idb.transaction('meta', 'readwrite');
  await writeMeta(tx.store, 'battery', battery);
  await tx.done;
}

export async function readAccess({ idb }: Database): Promise<Access> {
  return (await readMeta(idb.transaction('meta').store, 'access')) ?? {};
}

export async function writeAccess({ idb }: Database, access: Access): Promise<void> {
  const tx = idb.transaction('meta', 'readwrite');
  await writeMeta(tx.store, 'access', access);
  await tx.done;
}

/** The key of this install; made the first time. Of two that are made at once the first is kept. */
export async function takeInstallKey({ idb }: Database, make: () => Promise<CryptoKeyPair>): Promise<CryptoKeyPair> {
  const known = await readMeta(idb.transaction('meta').store, 'installKey');
  if (known !== undefined) return known;
  const made = await make();
  const tx = idb.transaction('meta', 'readwrite', { durability: 'strict' });
  const first = await readMeta(tx.store, 'installKey');
  if (first === undefined) await writeMeta(tx.store, 'installKey', made);
  await tx.done;
  return first ?? made;
}

/** What the collector has to delete, oldest first. */
export async function listTombstones({ idb }: Database): Promise<readonly Tombstone[]> {
  return (await readMeta(idb.transaction('meta').store, 'tombstones')) ?? [];
}

/** Lets `owner` send until `expiresAt`, unless somebody else's lease is still good. Renews its own. Says whose it is now. */
export async function takeLease(db: Database, owner: string, now: number, expiresAt: number): Promise<string> {
  const tx = db.idb.transaction('meta', 'readwrite');
  const held = await readMeta(tx.store, 'lease');
  const isFree = held === undefined || held.owner === owner || held.expiresAt <= now;
  if (isFree) await writeMeta(tx.store, 'lease', { owner, expiresAt });
  await tx.done;
  return isFree ? owner : held.owner;
}

export async function releaseLease(db: Database, owner: string): Promise<void> {
  const tx = db.idb.transaction('meta', 'readwrite');
  if ((await readMeta(tx.store, 'lease'))?.owner === owner) await writeMeta(tx.store, 'lease', undefined);
  await tx.done;
}

/** Notes that a window was closed in order. */
export async function noteQuit(db: Database, at: number): Promise<void> {
  // Relaxed: it must be quick more than it must outlive the machine.
  const tx = db.idb.transaction('meta', 'readwrite', { durability: 'relaxed' });
  await writeMeta(tx.store, 'quitAt', at);
  await tx.done;
}

/** A window is open still: the one that was closed at that time did not end the run. */
export async function forgetQuit(db: Database, at: number): Promise<void> {
  const tx = db.idb.transaction('meta', 'readwrite');
  if ((await readMeta(tx.store, 'quitAt')) === at) await writeMeta(tx.store, 'quitAt', undefined);
  await tx.done;
}

/** When a window of the last run was closed in order; the next call knows of none. */
export async function takeQuit(db: Database): Promise<number | undefined> {
  const tx = db.idb.transaction('meta', 'readwrite');
  const at = await readMeta(tx.store, 'quitAt');
  await writeMeta(tx.store, 'quitAt', undefined);
  await tx.done;
  return at;
}

/** Notes that the extension ends itself and is back at once. */
export async function noteReload(db: Database, now: number): Promise<void> {
  const tx = db.idb.transaction('meta', 'readwrite', { durability: 'strict' });
  await writeMeta(tx.store, 'reloadedAt', now);
  await tx.done;
}

/** True once after `noteReload`, if that was just now. */
export async function takeReload(db: Database, now: number): Promise<boolean> {
  const tx = db.idb.transaction('meta', 'readwrite');
  const at = await readMeta(tx.store, 'reloadedAt');
  await writeMeta(tx.store, 'reloadedAt', undefined);
  await tx.done;
  return at !== undefined && now - at < RELOAD_MAX_MS;
}
/** A reload that takes longer was none: the browser has quit in between. */
const RELOAD_MAX_MS = 30_000;

/** The pseudonym for a session that starts at the time: kept for the calendar month, then replaced. */
export async function takeParticipant(meta: MetaWriter, at: number, randomId: () => string): Promise<string> {
  const month = new Date(at).toISOString().slice(0, 7);
  const held = await readMeta(meta, 'participant');
  if (held?.month === month) return held.id;
  const id = randomId();
  await writeMeta(meta, 'participant', { id, month });
  return id;
}
