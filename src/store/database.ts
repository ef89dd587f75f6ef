// Opens the database: the one place that knows its version and its stores. Worker.
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { openDB } from 'idb';
import type { Cause, PageEventOf } from '../model/event.ts';
import type { EndReason, GapReason, RecordBody, RecordKind } from '../model/record.ts';
import type { SegmentHeader, SessionFacts } from '../model/session.ts';

/** `held`: may still be deleted before it leaves. `sealed`: numbered, waiting in a segment. `sent`: acknowledged by the collector. */
export type RowState = 'held' | 'sealed' | 'sent';

/** One record. Its key is a number that rises with each append. */
export interface Row {
  readonly session: string;
  /** ms since 1970. */
  readonly at: number;
  readonly doc?: string;
  readonly kind: RecordKind;
  /** Origin of the page, for showing and for deleting by site. */
  readonly origin?: string;
  readonly state: RowState;
  /** Given when sealed: segment, place in the session, and time in the file. */
  readonly n?: number;
  readonly seq?: number;
  readonly t?: number;
  readonly late?: true;
  /** Length of the body as JSON, in UTF-16 code units. */
  readonly bytes: number;
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

/** A document that was let in: where it is, how to restate it in a new session, which of its batches are here. */
export interface DocRow {
  readonly doc: string;
  readonly tab: number;
  readonly frameId: number;
  readonly parentFrameId?: number;
  /** `doc` of the document that holds this frame. */
  readonly parent?: string;
  /** Why it was loaded, where the browser said so. */
  readonly cause?: Cause;
  readonly origin: string;
  readonly topOrigin: string;
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
  /** When somebody last worked in it: by a record, or by a press that has none yet. */
  readonly workedAt?: number;
  readonly page?: PageEventOf<'page'>;
  readonly viewport?: PageEventOf<'viewport'>;
  /** The session in which it was last stated. */
  readonly session?: string;
  /** When it was restated there: records that arrive later but happened before take this time. */
  readonly statedAt?: number;
}

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

export interface SessionRow {
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
}

/** `refused`: the collector will never take it; kept for the person and for support. */
export type SegmentState = 'sealed' | 'sent' | 'refused';

export interface SegmentRow {
  readonly session: string;
  readonly n: number;
  readonly state: SegmentState;
  readonly header: SegmentHeader;
  /** Records beside the header. */
  readonly records: number;
  /** Newest record's time, in ms since 1970: the hold window runs from it. */
  readonly newestAt: number;
  /** SHA-256 of `bytes`. */
  readonly sha256: string;
  /** As they are sent; dropped once they were taken. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

export interface Schema extends DBSchema {
  rows: {
    key: number;
    value: Row;
    /** State, session, time; equal times follow the key, so in order of arrival. */
    indexes: { place: [RowState, string, number] };
  };
  docs: { key: string; value: DocRow; indexes: { frame: [number, number] } };
  sessions: { key: string; value: SessionRow };
  segments: { key: [string, number]; value: SegmentRow; indexes: { state: SegmentState } };
  /** Single values by name; `meta.ts` knows their types. */
  meta: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;
export type Stores = StoreNames<Schema>;
type Upgrade = IDBPTransaction<Schema, Stores[], 'versionchange'>;

/** Step i brings version i to version i + 1. Append only: a step that was released never changes. */
const MIGRATIONS: readonly ((db: Database, upgrade: Upgrade) => void)[] = [
  (db) => {
    db.createObjectStore('rows', { autoIncrement: true }).createIndex('place', ['state', 'session', 'at']);
    db.createObjectStore('docs', { keyPath: 'doc' }).createIndex('frame', ['tab', 'frameId']);
    db.createObjectStore('sessions', { keyPath: 'id' });
    db.createObjectStore('segments', { keyPath: ['session', 'n'] }).createIndex('state', 'state');
    db.createObjectStore('meta');
  },
];

const DATABASE_NAME = 'showhow';

/** Rejects when the database is damaged, or newer than this code. Lets go of it when a newer version wants to open it. */
export async function openDatabase(name: string = DATABASE_NAME): Promise<Database> {
  const db: Database = await openDB<Schema>(name, MIGRATIONS.length, {
    upgrade(opened, oldVersion, _newVersion, upgrade) {
      for (const migrate of MIGRATIONS.slice(oldVersion)) migrate(opened, upgrade);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
  return db;
}
