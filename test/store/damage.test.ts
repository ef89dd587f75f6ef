import { expect, test } from 'vitest';
import { diskFaultOf } from '../../src/store/damage.ts';
import { openDatabase } from '../../src/store/database.ts';
import { settleSession } from '../../src/store/lifecycle.ts';
import { Collector, upload } from '../upload/rig.ts';
import {
  click,
  freshDatabase,
  keyFileInMemory,
  kinds,
  know,
  MINUTE,
  NINE,
  page,
  put,
  restarted,
  SECOND,
  sessionsOf,
} from './fresh.ts';

async function worked(keys = keyFileInMemory()) {
  const db = await freshDatabase(keys);
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  return db;
}

test('when the file of keys is lost, what it opened is a lost gap with its counts, and work goes on', async () => {
  const db = await worked();
  db.idb.close();
  const after = await openDatabase(keyFileInMemory());
  await know(after, 'doc00001');
  await put(after, 'doc00001', 1, [click(NINE + 2 * SECOND)]);
  await settleSession(after, NINE + 60 * MINUTE);
  const [bodies = []] = await sessionsOf(after);
  const counts = { tab: 1, page: 1, click: 1 };
  expect(bodies).toContainEqual({ kind: 'gap', reason: 'lost', from: NINE, to: NINE + SECOND, counts });
  expect(kinds(bodies)).toContain('click');
  const collector = new Collector();
  await upload(after, collector, { now: NINE + 60 * MINUTE });
  expect(collector.lines()[0]?.records.map(({ seq }) => seq)).toEqual(bodies.map((_, i) => i));
});

test.each([
  ['its keys are not', true],
  ['its keys with it', false],
])('when the database is lost and %s, the next session begins with a gap over all that waited', async (_, hasKeys) => {
  const keys = keyFileInMemory();
  const db = await worked(keys);
  await new Promise((resolve) => {
    db.idb.close();
    indexedDB.deleteDatabase('showhow').onsuccess = resolve;
  });
  const after = await openDatabase(hasKeys ? keys : keyFileInMemory(), async () => NINE);
  const openedAt = Date.now();
  await know(after, 'doc00009');
  await put(after, 'doc00009', 0, [page(NINE + MINUTE)]);
  expect((await sessionsOf(after)).map(kinds)).toEqual([['gap', 'tab', 'page']]);
  const gap = (await sessionsOf(after))[0]?.[0] as { readonly from: number; readonly to: number };
  expect(gap).toMatchObject({ kind: 'gap', reason: 'lost', from: Math.min(NINE, gap.to) });
  expect(Math.abs(gap.to - openedAt)).toBeLessThan(5 * SECOND);
});

test('an ordinary restart and a new install find nothing wrong', async () => {
  const db = await restarted(await worked());
  await put(db, 'doc00001', 1, [click(NINE + 2 * SECOND)]);
  expect((await sessionsOf(db)).map(kinds)).toEqual([['tab', 'page', 'click', 'click']]);
});

test.each([
  ['QuotaExceededError', 'disk-full'],
  ['UnknownError', 'unreadable'],
  ['InvalidStateError', 'unreadable'],
  ['ConstraintError', undefined],
])('of %s the person is told: %s', (name, why) => {
  expect(diskFaultOf(new DOMException('', name))).toBe(why);
});
