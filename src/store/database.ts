// Opens the database: the one place that knows its version and its stores. Worker.
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { openDB } from 'idb';
import type { Cause, PageEventOf } from '../model/event.ts';
import type { EndReason, GapReason, RecordBody, RecordKind } from '../model/record.ts';
import type { SegmentHeader, SessionFacts } from '../model/session.ts';
import type { ReadUnsentSince } from './damage.ts';
import { settleDamage } from './damage.ts';
import { migrateToVersion2 } from './migrate-to-version-2.ts';
import type { KeyFile, Sealed, Vault } from './vault.ts';
import { openVault } from './vault.ts';

/** `held`: may still be deleted before it leaves. `sealed`: numbered, waiting in a segment. `sent`: acknowledged by the collector. */
export type RowState = 'held' | 'sealed' | 'sent';

/** What anybody who holds the disk may see of a record. Its key is a number that rises with each append. */
export interface RowFacts {
  readonly session: string;
  /** ms since 1970. */
  readonly at: number;
  readonly doc?: string;
  readonly kind: RecordKind;
  /** Place of the page's origin in the sealed list of its session. */
  readonly site?: number;
  readonly state: RowState;
  /** Given when sealed: segment, place in the session, and time in the file. */
  readonly n?: number;
  readonly seq?: number;
  readonly t?: number;
  readonly late?: true;
}

/** On disk; sealed is its `body`. */
export type RowOnDisk = RowFacts & Sealed;

export interface Row extends RowFacts {
  readonly body: RecordBody;
}

/** Batches of a document that did not arrive, from number `from` to `to`, between two records' times. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly after: number;
  readonly before: number;
  /** When it was noticed, in ms since 1970: a batch that is resent fills it within seconds. */
  readonly noticed: number;
  /** A gap says so already. */
  readonly declared?: true;
}

/** What is sealed of a document: where it is, and how to restate it in a new session. */
export interface DocSecrets {
  readonly origin: string;
  readonly topOrigin: string;
  /** Why it was loaded, where the browser said so. */
  readonly cause?: Cause;
  readonly page?: PageEventOf<'page'>;
}

/** A document that was let in: in which tab and frame, and which of its batches are here. */
export interface DocFacts {
  readonly doc: string;
  readonly tab: number;
  readonly frameId: number;
  readonly parentFrameId?: number;
  /** `doc` of the document that holds this frame. */
  readonly parent?: string;
  readonly rules: string;
  /** ms since 1970: when the document last said something. */
  readonly seenAt: number;
  /** Highest batch that arrived; -1 before the first. */
  readonly highest: number;
  readonly holes: readonly Hole[];
  /** Newest record's time; absent before the first. */
  readonly lastAt?: number;
  /** Its newest record says that it was hidden, as each page does at its end: nothing of it is on its way. */
  readonly isHidden?: boolean;
  /** It asked, and nobody could answer yet: what is done in it since `lastAt` is held in its page, and would be lost with it. */
  readonly isHeld?: true;
  /** When somebody last worked in it: by a record, or by a press that has none yet. */
  readonly workedAt?: number;
  readonly viewport?: PageEventOf<'viewport'>;
  /** The session in which it was last stated. */
  readonly session?: string;
  /** The time of its first page record there: records that come later and are told as of before take this time. */
  readonly statedAt?: number;
}

export type DocRow = DocFacts & DocSecrets;
export type DocOnDisk = DocFacts & Sealed;

/** A stretch that is not recorded and not over yet. */
export interface Absence {
  readonly reason: GapReason;
  /** ms since 1970. */
  readonly from: number;
  /** When it is known to end at the latest. */
  readonly until?: number;
}

/** What the header says of a session from its start. */
export type SessionStart = Omit<SessionFacts, 'session' | 'startedAt' | 'participant'>;

/** Sealed is the list of origins that its rows' `site` counts in. */
export interface SessionRow extends Sealed {
  readonly id: string;
  /** ms since 1970. */
  readonly startedAt: number;
  /** Newest record's time. */
  readonly lastAt: number;
  readonly participant: string;
  readonly start: SessionStart;
  /** Tabs that the session named already. */
  readonly tabs: readonly number[];
  readonly absence?: Absence;
  readonly ended?: { readonly reason: EndReason; readonly at: number };
  /** Next segment, next `seq`, last `t`, and digest of the last segment: what sealing goes on from. */
  readonly nextN: number;
  readonly nextSeq: number;
  readonly lastT: number;
  readonly prev: string | null;
  /** Size of what is sealed of it: rows, and segments that wait. */
  readonly bytes: number;
}

/**
 * `refused`: the collector will never take it; kept for the person and for support. `withdrawn`: taken back after it was offered
 * to the network; its rows are gone, its number stays.
 */
export type SegmentState = 'sealed' | 'sent' | 'refused' | 'withdrawn';

export interface SegmentFacts {
  readonly session: string;
  readonly n: number;
  readonly state: SegmentState;
  /** A send of it was begun: the collector may have it, whatever became of the answer. */
  readonly offered?: true;
  readonly header: SegmentHeader;
  /** Records beside the header. */
  readonly records: number;
  /** Newest record's time, in ms since 1970: the hold window runs from it. */
  readonly newestAt: number;
  /** `lastT` of the session before it: what sealing goes back to. */
  readonly beforeT: number;
  /** SHA-256 of the uncompressed bytes. */
  readonly digest: string;
  /** SHA-256 of the bytes as they are sent. */
  readonly sha256: string;
  /** How many those are. */
  readonly size: number;
}

/** Sealed are the bytes as they are sent, under a key of their own; dropped once they were taken. */
export type SegmentOnDisk = SegmentFacts & Partial<Sealed>;

export interface Schema extends DBSchema {
  rows: {
    key: number;
    value: RowOnDisk;
    indexes: {
      /** State, session, time; equal times follow the key, so in order of arrival. */
      place: [RowState, string, number];
      segment: [string, number];
      site: [string, number];
      at: number;
      key: string;
    };
  };
  docs: { key: string; value: DocOnDisk; indexes: { frame: [number, number]; key: string } };
  sessions: { key: string; value: SessionRow; indexes: { key: string } };
  segments: { key: [string, number]; value: SegmentOnDisk; indexes: { state: SegmentState; key: string } };
  /** Single values by name; `meta.ts` knows their types. */
  meta: { key: string; value: unknown };
}

/** The database, and the keys to what is sealed in it. */
export interface Database {
  readonly idb: IDBPDatabase<Schema>;
  readonly vault: Vault;
}
export type Stores = StoreNames<Schema>;
export type Upgrade = IDBPTransaction<Schema, Stores[], 'versionchange'>;

type SealBytes = (bytes: Uint8Array<ArrayBuffer>) => Sealed;

/** Step i brings version i to version i + 1. Append only: a step that was released never changes. */
const MIGRATIONS: readonly ((db: IDBPDatabase<Schema>, upgrade: Upgrade, seal: SealBytes) => void)[] = [
  (db) => {
    db.createObjectStore('rows', { autoIncrement: true }).createIndex('place', ['state', 'session', 'at']);
    db.createObjectStore('docs', { keyPath: 'doc' }).createIndex('frame', ['tab', 'frameId']);
    db.createObjectStore('sessions', { keyPath: 'id' });
    db.createObjectStore('segments', { keyPath: ['session', 'n'] }).createIndex('state', 'state');
    db.createObjectStore('meta');
  },
  (_db, upgrade, seal) => void migrateToVersion2(upgrade, seal),
];

const DATABASE_NAME = 'showhow';

/**
 * Rejects when the database or the file of keys is damaged, or newer than this code. Lets go of it when a newer version wants to
 * open it.
 */
export async function openDatabase(
  keyFile: KeyFile,
  readUnsentSince: ReadUnsentSince = async () => undefined,
): Promise<Database> {
  const now = Date.now();
  // Side by side: a page that waits for the worker's first answer may be gone soon.
  const onLost = (): void => void reopen();
  const [vault, opened] = await Promise.all([openVault(keyFile, now), openStores(onLost)]);
  const key = await vault.currentKey(now);
  let idb = opened ?? (await openStores(onLost, (bytes) => vault.seal(key, bytes)));
  if (idb === undefined) throw new Error('The database could not be brought to its new form.');
  const database: Database = {
    get idb() {
      if (idb === undefined) throw new DOMException('The database is gone.', 'InvalidStateError');
      return idb;
    },
    vault,
  };
  /** Somebody deleted it under us: work goes on in a new one, which says that the old one is lost. */
  async function reopen(): Promise<void> {
    idb = undefined;
    idb = await openStores(onLost);
    await settleDamage(database, Date.now(), readUnsentSince);
  }
  await settleDamage(database, now, readUnsentSince);
  return database;
}

/** Undefined, and nothing changed, when what an older version left must be sealed and `seal` is not there yet. */
async function openStores(onLost: () => void, seal?: SealBytes): Promise<IDBPDatabase<Schema> | undefined> {
  let mustSeal = false;
  try {
    return await openDB<Schema>(DATABASE_NAME, MIGRATIONS.length, {
      upgrade(opened, oldVersion, _newVersion, upgrade) {
        mustSeal = oldVersion > 0 && seal === undefined;
        if (mustSeal) abort(upgrade);
        else for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(opened, upgrade, seal ?? sealNothing);
      },
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
      },
      terminated: onLost,
    });
  } catch (error) {
    if (mustSeal) return undefined;
    throw error;
  }
}

function abort(upgrade: Upgrade): void {
  upgrade.done.catch((error: unknown) => console.info('The upgrade waits for the file of keys:', error));
  upgrade.abort();
}

function sealNothing(): never {
  throw new Error('A new database holds nothing to seal.');
}
