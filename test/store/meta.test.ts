import { expect, test } from 'vitest';
import { NO_CONTROL } from '../../src/model/control.ts';
import { changeControl, readControl, releaseLease, takeLease } from '../../src/store/meta.ts';
import { nextMidnight } from '../../src/store/session-rules.ts';
import { freshDatabase, know, MINUTE, NINE, page, put, restarted, source } from './fresh.ts';

test('what the person decided is there after the worker died', async () => {
  const db = await freshDatabase();
  expect(await readControl(db)).toEqual(NO_CONTROL);
  await changeControl(db, (before) => ({ ...before, policySeen: true }));
  expect(await readControl(await restarted(db))).toEqual({ ...NO_CONTROL, policySeen: true });
});

test("a lease is one owner's until it runs out or is given back", async () => {
  const db = await freshDatabase();
  expect(await takeLease(db, 'a', 0, 60)).toBe(true);
  expect(await takeLease(db, 'b', 59, 119)).toBe(false);
  expect(await takeLease(db, 'a', 59, 119)).toBe(true);
  expect(await takeLease(db, 'b', 119, 179)).toBe(true);
  await releaseLease(db, 'a');
  expect(await takeLease(db, 'c', 120, 180)).toBe(false);
  await releaseLease(db, 'b');
  expect(await takeLease(db, 'c', 120, 180)).toBe(true);
});

test('the pseudonym is the same all month, and another one the next', async () => {
  const db = await freshDatabase();
  const from = source();
  await know(db, 'doc00001');
  const times = [NINE, NINE + 60 * MINUTE, nextMidnight(NINE) + 60 * MINUTE, new Date(2026, 11, 3, 9).getTime()];
  for (const [i, at] of times.entries()) await put(db, 'doc00001', i, [page(at)], at, from);
  const sessions = (await db.idb.getAll('sessions')).sort((a, b) => a.startedAt - b.startedAt);
  const [a, b, c, d] = sessions.map(({ participant }) => participant);
  expect([b, c]).toEqual([a, a]);
  expect(d).not.toBe(a);
});
