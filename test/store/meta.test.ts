import { expect, test } from 'vitest';
import { NO_CONTROL } from '../../src/model/control.ts';
import {
  changeControl,
  readControl,
  readUploadState,
  releaseLease,
  spendBytes,
  spentOn,
  takeLease,
} from '../../src/store/meta.ts';
import { nextMidnight } from '../../src/store/session-rules.ts';
import { lastWeekDays, localDay } from '../../src/upload/quota.ts';
import { freshDatabase, know, MINUTE, NINE, page, put, restarted, source } from './fresh.ts';

test('what the person decided is there after the worker died', async () => {
  const db = await freshDatabase();
  expect(await readControl(db)).toEqual(NO_CONTROL);
  await changeControl(db, (before) => ({ ...before, policySeen: true }));
  expect(await readControl(await restarted(db))).toEqual({ ...NO_CONTROL, policySeen: true });
});

test("a lease is one owner's until it runs out or is given back", async () => {
  const db = await freshDatabase();
  expect(await takeLease(db, 'a', 0, 60)).toBe('a');
  expect(await takeLease(db, 'b', 59, 119)).toBe('a');
  expect(await takeLease(db, 'a', 59, 119)).toBe('a');
  expect(await takeLease(db, 'b', 119, 179)).toBe('b');
  await releaseLease(db, 'a');
  expect(await takeLease(db, 'c', 120, 180)).toBe('b');
  await releaseLease(db, 'b');
  expect(await takeLease(db, 'c', 120, 180)).toBe('c');
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

test('what left is counted by day, and known for a week', async () => {
  const db = await freshDatabase();
  const days = Array.from({ length: 9 }, (_, i) => localDay(NINE + i * 24 * 60 * MINUTE));
  for (const [i, day] of days.entries()) {
    await spendBytes(db, day, 10 ** i);
    await spendBytes(db, day, 10 ** i);
  }
  const state = await readUploadState(db);
  expect(spentOn(state, days.slice(-1))).toBe(200_000_000);
  const week = lastWeekDays(NINE + 8 * 24 * 60 * MINUTE);
  expect(week.toSorted()).toEqual(days.slice(-7).toSorted());
  expect(spentOn(state, week)).toBe(222_222_200);
  expect(state.spentBefore).toHaveLength(6);
});
