import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { RecordBody } from '../../src/model/record.ts';
import type { Database } from '../../src/store/database.ts';
import { listDeletions } from '../../src/store/deletions.ts';
import { settleSession } from '../../src/store/lifecycle.ts';
import { listTombstones } from '../../src/store/meta.ts';
import { countRecords } from '../../src/store/retention.ts';
import { listSegments } from '../../src/store/segment-facts.ts';
import { offerSegment } from '../../src/store/segments.ts';
import type { Sealed } from '../../src/store/vault.ts';
import { countSelected, withdraw } from '../../src/store/withdraw.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { Collector, sealDeps, upload } from '../upload/rig.ts';
import { click, freshDatabase, kinds, know, MINUTE, NINE, page, put, SECOND, sessionsOf } from './fresh.ts';

const DESK = 'https://desk.example';

/** Ten minutes of work: a click each minute from 09:00 on. */
async function worked(): Promise<Database> {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  for (let n = 1; n <= 10; n += 1) await put(db, 'doc00001', n, [click(NINE + n * MINUTE, n)]);
  return db;
}

const nodes = (bodies: readonly RecordBody[]): number[] =>
  bodies.flatMap((body) => (body.kind === 'click' ? [body.target.node] : []));

/** Everything sealed that lies in the database now. */
async function sealedIn(db: Database): Promise<Sealed[]> {
  const stores = await Promise.all(
    (['rows', 'docs', 'sessions', 'segments'] as const).map((name) => db.idb.getAll(name)),
  );
  return stores
    .flat()
    .flatMap(({ key, sealed }) => (key !== undefined && sealed !== undefined ? [{ key, sealed }] : []));
}

test('the last minutes are taken back, counted by kind in a gap, and the rest stays readable', async () => {
  const db = await worked();
  expect(await countSelected(db, { kind: 'minutes', minutes: 3 }, NINE + 10.5 * MINUTE)).toEqual({ click: 3 });
  const { counts, offered } = await withdraw(db, { kind: 'minutes', minutes: 3 }, NINE + 10.5 * MINUTE);
  expect([counts, offered]).toEqual([{ click: 3 }, []]);
  const [bodies = []] = await sessionsOf(db);
  expect(nodes(bodies)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(bodies.at(-1)).toEqual({
    kind: 'gap',
    reason: 'withdrawn',
    from: NINE + 8 * MINUTE,
    to: NINE + 10 * MINUTE,
    counts: { click: 3 },
  });
});

test('no copy of what was taken back can be opened any more, though its bytes were kept aside', async () => {
  const db = await worked();
  const before = await sealedIn(db);
  const rows = await db.idb.getAll('rows');
  const gone = rows.filter(({ kind, at }) => kind === 'click' && at > NINE + 6.5 * MINUTE);
  expect(gone.every((row) => db.vault.open(row) !== undefined)).toBe(true);
  await withdraw(db, { kind: 'range', from: NINE + 6.5 * MINUTE, to: NINE + 9.5 * MINUTE }, NINE + 20 * MINUTE);
  expect(gone.filter(({ at }) => at < NINE + 9.5 * MINUTE).map((row) => db.vault.open(row))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const [bodies = []] = await sessionsOf(db);
  expect(nodes(bodies)).toEqual([1, 2, 3, 4, 5, 6, 10]);
  expect((await sealedIn(db)).every((one) => db.vault.open(one) !== undefined)).toBe(true);
  // What lay under a key that stayed was not written again.
  expect(before.some((one) => db.vault.open(one) !== undefined)).toBe(true);
});

test('a site is taken back from every session, and its name with it; other sites stay', async () => {
  const db = await worked();
  const other = {
    doc: 'doc00002',
    tab: 8,
    frameId: 0,
    origin: 'https://mail.example',
    topOrigin: 'https://mail.example',
    rules: 'r',
  };
  const { knowDocument } = await import('../../src/store/documents.ts');
  await knowDocument(db, other, NINE);
  await put(db, 'doc00002', 0, [page(NINE + 11 * MINUTE), click(NINE + 11 * MINUTE, 50)]);
  await put(db, 'doc00002', 1, [click(NINE + 40 * MINUTE, 51)]);
  await put(db, 'doc00001', 11, [click(NINE + 41 * MINUTE, 11)]);
  const lists = await db.idb.getAll('sessions');
  await withdraw(db, { kind: 'site', site: 'https://mail.example' }, NINE + 42 * MINUTE);
  expect((await sessionsOf(db)).flatMap(nodes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(lists.map((list) => db.vault.open(list))).toEqual([undefined, undefined]);
  expect(await countSelected(db, { kind: 'site', site: 'https://mail.example' }, NINE)).toEqual({});
  expect(await countSelected(db, { kind: 'site', site: DESK }, NINE)).toMatchObject({ click: 11 });
});

test('after everything was taken back only decisions, gaps and ends are left, and no old key', async () => {
  const db = await worked();
  await settleSession(db, NINE + 60 * MINUTE);
  const keys = (await sealedIn(db)).map(({ key }) => key);
  await withdraw(db, { kind: 'everything' }, NINE + 61 * MINUTE);
  expect((await sessionsOf(db)).map(kinds)).toEqual([['gap', 'end']]);
  const after = (await sealedIn(db)).map(({ key }) => key);
  expect(after.filter((key) => keys.includes(key))).toEqual([]);
});

test('a page that goes on is introduced again when its page record was taken back', async () => {
  const db = await worked();
  await withdraw(db, { kind: 'today' }, NINE + 10.5 * MINUTE);
  await put(db, 'doc00001', 11, [click(NINE + 11 * MINUTE, 11)]);
  expect(kinds((await sessionsOf(db))[0] ?? [])).toEqual(['gap', 'page', 'viewport', 'click']);
});

test('a sealed segment that was never offered is undone, and its number used again', async () => {
  const db = await worked();
  await sealAll(sealDeps(db), 0, NINE + 5 * MINUTE);
  await sealAll(sealDeps(db), 0, NINE + 9 * MINUTE);
  const [session] = await db.idb.getAll('sessions');
  expect(await listSegments(db, session?.id ?? '')).toHaveLength(2);
  const { offered } = await withdraw(
    db,
    { kind: 'range', from: NINE + MINUTE, to: NINE + 2 * MINUTE },
    NINE + 11 * MINUTE,
  );
  expect(offered).toEqual([]);
  expect(await listSegments(db, session?.id ?? '')).toEqual([]);
  await settleSession(db, NINE + 60 * MINUTE);
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 60 * MINUTE });
  const [only] = collector.lines();
  expect(only?.header).toMatchObject({ n: 0, firstSeq: 0, prev: null });
  expect(only?.records.map(({ kind }) => kind)).toEqual([
    'tab',
    'page',
    'gap',
    ...Array.from({ length: 8 }, () => 'click'),
    'end',
  ]);
  expect(only?.records.find(({ kind }) => kind === 'gap')).toMatchObject({
    from: 60_000,
    to: 120_000,
    counts: { click: 2 },
  });
});

test('of what was sent the segments are named for the collector, and the chain goes on after them', async () => {
  const db = await worked();
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  await sealAll(sealDeps(db), 0, NINE + 9 * MINUTE);
  const [session] = await db.idb.getAll('sessions');
  const id = session?.id ?? '';
  const { counts, offered } = await withdraw(
    db,
    { kind: 'range', from: NINE, to: NINE + 2 * MINUTE },
    NINE + 11 * MINUTE,
  );
  const digest = createHash('sha256')
    .update(collector.lines()[0]?.text ?? '')
    .digest('hex');
  expect(offered).toEqual([{ session: id, segments: [{ n: 0, digest }] }]);
  expect(await listTombstones(db)).toEqual(offered);
  // A collector deletes whole segments: what else was in it goes too, and is counted.
  expect(counts).toEqual({ tab: 1, page: 1, click: 4 });
  await settleSession(db, NINE + 60 * MINUTE);
  await upload(db, collector, { now: NINE + 60 * MINUTE });
  expect(collector.deleted).toEqual([`/v1/sessions/${id}?segments=0:${digest}`]);
  expect(await listTombstones(db)).toEqual([]);
  const second = collector.lines()[1];
  expect(second?.header.n).toBe(1);
  expect(second?.records.map(({ kind }) => kind)).toEqual(['gap', ...Array.from({ length: 6 }, () => 'click'), 'end']);
});

test('the person sees of each deletion whether it is done, and how much more than asked goes with it', async () => {
  const db = await worked();
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  await withdraw(db, { kind: 'range', from: NINE, to: NINE + 2 * MINUTE }, NINE + 11 * MINUTE);
  const asked = { at: NINE + 11 * MINUTE, segments: [0], deleted: 0, wanted: 4, taken: 6 };
  expect(await listDeletions(db)).toEqual([expect.objectContaining(asked)]);
  collector.fail.push('network');
  await upload(db, collector, { now: NINE + 12 * MINUTE, holdMinutes: 60 });
  expect(await listDeletions(db)).toEqual([expect.objectContaining({ ...asked, failedAt: NINE + 12 * MINUTE })]);
  await upload(db, collector, { now: NINE + 30 * MINUTE, holdMinutes: 60 });
  const [done] = await listDeletions(db);
  expect(done).toMatchObject({ ...asked, deleted: 1, settledAt: NINE + 30 * MINUTE });
  expect(done).not.toHaveProperty('failedAt');
});

test('a segment that is on its way when it is taken back is named too, and not sent again', async () => {
  const db = await worked();
  await sealAll(sealDeps(db), 0, NINE + 9 * MINUTE);
  const [segment] = await db.idb.getAll('segments');
  expect(await offerSegment(db, segment?.session ?? '', 0, segment?.sha256 ?? '')).toBe(true);
  const { offered } = await withdraw(db, { kind: 'everything' }, NINE + 11 * MINUTE);
  expect(offered).toEqual([{ session: segment?.session, segments: [{ n: 0, digest: segment?.digest }] }]);
  expect(await offerSegment(db, segment?.session ?? '', 0, segment?.sha256 ?? '')).toBe(false);
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 11 * MINUTE });
  // Only what says that something is missing.
  expect(collector.lines().map(({ header, records }) => [header.n, records.map(({ kind }) => kind)])).toEqual([
    [1, ['gap']],
  ]);
});

test('taking back while a page sends keeps what comes after, under a key of its own', async () => {
  const db = await worked();
  await Promise.all([
    withdraw(db, { kind: 'minutes', minutes: 60 }, NINE + 10.5 * MINUTE),
    put(db, 'doc00001', 11, [click(NINE + 10.5 * MINUTE + SECOND, 11)]),
  ]);
  const [bodies = []] = await sessionsOf(db);
  expect(nodes(bodies)).toEqual([11]);
  expect((await countRecords(db)).waiting).toBe(bodies.length);
  expect((await sealedIn(db)).every((one) => db.vault.open(one) !== undefined)).toBe(true);
});
