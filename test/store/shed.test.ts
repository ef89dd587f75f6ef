import { expect, test } from 'vitest';
import type { TimedEvent } from '../../src/model/record.ts';
import { shed, storedBytes } from '../../src/store/shed.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { Collector, sealDeps, upload } from '../upload/rig.ts';
import { click, freshDatabase, kinds, know, MINUTE, NINE, page, put, SECOND, sessionsOf } from './fresh.ts';

const path_ = (at: number): TimedEvent => ({
  at,
  event: {
    kind: 'pointer',
    type: 'mouse',
    x: 1,
    y: 1,
    dt: Array(60).fill(16),
    dx: Array(60).fill(1),
    dy: Array(60).fill(1),
  },
});

/** Twenty seconds of work: in each a path and a click. */
async function worked() {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE)]);
  for (let n = 1; n <= 20; n += 1)
    await put(db, 'doc00001', n, [path_(NINE + n * SECOND), click(NINE + n * SECOND + 500, n)]);
  return db;
}

test('below its cap nothing is shed', async () => {
  const db = await worked();
  const bytes = await storedBytes(db);
  expect(await shed(db, bytes, NINE + MINUTE)).toBe(true);
  expect(await storedBytes(db)).toBe(bytes);
});

test('the counted size is that of what lies on disk, through sealing and sending', async () => {
  const db = await worked();
  const onDisk = async () =>
    [...(await db.idb.getAll('rows')), ...(await db.idb.getAll('segments'))].reduce(
      (sum, { sealed }) => sum + (sealed?.length ?? 0),
      0,
    );
  expect(await storedBytes(db)).toBe(await onDisk());
  await sealAll(sealDeps(db), 0, NINE + 50 * SECOND);
  expect(await storedBytes(db)).toBe(await onDisk());
  await upload(db, new Collector(), { now: NINE + MINUTE });
  expect(await storedBytes(db)).toBe(await onDisk());
});

test('over the cap the oldest pointer paths go first, whole, and a gap counts them', async () => {
  const db = await worked();
  const bytes = await storedBytes(db);
  expect(await shed(db, bytes * 0.9, NINE + MINUTE)).toBe(true);
  const [bodies = []] = await sessionsOf(db);
  expect(kinds(bodies).filter((kind) => kind === 'click')).toHaveLength(20);
  const left = kinds(bodies).filter((kind) => kind === 'pointer').length;
  expect(left).toBeGreaterThan(0);
  const gap = bodies.find(({ kind }) => kind === 'gap');
  expect(gap).toMatchObject({ reason: 'shed', from: NINE + SECOND, counts: { pointer: 20 - left } });
  expect(await storedBytes(db)).toBeLessThanOrEqual(bytes * 0.9);
});

test('what is left has sent records shed before any that wait, without a gap', async () => {
  const db = await worked();
  await upload(db, new Collector(), { now: NINE + MINUTE });
  await put(db, 'doc00001', 21, [click(NINE + 2 * MINUTE, 99)]);
  expect(await shed(db, 2_000, NINE + 2 * MINUTE)).toBe(true);
  const [bodies = []] = await sessionsOf(db);
  expect(kinds(bodies)).toEqual(['click']);
});

test('when paths are not enough the oldest records go, sealed ones too, and their numbers are used again', async () => {
  const db = await worked();
  await sealAll(sealDeps(db), 0, NINE + 55 * SECOND);
  expect(await shed(db, 2_000, NINE + MINUTE)).toBe(true);
  const [bodies = []] = await sessionsOf(db);
  expect(kinds(bodies)).not.toContain('pointer');
  expect(bodies.flatMap((body) => (body.kind === 'click' ? [body.target.node] : [])).at(-1)).toBe(20);
  expect(bodies.filter((body) => body.kind === 'gap')).toMatchObject([{ reason: 'shed' }, { reason: 'shed' }]);
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 2 * MINUTE });
  expect(collector.lines()[0]?.header).toMatchObject({ n: 0, firstSeq: 0 });
});
