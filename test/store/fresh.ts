// A database of its own for each test, and a worker that can die: everything in memory is thrown away, the disk stays.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import type { PageEvent } from '../../src/model/event.ts';
import type { RecordBody, TimedEvent } from '../../src/model/record.ts';
import type { SafeUrl } from '../../src/model/safe.ts';
import { append } from '../../src/store/append.ts';
import type { Database, Row } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/database.ts';
import { knowDocument } from '../../src/store/documents.ts';
import { openRow } from '../../src/store/payload.ts';
import type { SessionSource } from '../../src/store/session-log.ts';
import type { KeyFile } from '../../src/store/vault.ts';

/** A day in the middle, so that ten minutes either way stay in it: 2026-11-20 09:00 local time. */
export const NINE: number = new Date(2026, 10, 20, 9).getTime();
export const SECOND = 1_000;
export const MINUTE = 60_000;

/** A file of keys in memory, which outlives the worker. */
export function keyFileInMemory(): KeyFile & { text: string | undefined } {
  return {
    text: undefined,
    async read() {
      return this.text;
    },
    async write(text) {
      this.text = text;
    },
  };
}

let keyFile = keyFileInMemory();

export function freshDatabase(keys = keyFileInMemory()): Promise<Database> {
  globalThis.indexedDB = new IDBFactory();
  keyFile = keys;
  return openDatabase(keyFile);
}

/** The worker dies and another one starts. */
export async function restarted(db: Database): Promise<Database> {
  db.idb.close();
  return openDatabase(keyFile);
}

export function source(): SessionSource {
  let n = 0;
  return {
    start: {
      policy: 'r1',
      extension: '0.1.0',
      browser: 'chromium 140',
      os: 'linux',
      region: 'DE',
      purpose: 'agent-training',
    },
    randomId: () => `id${String(++n).padStart(4, '0')}${Math.random().toString(36).slice(2, 8)}`,
  };
}

export async function know(db: Database, doc: string, tab = 7, frameId = 0, parentFrameId?: number): Promise<void> {
  const origin = 'https://desk.example';
  await knowDocument(
    db,
    {
      doc,
      tab,
      frameId,
      origin,
      topOrigin: origin,
      rules: 'policy r1',
      ...(parentFrameId !== undefined && { parentFrameId }),
    },
    NINE,
  );
}

const SIZE = { width: 800, height: 600, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
export const page = (at: number, cause: 'link' | 'spa' = 'link'): TimedEvent => ({
  at,
  event: { kind: 'page', url: 'https://desk.example/' as SafeUrl, cause, viewport: SIZE },
});
export const click = (at: number, node = 1): TimedEvent => ({
  at,
  event: { kind: 'click', button: 'primary', count: 1, by: 'mouse', target: { node, tag: 'button' } },
});
export const shown = (at: number): TimedEvent => ({ at, event: { kind: 'visibility', state: 'visible' } });
export const resized = (at: number, width: number): TimedEvent => ({
  at,
  event: { kind: 'viewport', ...SIZE, width } satisfies PageEvent,
});

/** Appends with the clock at the newest record, unless told. */
export async function put(
  db: Database,
  doc: string,
  batch: number,
  records: readonly TimedEvent[],
  now?: number,
  from: SessionSource = source(),
): Promise<void> {
  await append(db, { doc, batch, records }, now ?? Math.max(...records.map(({ at }) => at)), from);
}

export async function rowsOf(db: Database): Promise<readonly Row[]> {
  return (await db.idb.getAll('rows')).flatMap((row) => openRow(db.vault, row) ?? []);
}

/** Rows by session in the order in which sessions began, each as its bodies sorted as sealing sorts them. */
export async function sessionsOf(db: Database): Promise<readonly (readonly RecordBody[])[]> {
  const sessions = (await db.idb.getAll('sessions')).sort((a, b) => a.startedAt - b.startedAt);
  const rows = await rowsOf(db);
  return sessions.map(({ id }) =>
    rows
      .filter(({ session }) => session === id)
      .sort((a, b) => a.at - b.at)
      .map(({ body }) => body),
  );
}

export const kinds = (bodies: readonly RecordBody[]): string[] => bodies.map(({ kind }) => kind);
