import { expect, test } from 'vitest';
import type { PageEventOf } from '../../src/model/event.ts';
import type { TimedEvent } from '../../src/model/record.ts';
import type { Database } from '../../src/store/database.ts';
import { joinText } from '../../src/store/join-text.ts';
import { destroyUnusedKeys } from '../../src/store/reseal.ts';
import { freshDatabase, know, MINUTE, NINE, page, put, restarted, rowsOf, SECOND } from './fresh.ts';

const typed = (at: number, node: number, more: Partial<PageEventOf<'typing'>> = {}): TimedEvent => {
  const field = { class: 'message', mode: 'masked' } as const;
  const target = { node, tag: 'input', field };
  return { at, event: { kind: 'typing', field, target, inserted: '5-8', text: 'lost', ...more } };
};

async function typedIn(...records: readonly TimedEvent[]): Promise<Database> {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), ...records]);
  return db;
}

async function textsIn(db: Database): Promise<unknown[]> {
  const rows = await rowsOf(db);
  return rows.flatMap(({ body }) =>
    body.kind === 'typing' ? [[body.field.mode, body.target.field?.mode, body.text]] : [],
  );
}

const join = (db: Database, ats: readonly number[], text = 'note', node = 1): Promise<void> =>
  joinText(db, { doc: 'doc00001', node, mode: 'kept', texts: [{ ats, text }] }, NINE + MINUTE);

test('the text of a field stands on the last burst that it was typed in, and only there', async () => {
  const db = await typedIn(typed(NINE + 1, 1), typed(NINE + 2, 1), typed(NINE + 2, 2));
  await join(db, [NINE + 1, NINE + 2]);
  expect(await textsIn(db)).toEqual([
    ['kept', 'kept', undefined],
    ['kept', 'kept', 'note'],
    ['masked', 'masked', 'lost'],
  ]);
});

test('a text of another document, another field or another time joins nothing', async () => {
  const db = await typedIn(typed(NINE + 1, 1));
  await joinText(db, { doc: 'doc00002', node: 1, mode: 'kept', texts: [{ ats: [NINE + 1], text: 'note' }] }, NINE);
  await join(db, [NINE + 1], 'note', 2);
  await join(db, [NINE + 2]);
  expect(await textsIn(db)).toEqual([['masked', 'masked', 'lost']]);
});

test('a record that was given its text, and one that never waited for any, stay as they are', async () => {
  const { text: _, ...plain } = typed(NINE + 2, 1).event as PageEventOf<'typing'>;
  const db = await typedIn(typed(NINE + 1, 1), { at: NINE + 2, event: plain });
  await join(db, [NINE + 1]);
  await join(db, [NINE + 1], 'changed');
  await join(db, [NINE + 2], 'changed');
  expect(await textsIn(db)).toEqual([
    ['kept', 'kept', 'note'],
    ['masked', 'masked', undefined],
  ]);
});

test('a sealed record stays as it is', async () => {
  const db = await typedIn(typed(NINE + 1, 1));
  for (const key of await db.idb.getAllKeys('rows')) {
    const row = await db.idb.get('rows', key);
    if (row !== undefined) await db.idb.put('rows', { ...row, state: 'sealed' }, key);
  }
  await join(db, [NINE + 1]);
  expect(await textsIn(db)).toEqual([['masked', 'masked', 'lost']]);
});

test('a text outlives the worker and the keys that nothing needs any more, and its size is counted', async () => {
  const db = await typedIn(typed(NINE + SECOND, 1));
  const before = (await db.idb.getAll('sessions'))[0]?.bytes ?? 0;
  await join(db, [NINE + SECOND], 'x'.repeat(500));
  await destroyUnusedKeys(db);
  expect(await textsIn(await restarted(db))).toEqual([['kept', 'kept', 'x'.repeat(500)]]);
  const after = (await (await restarted(db)).idb.getAll('sessions'))[0]?.bytes ?? 0;
  expect(after - before).toBeGreaterThan(450);
});
