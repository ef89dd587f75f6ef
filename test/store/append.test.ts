import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { append, lose } from '../../src/store/append.ts';
import { knowDocument } from '../../src/store/documents.ts';
import { settleSession } from '../../src/store/lifecycle.ts';
import { countRecords } from '../../src/store/retention.ts';
import {
  click,
  freshDatabase,
  kinds,
  know,
  MINUTE,
  NINE,
  page,
  put,
  resized,
  restarted,
  rowsOf,
  SECOND,
  sessionsOf,
  shown,
  source,
} from './fresh.ts';

test('a batch that comes twice is on disk once, also when the worker died in between', async () => {
  let db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + 1)]);
  db = await restarted(db);
  expect(
    await append(db, { doc: 'doc00001', batch: 0, records: [page(NINE), click(NINE + 1)] }, NINE, source()),
  ).toEqual({ kind: 'kept' });
  expect(kinds((await sessionsOf(db))[0] ?? [])).toEqual(['tab', 'page', 'click']);
});

test('whatever order batches come in and however often, each is there exactly once', async () => {
  const orders = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(orders, async (order) => {
      const db = await freshDatabase();
      await know(db, 'doc00001');
      for (const n of order) await put(db, 'doc00001', n, [click(NINE + n, n)], NINE + 10);
      const nodes = (await rowsOf(db)).flatMap(({ body }) => (body.kind === 'click' ? [body.target.node] : []));
      expect(nodes.sort()).toEqual([...new Set(order)].sort());
    }),
    { numRuns: 60 },
  );
});

test('a page record says its tab, and a frame the document that holds it', async () => {
  const db = await freshDatabase();
  await know(db, 'toptoptop');
  await know(db, 'frameframe', 7, 3, 0);
  await put(db, 'frameframe', 0, [page(NINE)]);
  const [bodies] = await sessionsOf(db);
  expect(bodies?.[1]).toMatchObject({ kind: 'page', tab: 7, parent: 'toptoptop' });
});

test('a frame that was heard of before its page finds it at its first record; a page that said goodbye is not it', async () => {
  const db = await freshDatabase();
  await know(db, 'frameframe', 7, 3, 0);
  await know(db, 'toptoptop');
  await know(db, 'leavingpage');
  await put(db, 'leavingpage', 0, [{ at: NINE, event: { kind: 'visibility', state: 'hidden' } }], NINE + SECOND);
  await put(db, 'frameframe', 0, [page(NINE)]);
  expect((await sessionsOf(db)).flat().find(({ kind }) => kind === 'page')).toMatchObject({ parent: 'toptoptop' });
});

test('a session starts with what happened first, in whatever order it arrived', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await know(db, 'doc00002');
  await put(db, 'doc00001', 0, [page(NINE + 200)]);
  await put(db, 'doc00002', 0, [page(NINE)], NINE + 300);
  expect((await db.idb.getAll('sessions')).map(({ startedAt }) => startedAt)).toEqual([NINE]);
});

test('the browser’s word on why a page was loaded comes before the page’s, and counts for the load alone', async () => {
  const db = await freshDatabase();
  const at = { tab: 7, origin: 'https://desk.example', topOrigin: 'https://desk.example', rules: 'policy r1' };
  await knowDocument(db, { ...at, doc: 'doc00001', frameId: 0, cause: 'typed' }, NINE);
  await knowDocument(db, { ...at, doc: 'doc00002', frameId: 0 }, NINE);
  await knowDocument(db, { ...at, doc: 'frame001', frameId: 3, parentFrameId: 0 }, NINE);
  await put(db, 'doc00001', 0, [page(NINE), page(NINE + 1, 'spa'), page(NINE + 2)]);
  await put(db, 'doc00002', 0, [page(NINE + 3)]);
  await put(db, 'frame001', 0, [page(NINE + 4)]);
  const causes = (await sessionsOf(db)).flat().flatMap((body) => (body.kind === 'page' ? [body.cause] : []));
  expect(causes).toEqual(['typed', 'spa', 'link', 'link', 'other']);
});

test('a batch of a document that was never let in is dropped', async () => {
  const db = await freshDatabase();
  await put(db, 'stranger', 0, [click(NINE)]);
  expect(await countRecords(db)).toEqual({ waiting: 0, sent: 0 });
});

test('a new session restates tab, page and newest viewport before the first record of each document', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), resized(NINE + 1, 500)]);
  await put(db, 'doc00001', 1, [click(NINE + 20 * MINUTE)]);
  const [, second] = await sessionsOf(db);
  expect(second).toMatchObject([
    { kind: 'tab', tab: 7, action: 'opened' },
    { kind: 'page', cause: 'new_session', tab: 7, viewport: { width: 500 } },
    { kind: 'viewport', width: 500 },
    { kind: 'click' },
  ]);
});

test('a document whose first record in a session is its page is not restated', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await put(db, 'doc00001', 1, [page(NINE + 20 * MINUTE, 'spa')]);
  expect(kinds((await sessionsOf(db))[1] ?? [])).toEqual(['tab', 'page']);
});

test('a batch that was overtaken does not stand before the restated page', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  const later = NINE + 20 * MINUTE;
  await put(db, 'doc00001', 2, [click(later, 2)]);
  await put(db, 'doc00001', 1, [click(later - SECOND, 1)], later);
  expect(kinds((await sessionsOf(db))[1] ?? [])).toEqual(['tab', 'page', 'viewport', 'click', 'click']);
});

test('what is done after the clock was set back does not stand before its page', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND, 1)]);
  await put(db, 'doc00001', 1, [click(NINE - 120 * MINUTE, 2), click(NINE - 119 * MINUTE, 3)], NINE - 119 * MINUTE);
  const bodies = (await sessionsOf(db)).flat();
  expect(kinds(bodies)).toEqual(['tab', 'page', 'click', 'click', 'click']);
});

test('a hole in the batch numbers becomes a lost gap at the end of the session', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await put(db, 'doc00001', 3, [click(NINE + SECOND)]);
  await settleSession(db, NINE + 30 * MINUTE);
  expect((await sessionsOf(db))[0]).toMatchObject([
    { kind: 'tab' },
    { kind: 'page' },
    { kind: 'click' },
    { kind: 'gap', reason: 'lost', from: NINE, to: NINE + SECOND, counts: { batch: 2 } },
    { kind: 'end', reason: 'idle' },
  ]);
});

test('a hole that is filled by a batch sent again leaves no gap', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await put(db, 'doc00001', 2, [click(NINE + SECOND)]);
  await put(db, 'doc00001', 1, [click(NINE + 500)], NINE + 4 * SECOND);
  await settleSession(db, NINE + 30 * MINUTE);
  expect(kinds((await sessionsOf(db))[0] ?? [])).not.toContain('gap');
});

test('a batch that the gate refused leaves no hole', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await append(db, { doc: 'doc00001', batch: 1, records: [] }, NINE + 1, source());
  await put(db, 'doc00001', 2, [click(NINE + SECOND)]);
  await settleSession(db, NINE + 30 * MINUTE);
  expect(kinds((await sessionsOf(db))[0] ?? [])).not.toContain('gap');
});

test('a batch that nobody could read is counted as lost, once', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await lose(db, { doc: 'doc00001', batch: 1 }, NINE + 1);
  await settleSession(db, NINE + 30 * MINUTE);
  await put(db, 'doc00001', 2, [click(NINE + 40 * MINUTE)]);
  await settleSession(db, NINE + 80 * MINUTE);
  const [first, second] = await sessionsOf(db);
  expect(first).toContainEqual(expect.objectContaining({ kind: 'gap', reason: 'lost', counts: { batch: 1 } }));
  expect(kinds(second ?? [])).not.toContain('gap');
});

test('a page that was let in and went before it heard of that is lost from its first record on', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await know(db, 'doc00002');
  const times = [NINE + SECOND, NINE + 3 * SECOND] as const;
  await lose(db, { doc: 'doc00002', batch: 0, times }, NINE + 9 * SECOND);
  await settleSession(db, NINE + 30 * MINUTE);
  const gaps = (await sessionsOf(db)).flat().filter(({ kind }) => kind === 'gap');
  expect(gaps).toEqual([{ kind: 'gap', reason: 'lost', from: times[0], to: times[1], counts: { batch: 1 } }]);
});

test('pointer paths that the page gave up are a shed gap', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await append(db, { doc: 'doc00001', batch: 1, records: [click(NINE + SECOND)], shed: 12 }, NINE + SECOND, source());
  expect((await sessionsOf(db))[0]).toContainEqual({
    kind: 'gap',
    reason: 'shed',
    from: NINE,
    to: NINE + SECOND,
    counts: { pointer: 12 },
  });
});

test('a page that changes by itself does not end an unlisted stretch, work does', async () => {
  const { recordAbsence } = await import('../../src/store/lifecycle.ts');
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  await recordAbsence(db, { reason: 'unlisted' }, NINE + SECOND);
  await put(db, 'doc00001', 1, [shown(NINE + 2 * SECOND)]);
  expect(kinds((await sessionsOf(db))[0] ?? [])).not.toContain('gap');
  await put(db, 'doc00001', 2, [click(NINE + 5 * SECOND)]);
  expect((await sessionsOf(db))[0]).toContainEqual({
    kind: 'gap',
    reason: 'unlisted',
    from: NINE + SECOND,
    to: NINE + 5 * SECOND,
  });
});
