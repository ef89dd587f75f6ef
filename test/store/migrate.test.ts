import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { findDocument } from '../../src/store/documents.ts';
import { storedBytes } from '../../src/store/shed.ts';
import { countSelected, withdraw } from '../../src/store/withdraw.ts';
import { Collector, upload } from '../upload/rig.ts';
import { keyFileInMemory, MINUTE, NINE, SECOND, sessionsOf } from './fresh.ts';

const DESK = 'https://desk.example';
const START = {
  policy: 'r1',
  extension: '0.1.0',
  browser: 'chromium 140',
  os: 'linux',
  region: 'DE',
  purpose: 'agent-training',
};
const click = (node: number) => ({
  kind: 'click',
  button: 'primary',
  count: 1,
  by: 'mouse',
  target: { node, tag: 'button' },
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** A database as version 1 left it: two sealed records waiting in a segment, one sent before them, one held, all in the clear. */
async function leaveVersion1(): Promise<void> {
  const db = await openDB('showhow', 1, {
    upgrade(made) {
      made.createObjectStore('rows', { autoIncrement: true }).createIndex('place', ['state', 'session', 'at']);
      made.createObjectStore('docs', { keyPath: 'doc' }).createIndex('frame', ['tab', 'frameId']);
      made.createObjectStore('sessions', { keyPath: 'id' });
      made.createObjectStore('segments', { keyPath: ['session', 'n'] }).createIndex('state', 'state');
      made.createObjectStore('meta');
    },
  });
  const row = (node: number, state: string, place: object) => ({
    session: 's1',
    at: NINE + node * SECOND,
    doc: 'doc00001',
    kind: 'click',
    origin: DESK,
    state,
    bytes: 99,
    body: click(node),
    ...place,
  });
  await db.add('rows', row(1, 'sent', { n: 0, seq: 0, t: 1_000 }));
  await db.add('rows', row(2, 'sealed', { n: 1, seq: 1, t: 2_000 }));
  await db.add('rows', row(3, 'held', {}));
  await db.put('docs', {
    doc: 'doc00001',
    tab: 7,
    frameId: 0,
    origin: DESK,
    topOrigin: DESK,
    rules: 'r',
    seenAt: NINE,
    highest: 4,
    holes: [],
    lastAt: NINE,
  });
  await db.put('sessions', {
    id: 's1',
    startedAt: NINE,
    lastAt: NINE + 3 * SECOND,
    participant: 'p1',
    start: START,
    tabs: [7],
    nextN: 2,
    nextSeq: 2,
    lastT: 2_000,
    prev: 'b'.repeat(64),
  });
  const header = {
    kind: 'segment',
    schema: 1,
    session: 's1',
    startedAt: new Date(NINE).toISOString(),
    participant: 'p1',
    ...START,
  };
  await db.put('segments', {
    session: 's1',
    n: 0,
    state: 'sent',
    header: { ...header, n: 0, firstSeq: 0, prev: null },
    records: 1,
    newestAt: NINE,
    sha256: 'x',
  });
  await db.put('segments', {
    session: 's1',
    n: 1,
    state: 'sealed',
    header: { ...header, n: 1, firstSeq: 1, prev: 'a'.repeat(64) },
    records: 1,
    newestAt: NINE,
    sha256: 'y',
    bytes: new Uint8Array([9, 9]),
  });
  await db.put('meta', 's1', 'open');
  db.close();
}

test('from version 1: every record, document and segment is there, sealed, and work goes on', async () => {
  await leaveVersion1();
  const db = await openDatabase(keyFileInMemory());
  const bodies = (await sessionsOf(db)).flat();
  expect(bodies.map((body) => (body.kind === 'click' ? body.target.node : body.kind))).toEqual([1, 2, 3]);
  expect(JSON.stringify(await db.idb.getAll('rows'))).not.toMatch(/button|desk\.example/);
  expect(await findDocument(db, 'doc00001')).toMatchObject({ origin: DESK, topOrigin: DESK, highest: 4 });
  expect(await countSelected(db, { kind: 'site', site: DESK }, NINE)).toEqual({ click: 3 });
  expect(await db.idb.getAll('segments')).toMatchObject([
    { n: 0, digest: 'a'.repeat(64), beforeT: 0 },
    { n: 1, digest: 'b'.repeat(64), beforeT: 1_000, offered: true },
  ]);
  const [, waiting] = await db.idb.getAll('segments');
  expect(waiting && 'sealed' in waiting && waiting.sealed && waiting.key).toBeTruthy();
  expect(await storedBytes(db)).toBeGreaterThan(0);
});

test('from version 1: what waited leaves as it was sealed, and can be taken back', async () => {
  await leaveVersion1();
  const db = await openDatabase(keyFileInMemory());
  const collector = new Collector();
  await upload(db, collector, { now: NINE + MINUTE });
  expect([...collector.stored.values()][0]).toEqual(new Uint8Array([9, 9]));
  const { counts, offered } = await withdraw(db, { kind: 'everything' }, NINE + 2 * MINUTE);
  expect(counts).toEqual({ click: 3 });
  expect(offered[0]?.segments.map(({ n }) => n)).toEqual([0, 1, 2]);
});

test('a new install begins at the newest version, with the same stores and indexes as one that was brought there', async () => {
  const shape = async () => {
    const { idb } = await openDatabase(keyFileInMemory());
    const tx = idb.transaction([...idb.objectStoreNames]);
    return [...idb.objectStoreNames].map((name) => [name, [...tx.objectStore(name).indexNames]]);
  };
  const fresh = await shape();
  globalThis.indexedDB = new IDBFactory();
  await leaveVersion1();
  expect(await shape()).toEqual(fresh);
});
