import { expect, test } from 'vitest';
import { recordPause } from '../../src/store/lifecycle.ts';
import { readAccess, readUploadState, takeInstallKey, writeAccess } from '../../src/store/meta.ts';
import { makeInstallKey, toThumbprint } from '../../src/upload/dpop.ts';
import { Collector, upload } from '../upload/rig.ts';
import { click, freshDatabase, kinds, know, MINUTE, NINE, page, put, SECOND, sessionsOf } from './fresh.ts';

/** A session of which the first segment was sent, and the second one by another copy of the profile. */
async function copied() {
  const db = await freshDatabase();
  const collector = new Collector();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  const [address = ''] = collector.stored.keys();
  const [bytes = new Uint8Array()] = collector.stored.values();
  collector.stored.set(address.replace(/\/0$/, '/1'), bytes);
  await put(db, 'doc00001', 1, [click(NINE + 6 * MINUTE), click(NINE + 7 * MINUTE)]);
  return { db, collector };
}

test('what another copy of the profile sends is given up, the next session says how much, and its pages are stated anew', async () => {
  const { db, collector } = await copied();
  expect(await upload(db, collector, { now: NINE + 9 * MINUTE })).toEqual({ kind: 'empty' });
  expect((await readUploadState(db)).problem).toEqual({ kind: 'copied' });
  await put(db, 'doc00001', 2, [click(NINE + 10 * MINUTE)]);
  const [first = [], second = []] = await sessionsOf(db);
  expect(kinds(first)).toEqual(['tab', 'page', 'click']);
  expect(kinds(second)).toEqual(expect.arrayContaining(['gap', 'page', 'click']));
  expect(second.find(({ kind }) => kind === 'gap')).toEqual({
    kind: 'gap',
    reason: 'lost',
    from: NINE + 6 * MINUTE,
    to: NINE + 7 * MINUTE,
    counts: { click: 2 },
  });
  await upload(db, collector, { now: NINE + 40 * MINUTE });
  const [one, , other] = collector.lines();
  expect(other?.header).toMatchObject({ n: 0, firstSeq: 0, prev: null });
  expect(other?.header.session).not.toBe(one?.header.session);
  expect(other?.header.participant).not.toBe(one?.header.participant);
  expect((await readUploadState(db)).problem).toBeUndefined();
});

test('the copy makes a key of its own and forgets the token of the other', async () => {
  const { db, collector } = await copied();
  const install = async () => toThumbprint((await takeInstallKey(db, makeInstallKey)).publicKey);
  const before = await install();
  await writeAccess(db, { token: 'old' });
  await upload(db, collector, { now: NINE + 9 * MINUTE });
  expect(await install()).not.toBe(before);
  expect(await readAccess(db)).toEqual({});
});

test('a pause that runs while a session is given up stands in the next one', async () => {
  const { db, collector } = await copied();
  const at = NINE + 8 * MINUTE;
  await recordPause(db, { by: 'person', at, until: NINE + 20 * MINUTE }, at);
  await upload(db, collector, { now: NINE + 9 * MINUTE });
  await put(db, 'doc00001', 2, [click(NINE + 21 * MINUTE)]);
  const [, second = []] = await sessionsOf(db);
  expect(second.filter(({ kind }) => kind === 'gap')).toContainEqual({
    kind: 'gap',
    reason: 'paused',
    from: at,
    to: NINE + 20 * MINUTE,
  });
});
