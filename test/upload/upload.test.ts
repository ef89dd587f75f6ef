import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimedEvent } from '../../src/model/record.ts';
import { joinText } from '../../src/store/join-text.ts';
import { recordAbsence, settleSession } from '../../src/store/lifecycle.ts';
import { readUploadState } from '../../src/store/meta.ts';
import { countRecords, deleteSentBefore } from '../../src/store/retention.ts';
import { withdraw } from '../../src/store/withdraw.ts';
import { drain } from '../../src/upload/drain.ts';
import { sinceStart } from '../../src/upload/number-rows.ts';
import { sealAll } from '../../src/upload/seal.ts';
import { click, freshDatabase, know, MINUTE, NINE, page, put, restarted, rowsOf, SECOND } from '../store/fresh.ts';
import { Collector, drainDeps, dying, sealDeps, upload, WorkerDied } from './rig.ts';

/** A session with three clicks, noticed as over at 10:00. */
const LATER = NINE + 60 * MINUTE;
async function worked() {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND, 1)]);
  await put(db, 'doc00001', 1, [click(NINE + 2 * SECOND, 2), click(NINE + 3 * SECOND, 3)]);
  return db;
}
async function ended() {
  const db = await worked();
  await settleSession(db, LATER);
  return db;
}

test('a session that is over arrives whole, numbered, chained and with its end', async () => {
  const db = await ended();
  const collector = new Collector();
  expect(await upload(db, collector, { now: LATER })).toEqual({ kind: 'empty' });
  const [only, ...more] = collector.lines();
  expect(more).toEqual([]);
  expect(only?.header).toMatchObject({
    kind: 'segment',
    schema: 1,
    n: 0,
    firstSeq: 0,
    prev: null,
    policy: 'r1',
    region: 'DE',
  });
  expect(only?.records.map(({ kind, seq, t }) => [kind, seq, t])).toEqual([
    ['tab', 0, 0],
    ['page', 1, 0],
    ['click', 2, 1000],
    ['click', 3, 2000],
    ['click', 4, 3000],
    ['end', 5, 603_000],
  ]);
  expect(await countRecords(db)).toEqual({ waiting: 0, sent: 6 });
  expect((await readUploadState(db)).lastSentAt).toBe(LATER);
});

test('a record that waits for its text holds back what stands behind it, for five minutes and while its session runs', async () => {
  const typed: TimedEvent = {
    at: NINE + 2 * SECOND,
    event: {
      kind: 'typing',
      field: { class: 'unknown', mode: 'masked' },
      target: { node: 2, tag: 'input' },
      text: 'lost',
    },
  };
  const begin = async () => {
    const db = await freshDatabase();
    await know(db, 'doc00001');
    await put(db, 'doc00001', 0, [page(NINE), typed, click(NINE + 3 * SECOND)]);
    return db;
  };
  const sentAt = async (db: Awaited<ReturnType<typeof begin>>, now: number) => {
    const collector = new Collector();
    await upload(db, collector, { now });
    return collector.lines().flatMap(({ records }) => records.map(({ kind }) => kind));
  };
  const db = await begin();
  expect(await sentAt(db, NINE + MINUTE)).toEqual(['tab', 'page']);
  await joinText(
    db,
    { doc: 'doc00001', node: 2, mode: 'kept', texts: [{ ats: [typed.at], text: 'note' }] },
    NINE + MINUTE,
  );
  expect(await sentAt(db, NINE + MINUTE)).toEqual(['typing', 'click']);
  expect(await sentAt(await begin(), NINE + 2 * SECOND + 5 * MINUTE)).toEqual(['tab', 'page', 'typing', 'click']);
  const over = await begin();
  await settleSession(over, LATER);
  expect(await sentAt(over, NINE + MINUTE)).toContain('typing');
});

test('the next segment names the digest of the one before', async () => {
  const db = await worked();
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  await put(db, 'doc00001', 2, [click(NINE + 6 * MINUTE, 4)]);
  await upload(db, collector, { now: NINE + 8 * MINUTE });
  const [first, second] = collector.lines();
  expect(second?.header.prev).toBe(
    createHash('sha256')
      .update(first?.text ?? '')
      .digest('hex'),
  );
  expect(second?.header).toMatchObject({ n: 1, firstSeq: 5 });
  expect(second?.records).toMatchObject([{ kind: 'click', seq: 5, t: 360_000 }]);
});

test('while a session runs its last thirty seconds stay, and the hold window always does', async () => {
  const db = await worked();
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 31 * SECOND });
  expect(collector.lines()[0]?.records.map(({ t }) => t)).toEqual([0, 0, 1000]);
  const held = await ended();
  const none = new Collector();
  await upload(held, none, { now: NINE + 13 * MINUTE, holdMinutes: 15 });
  expect(none.requests).toBe(0);
  await upload(held, none, { now: LATER, holdMinutes: 15 });
  expect(none.lines()).toHaveLength(1);
});

test('a record whose time is sealed already comes late, with the last time', async () => {
  const db = await worked();
  const collector = new Collector();
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  await put(db, 'doc00001', 3, [click(NINE + 2500, 9)], NINE + 5 * MINUTE);
  await upload(db, collector, { now: NINE + 6 * MINUTE });
  expect(collector.lines()[1]?.records).toMatchObject([{ kind: 'click', seq: 5, t: 3000, late: true }]);
});

test('gaps are told in time since the start of the session', async () => {
  const db = await worked();
  await recordAbsence(db, { reason: 'paused', until: NINE + 9 * MINUTE }, NINE + 5 * SECOND);
  await recordAbsence(db, undefined, NINE + 7 * SECOND);
  await settleSession(db, LATER);
  const collector = new Collector();
  await upload(db, collector, { now: LATER });
  expect(collector.lines()[0]?.records).toContainEqual({
    kind: 'gap',
    seq: 5,
    t: 7000,
    reason: 'paused',
    from: 5000,
    to: 7000,
  });
});

test('only a pause, and what was given up of another session, may lie before the session that tells it', () => {
  const gaps = [
    { reason: 'paused' },
    { reason: 'unlisted' },
    { reason: 'lost', counts: { click: 2 } },
    { reason: 'lost', counts: { batch: 2 } },
    { reason: 'lost' },
  ] as const;
  const told = gaps.map((gap) => sinceStart({ kind: 'gap', ...gap, from: NINE - MINUTE, to: NINE + SECOND }, NINE));
  expect(told.map((body) => 'from' in body && body.from)).toEqual([-MINUTE, 0, -MINUTE, 0, 0]);
  const lost = (to: number) => sinceStart({ kind: 'gap', reason: 'lost', from: NINE - MINUTE, to }, NINE);
  expect(lost(NINE - SECOND), 'while no session ran').toMatchObject({ from: -MINUTE, to: -SECOND });
});

test.each([[422], [503], [429], [507], [401], ['network'], ['after storing']] as const)(
  'after %s the segment goes again, and is in the store once',
  async (failure) => {
    const db = await ended();
    const collector = new Collector();
    collector.fail.push(failure);
    const first = await upload(db, collector, { now: LATER });
    // Half of the first back-off, unless the collector named a time.
    expect(first).toMatchObject({ kind: 'later', at: LATER + (typeof failure === 'number' ? 90 : 15) * SECOND });
    expect(await countRecords(db)).toEqual({ waiting: 6, sent: 0 });
    expect((await upload(db, collector, { now: LATER + 10 * SECOND })).kind).toBe('later');
    expect(collector.requests).toBe(1);
    expect(await upload(db, collector, { now: LATER + 2 * MINUTE })).toEqual({ kind: 'empty' });
    expect(collector.stored.size).toBe(1);
    expect(await countRecords(db)).toEqual({ waiting: 0, sent: 6 });
    expect(await readUploadState(db)).toEqual({ notBefore: 0, failures: 0, lastSentAt: LATER + 2 * MINUTE });
  },
);

test.each([[400], [413]])('a segment answered with %s is kept here and holds up no other', async (status) => {
  const db = await worked();
  const collector = new Collector();
  collector.fail.push(status);
  await upload(db, collector, { now: NINE + 5 * MINUTE });
  await put(db, 'doc00001', 2, [click(NINE + 6 * MINUTE, 4)]);
  expect(await upload(db, collector, { now: NINE + 8 * MINUTE })).toEqual({ kind: 'empty' });
  expect(collector.stored.size).toBe(1);
  expect(await countRecords(db)).toEqual({ waiting: 5, sent: 1 });
});

test('what the collector says is withdrawn is deleted here too', async () => {
  const db = await ended();
  const collector = new Collector();
  collector.fail.push(410);
  await upload(db, collector, { now: LATER });
  expect(await rowsOf(db)).toEqual([]);
});

test('two rounds at once send each segment once', async () => {
  const db = await ended();
  await sealAll(sealDeps(db), 0, LATER);
  const collector = new Collector();
  // Slow enough that both rounds are at it together.
  const slow = drainDeps(db, collector, { now: LATER });
  const send: typeof slow.send = async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return slow.send(...args);
  };
  const results = await Promise.all([drain({ ...slow, send }, 'a'), drain({ ...slow, send }, 'b')]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(['busy', 'empty']);
  expect(collector.requests).toBe(1);
});

test('a lease of a worker that died is taken over when it has run out', async () => {
  const db = await ended();
  const collector = new Collector();
  await expect(upload(db, collector, { now: LATER, owner: 'dead', step: dying(5, 'before') })).rejects.toThrow(
    WorkerDied,
  );
  expect(await upload(db, collector, { now: LATER + SECOND, owner: 'next' })).toEqual({ kind: 'busy' });
  expect(await upload(db, collector, { now: LATER + 61 * SECOND, owner: 'next' })).toEqual({ kind: 'empty' });
});

const DEATHS = Array.from({ length: 14 }, (_, at) =>
  (['before', 'after'] as const).map((when) => [at, when] as const),
).flat();
test.each(DEATHS)('a worker that dies at step %i, %s it, loses nothing and sends nothing twice', async (at, when) => {
  let db = await ended();
  const collector = new Collector();
  const round = upload(db, collector, { now: LATER, owner: 'first', step: dying(at, when) });
  await round.catch((error: unknown) => {
    if (!(error instanceof WorkerDied)) throw error;
  });
  db = await restarted(db);
  await upload(db, collector, { now: LATER + 2 * MINUTE, owner: 'second' });
  expect(collector.lines().flatMap(({ records }) => records.map(({ seq }) => seq))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await countRecords(db)).toEqual({ waiting: 0, sent: 6 });
});

test('while the collector asks everybody to stop nothing leaves, though it falls silent, and then it goes on', async () => {
  const db = await ended();
  const collector = new Collector();
  collector.isStopped = true;
  const at = LATER + 30 * MINUTE;
  expect(await upload(db, collector, { now: LATER })).toEqual({ kind: 'later', at, reason: 'stopped' });
  collector.isStopped = undefined;
  expect((await upload(db, collector, { now: at })).kind).toBe('later');
  expect((await readUploadState(db)).waitsFor?.reason).toBe('stopped');
  collector.isStopped = false;
  expect(await upload(db, collector, { now: at })).toEqual({ kind: 'empty' });
  expect(collector.stored.size).toBe(1);
  expect((await readUploadState(db)).waitsFor).toBeUndefined();
});

test('a record deleted while it was being sealed is in no segment', async () => {
  const db = await ended();
  const deps = sealDeps(db);
  const commit: typeof deps.commit = async (segment) => {
    await withdraw(db, { kind: 'session', session: segment.header.session }, LATER);
    return deps.commit(segment);
  };
  expect(await sealAll({ ...deps, commit }, 0, LATER)).toBe(0);
  expect((await rowsOf(db)).map(({ kind }) => kind)).toEqual(['gap', 'end']);
  expect(await db.idb.count('segments')).toBe(0);
});

test('a segment with a row that was deleted meanwhile is not stored, and the rest is sealed from disk again', async () => {
  const db = await ended();
  const deps = sealDeps(db);
  const commit: typeof deps.commit = async (segment) => {
    await db.idb.delete('rows', segment.rows[2]?.id ?? 0);
    return deps.commit(segment);
  };
  expect(await sealAll({ ...deps, commit }, 0, LATER)).toBe(0);
  const collector = new Collector();
  await upload(db, collector, { now: LATER });
  expect(collector.lines()[0]?.records.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4]);
});

test('a segment is not stored when the session was sealed further meanwhile, though its own rows were not', async () => {
  const db = await ended();
  const deps = sealDeps(db);
  const few: typeof deps = { ...deps, readHeld: async (...args) => (await deps.readHeld(...args)).slice(0, 2) };
  const rest: typeof deps = { ...deps, readHeld: async (...args) => (await deps.readHeld(...args)).slice(2) };
  const commit: typeof deps.commit = async (segment) => {
    await sealAll(rest, 0, LATER);
    return deps.commit(segment);
  };
  expect(await sealAll({ ...few, commit }, 0, LATER)).toBe(0);
});

test('two seals at once make one chain', async () => {
  const db = await ended();
  const counts = await Promise.all([sealAll(sealDeps(db), 0, LATER), sealAll(sealDeps(db), 0, LATER)]);
  expect(counts.sort()).toEqual([0, 1]);
  const collector = new Collector();
  await upload(db, collector, { now: LATER });
  expect(collector.stored.size).toBe(1);
});

test('sent records stay readable for the time of retention, then go with their session', async () => {
  const db = await ended();
  await deleteSentBefore(db, LATER + 10 * 24 * 60 * MINUTE);
  expect(await countRecords(db)).toEqual({ waiting: 6, sent: 0 });
  await upload(db, new Collector(), { now: LATER });
  await deleteSentBefore(db, NINE);
  expect(await countRecords(db)).toEqual({ waiting: 0, sent: 6 });
  await deleteSentBefore(db, LATER + MINUTE);
  expect([await db.idb.count('rows'), await db.idb.count('segments'), await db.idb.count('sessions')]).toEqual([
    0, 0, 0,
  ]);
});

test('whenever records arrive and whenever it is sealed: seq rises by one, t never goes back, everything is there once', async () => {
  const arrivals = fc.array(
    fc.record({
      delay: fc.integer({ min: 0, max: 200_000 }),
      after: fc.integer({ min: 0, max: 60_000 }),
      seal: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(arrivals, async (steps) => {
      const db = await freshDatabase();
      await know(db, 'doc00001');
      const collector = new Collector();
      let now = NINE;
      for (const [i, { delay, after, seal }] of steps.entries()) {
        now += after;
        const records: TimedEvent[] = [click(Math.max(NINE, now - delay), i)];
        await put(db, 'doc00001', i, records, now);
        if (seal) await upload(db, collector, { now });
      }
      await settleSession(db, now + 60 * MINUTE);
      await upload(db, collector, { now: now + 60 * MINUTE });
      const records = collector.lines().flatMap((segment) => segment.records);
      expect(records.map(({ seq }) => seq)).toEqual(records.map((_, i) => i));
      for (const [i, { t }] of records.entries()) expect(t).toBeGreaterThanOrEqual(records[i - 1]?.t ?? 0);
      const nodes = records.flatMap((record) => (record.kind === 'click' ? [record.target.node] : []));
      expect(nodes.sort((a, b) => a - b)).toEqual(steps.map((_, i) => i));
      expect(records.at(-1)?.kind).toBe('end');
    }),
    { numRuns: 40 },
  );
});
