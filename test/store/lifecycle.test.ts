import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BATCH_MAX_AGE_MS } from '../../src/model/limit.ts';
import type { TimedEvent } from '../../src/model/record.ts';
import { isAtWork, noteRest, noteWork } from '../../src/store/at-work.ts';
import { awaitDocument, findDocument, forgetWaiting } from '../../src/store/documents.ts';
import { judgeLastRun } from '../../src/store/last-run.ts';
import {
  continueRun,
  endLastRun,
  recordAbsence,
  recordControl,
  recordLost,
  recordPause,
  recordResume,
  recordTab,
  settleSession,
} from '../../src/store/lifecycle.ts';
import { noteReload, takeReload } from '../../src/store/meta.ts';
import { endBefore, nextMidnight } from '../../src/store/session-rules.ts';
import { click, freshDatabase, kinds, know, MINUTE, NINE, page, put, restarted, SECOND, sessionsOf } from './fresh.ts';

async function working() {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  return db;
}

test('a session ends after ten minutes without a record, noticed by the next one', async () => {
  const db = await working();
  await put(db, 'doc00001', 1, [click(NINE + SECOND + 10 * MINUTE - 1)]);
  expect(await sessionsOf(db)).toHaveLength(1);
  await put(db, 'doc00001', 2, [click(NINE + 40 * MINUTE)]);
  const [first, second] = await sessionsOf(db);
  expect(first?.at(-1)).toEqual({ kind: 'end', reason: 'idle' });
  expect(kinds(second ?? [])).not.toContain('end');
});

test('a session ends at local midnight, and work goes on in the next', async () => {
  const db = await freshDatabase();
  const midnight = nextMidnight(NINE);
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(midnight - MINUTE), click(midnight - SECOND), click(midnight + SECOND)]);
  const [first, second] = await sessionsOf(db);
  expect(first?.at(-1)).toEqual({ kind: 'end', reason: 'midnight' });
  expect(kinds(second ?? [])).toEqual(['tab', 'page', 'viewport', 'click']);
});

test('idle before midnight is idle', () => {
  const midnight = nextMidnight(NINE);
  const session = { startedAt: NINE, lastAt: midnight - 30 * MINUTE };
  expect(endBefore(session, midnight + MINUTE)).toEqual({ reason: 'idle', at: midnight - 20 * MINUTE });
  expect(endBefore({ ...session, lastAt: midnight - MINUTE }, midnight)).toEqual({ reason: 'midnight', at: midnight });
  expect(endBefore(session, midnight - 25 * MINUTE)).toBeUndefined();
});

test('after a crash the next start ends the session with a lost gap, and end comes last', async () => {
  let db = await working();
  db = await restarted(db);
  await endLastRun(db, { now: NINE + 5 * SECOND });
  const [bodies] = await sessionsOf(db);
  expect(bodies?.slice(-2)).toEqual([
    { kind: 'gap', reason: 'lost', from: NINE + SECOND, to: NINE + 5 * SECOND },
    { kind: 'end', reason: 'crash' },
  ]);
});

test('an end after every page had said goodbye lost nothing, and is taken for a quit', async () => {
  const db = await working();
  await put(db, 'doc00001', 1, [{ at: NINE + 2 * SECOND, event: { kind: 'visibility', state: 'hidden' } }]);
  await endLastRun(db, { now: NINE + MINUTE });
  const [bodies] = await sessionsOf(db);
  expect(kinds(bodies ?? [])).not.toContain('gap');
  expect(bodies?.at(-1)).toEqual({ kind: 'end', reason: 'quit' });
});

/** A page, a frame in it, and a frame in that: all worked in within one second, and all silent since. */
async function workingInFrames() {
  const db = await working();
  await know(db, 'doc00002', 7, 3, 0);
  await put(db, 'doc00002', 0, [page(NINE + 1.2 * SECOND), click(NINE + 1.4 * SECOND)]);
  await know(db, 'doc00003', 7, 4, 3);
  await put(db, 'doc00003', 0, [page(NINE + 1.5 * SECOND), click(NINE + 1.6 * SECOND)]);
  return db;
}
const goodbye = (at: number): TimedEvent => ({ at, event: { kind: 'visibility', state: 'hidden' } });

test('a page that said goodbye takes the frames in it along, which browsers end without a word', async () => {
  const db = await workingInFrames();
  expect(await isAtWork(db)).toBe(true);
  await put(db, 'doc00001', 1, [goodbye(NINE + 2 * SECOND)]);
  expect(await isAtWork(db)).toBe(false);
  await endLastRun(db, { now: NINE + MINUTE });
  const [bodies] = await sessionsOf(db);
  expect(kinds(bodies ?? [])).not.toContain('gap');
  expect(bodies?.at(-1)).toEqual({ kind: 'end', reason: 'quit' });
});

test('a frame in a page that is still shown can have lost something, and so can its page when only the frame left', async () => {
  const db = await workingInFrames();
  await put(db, 'doc00003', 1, [goodbye(NINE + 2 * SECOND)]);
  expect(await isAtWork(db)).toBe(true);
  await put(db, 'doc00002', 1, [goodbye(NINE + 2 * SECOND)]);
  await endLastRun(db, { now: NINE + 5 * SECOND });
  expect((await sessionsOf(db))[0]?.at(-1)).toEqual({ kind: 'end', reason: 'crash' });
});

test('a frame of which nobody knows what holds it is gone with the page of its tab', async () => {
  const db = await working();
  await know(db, 'doc00002', 7, 3, 9);
  await put(db, 'doc00002', 0, [page(NINE + 1.2 * SECOND), click(NINE + 1.4 * SECOND)]);
  await know(db, 'doc00003', 8);
  await put(db, 'doc00003', 0, [page(NINE + 1.3 * SECOND)]);
  expect(await isAtWork(db)).toBe(true);
  await put(db, 'doc00001', 1, [goodbye(NINE + 2 * SECOND)]);
  expect(await isAtWork(db)).toBe(false);
});

test('an end while all was quiet lost nothing, though nobody was told of a quit', async () => {
  const db = await working();
  await noteRest(db, NINE + 1.5 * SECOND);
  await endLastRun(db, { now: NINE + 5 * MINUTE });
  const [session] = await db.idb.getAll('sessions');
  expect(session?.ended).toEqual({ reason: 'quit', at: NINE + SECOND });
  expect(kinds((await sessionsOf(db))[0] ?? [])).not.toContain('gap');
});

test('an end in the middle of a burst of typing is a crash, and the gap begins at the last sign of it', async () => {
  const db = await working();
  await noteRest(db, NINE + 1.5 * SECOND);
  for (const seconds of [5, 5.6, 6.3]) await noteWork(db, 'doc00001', NINE + seconds * SECOND);
  await noteWork(db, 'doc00001', NINE + 6 * SECOND);
  expect(await isAtWork(db)).toBe(true);
  await endLastRun(db, { now: NINE + 20 * SECOND });
  expect((await sessionsOf(db))[0]?.slice(-2)).toEqual([
    { kind: 'gap', reason: 'lost', from: NINE + 6.3 * SECOND - BATCH_MAX_AGE_MS, to: NINE + 20 * SECOND },
    { kind: 'end', reason: 'crash' },
  ]);
  expect(await isAtWork(db)).toBe(false);
});

test('a goodbye that comes late is no sign of work', async () => {
  const db = await working();
  await noteRest(db, NINE + 1.5 * SECOND);
  await put(db, 'doc00001', 1, [{ at: NINE + 2 * SECOND, event: { kind: 'visibility', state: 'hidden' } }]);
  expect(await isAtWork(db)).toBe(false);
});

test('a window that was closed while another is open did not end the run', async () => {
  const db = await working();
  await noteWork(db, 'doc00001', NINE + 4 * SECOND);
  await endLastRun(db, { now: NINE + 5 * SECOND, quitAt: NINE + 2 * SECOND });
  expect((await sessionsOf(db))[0]?.at(-1)).toEqual({ kind: 'end', reason: 'crash' });
});

test('a session that was paused when the browser ended is paused to its end', async () => {
  const db = await working();
  await recordPause(db, { by: 'person', at: NINE + MINUTE, until: NINE + 6 * MINUTE }, NINE + MINUTE);
  await endLastRun(db, { now: NINE + 3 * MINUTE });
  expect((await sessionsOf(db))[0]?.slice(-2)).toEqual([
    { kind: 'gap', reason: 'paused', from: NINE + MINUTE, to: NINE + 3 * MINUTE },
    { kind: 'end', reason: 'quit' },
  ]);
});

test('whoever left a page in order and did nothing in the next was not at work', async () => {
  const db = await working();
  await know(db, 'doc00002');
  await put(db, 'doc00001', 1, [{ at: NINE + 2 * SECOND, event: { kind: 'visibility', state: 'hidden' } }]);
  await put(db, 'doc00002', 0, [page(NINE + 2.2 * SECOND)]);
  await endLastRun(db, { now: NINE + 5 * SECOND });
  expect((await sessionsOf(db))[0]?.slice(-2)).toMatchObject([{ kind: 'page' }, { kind: 'end', reason: 'quit' }]);
});

test('whatever the disk says, a lost gap ends with the run and needs somebody at work or a moment before the quit', () => {
  const soon = fc.option(fc.integer({ min: NINE, max: NINE + 20 * MINUTE }), { nil: undefined });
  const doc = fc.record({ lastAt: soon, workedAt: soon, isHidden: fc.boolean() });
  const place = (nth: number) => ({ doc: `doc0000${nth}`, tab: 7 + nth, frameId: 0 });
  fc.assert(
    fc.property(fc.array(doc, { maxLength: 4 }), soon, soon, (rows, quitAt, restedAt) => {
      const docs = rows.map(({ lastAt, workedAt, isHidden }, nth) => ({
        ...place(nth),
        isHidden,
        ...(lastAt !== undefined && { lastAt }),
        ...(workedAt !== undefined && { workedAt }),
      }));
      const lastAt = Math.max(NINE, ...docs.map((row) => row.lastAt ?? 0));
      const now = NINE + 30 * MINUTE;
      const end = judgeLastRun({ session: { startedAt: NINE, lastAt }, docs, quitAt, restedAt }, now);
      expect(end.at).toBeLessThanOrEqual(now);
      if (end.reason === 'crash') {
        expect(end.lost).toBeDefined();
        expect(docs.some((row) => !row.isHidden && (row.workedAt ?? 0) > (restedAt ?? 0))).toBe(true);
      }
      if (end.lost === undefined) return;
      expect(end.lost.to).toBe(end.at);
      expect(end.lost.from).toBeLessThanOrEqual(end.lost.to);
      if (end.reason === 'quit') expect(end.lost.to - end.lost.from).toBeLessThanOrEqual(SECOND);
    }),
  );
});

test('an extension that ends itself for an update goes on in the same session, with nothing lost', async () => {
  const db = await working();
  await noteRest(db, NINE + 1.5 * SECOND);
  await noteReload(db, NINE + MINUTE);
  expect(await takeReload(db, NINE + MINUTE + SECOND)).toBe(true);
  expect(await takeReload(db, NINE + MINUTE + SECOND)).toBe(false);
  await continueRun(db, { now: NINE + MINUTE + SECOND });
  await know(db, 'doc00002');
  await put(db, 'doc00002', 0, [page(NINE + MINUTE + 2 * SECOND), click(NINE + MINUTE + 3 * SECOND)]);
  const sessions = await sessionsOf(db);
  expect(sessions.map(kinds)).toEqual([['tab', 'page', 'click', 'page', 'click']]);
});

test('a reload that never came back in time is none', async () => {
  const db = await working();
  await noteReload(db, NINE);
  expect(await takeReload(db, NINE + MINUTE)).toBe(false);
});

test('an extension that was reloaded under somebody’s hands says what may be missing, and ends nothing', async () => {
  const db = await working();
  await put(db, 'doc00001', 3, [click(NINE + 2 * SECOND)]);
  await continueRun(db, { now: NINE + 2.5 * SECOND });
  expect((await sessionsOf(db))[0]?.slice(-3)).toEqual([
    expect.objectContaining({ kind: 'click' }),
    { kind: 'gap', reason: 'lost', from: NINE + SECOND, to: NINE + 2 * SECOND, counts: { batch: 2 } },
    { kind: 'gap', reason: 'lost', from: NINE + 2 * SECOND, to: NINE + 2.5 * SECOND },
  ]);
});

test('a moment on an unlisted page is no gap', async () => {
  const db = await working();
  await recordAbsence(db, { reason: 'unlisted' }, NINE + 2 * SECOND);
  await recordAbsence(db, undefined, NINE + 3 * SECOND - 1);
  expect(kinds((await sessionsOf(db))[0] ?? [])).not.toContain('gap');
  await recordAbsence(db, { reason: 'unlisted' }, NINE + 4 * SECOND);
  await recordAbsence(db, undefined, NINE + 5 * SECOND);
  expect(kinds((await sessionsOf(db))[0] ?? [])).toContain('gap');
});

test('a lost gap never runs past the time at which the session would have ended anyway', async () => {
  const db = await working();
  await endLastRun(db, { now: NINE + 20 * 60 * MINUTE });
  expect((await sessionsOf(db))[0]).toContainEqual({
    kind: 'gap',
    reason: 'lost',
    from: NINE + SECOND,
    to: NINE + SECOND + 10 * MINUTE,
  });
});

test('after an orderly quit the next start ends the session without a gap', async () => {
  const db = await working();
  await endLastRun(db, { now: NINE + 60 * MINUTE, quitAt: NINE + 3 * SECOND });
  const [bodies] = await sessionsOf(db);
  expect(kinds(bodies ?? [])).not.toContain('gap');
  expect(bodies?.at(-1)).toEqual({ kind: 'end', reason: 'quit' });
});

test('work in the last second before a quit may have been cut off, unless the page said goodbye', async () => {
  const db = await working();
  await endLastRun(db, { now: NINE + MINUTE, quitAt: NINE + SECOND + 300 });
  expect((await sessionsOf(db))[0]?.slice(-2)).toEqual([
    { kind: 'gap', reason: 'lost', from: NINE + SECOND, to: NINE + SECOND + 300 },
    { kind: 'end', reason: 'quit' },
  ]);
  const other = await working();
  await put(other, 'doc00001', 1, [{ at: NINE + 2 * SECOND, event: { kind: 'visibility', state: 'hidden' } }]);
  await endLastRun(other, { now: NINE + MINUTE, quitAt: NINE + 2 * SECOND + 100 });
  expect(kinds((await sessionsOf(other))[0] ?? [])).not.toContain('gap');
});

test('the mark of an orderly quit is used up, and does not count for records that came after it', async () => {
  const db = await working();
  await put(db, 'doc00001', 1, [click(NINE + 3 * SECOND)]);
  await endLastRun(db, { now: NINE + 4 * SECOND, quitAt: NINE + 2 * SECOND });
  expect((await sessionsOf(db))[0]?.at(-1)).toEqual({ kind: 'end', reason: 'crash' });
});

test('ending the last run twice changes nothing', async () => {
  const db = await working();
  await endLastRun(db, { now: NINE + 5 * SECOND });
  const before = await sessionsOf(db);
  await endLastRun(db, { now: NINE + 9 * SECOND });
  expect(await sessionsOf(db)).toEqual(before);
});

test('a pause leaves one gap from press to resume, and does not end the session', async () => {
  const db = await working();
  await recordPause(db, { by: 'person', at: NINE + MINUTE, until: NINE + 31 * MINUTE }, NINE + MINUTE);
  await recordResume(db, { by: 'person', at: NINE + 25 * MINUTE }, NINE + 25 * MINUTE + 7);
  await put(db, 'doc00001', 1, [click(NINE + 26 * MINUTE)]);
  const sessions = await sessionsOf(db);
  expect(sessions).toHaveLength(1);
  expect(sessions[0]?.slice(3)).toMatchObject([
    { kind: 'control', action: 'pause', by: 'person' },
    { kind: 'gap', reason: 'paused', from: NINE + MINUTE, to: NINE + 25 * MINUTE },
    { kind: 'control', action: 'resume', by: 'person' },
    { kind: 'click' },
  ]);
});

test('a pause that ended by itself ends in the file when it ended, not when that was noticed', async () => {
  const db = await working();
  await recordAbsence(db, { reason: 'paused', until: NINE + 6 * MINUTE }, NINE + MINUTE);
  await put(db, 'doc00001', 1, [click(NINE + 8 * MINUTE)]);
  expect((await sessionsOf(db))[0]).toContainEqual({
    kind: 'gap',
    reason: 'paused',
    from: NINE + MINUTE,
    to: NINE + 6 * MINUTE,
  });
});

test('a session that ends inside an unlisted stretch says so before its end', async () => {
  const db = await working();
  await recordAbsence(db, { reason: 'unlisted' }, NINE + MINUTE);
  await settleSession(db, NINE + 60 * MINUTE);
  expect((await sessionsOf(db))[0]?.slice(-2)).toEqual([
    { kind: 'gap', reason: 'unlisted', from: NINE + MINUTE, to: NINE + SECOND + 10 * MINUTE },
    { kind: 'end', reason: 'idle' },
  ]);
});

test('from one reason to the next without work between there are two gaps that meet', async () => {
  const db = await working();
  await recordAbsence(db, { reason: 'unlisted' }, NINE + MINUTE);
  await recordAbsence(db, { reason: 'unlisted' }, NINE + 2 * MINUTE);
  await recordAbsence(db, { reason: 'paused', until: NINE + 9 * MINUTE }, NINE + 3 * MINUTE);
  await recordAbsence(db, undefined, NINE + 4 * MINUTE);
  const gaps = (await sessionsOf(db))[0]?.filter(({ kind }) => kind === 'gap');
  expect(gaps).toEqual([
    { kind: 'gap', reason: 'unlisted', from: NINE + MINUTE, to: NINE + 3 * MINUTE },
    { kind: 'gap', reason: 'paused', from: NINE + 3 * MINUTE, to: NINE + 4 * MINUTE },
  ]);
});

test('a tab is said to be opened by another only where the session knows that one', async () => {
  const db = await working();
  await recordTab(db, { kind: 'tab', tab: 8, action: 'opened', opener: 7 }, NINE + 2 * SECOND);
  await recordTab(db, { kind: 'tab', tab: 9, action: 'opened', opener: 3 }, NINE + 3 * SECOND);
  const [session = []] = await sessionsOf(db);
  expect(session.filter((body) => body.kind === 'tab' && body.tab !== 7)).toEqual([
    { kind: 'tab', tab: 8, action: 'opened', opener: 7 },
    { kind: 'tab', tab: 9, action: 'opened' },
  ]);
});

test('tabs, decisions and absences never start a session', async () => {
  const db = await freshDatabase();
  await recordTab(db, { kind: 'tab', tab: 3, action: 'activated' }, NINE);
  await recordControl(db, { kind: 'control', action: 'pause', by: 'person' }, NINE, NINE);
  await recordAbsence(db, { reason: 'unlisted' }, NINE);
  expect(await db.idb.getAll('sessions')).toEqual([]);
});

test('a tab that was seen opening is not restated', async () => {
  const db = await working();
  await recordTab(db, { kind: 'tab', tab: 8, action: 'opened', opener: 7 }, NINE + 2 * SECOND);
  await know(db, 'doc00002', 8);
  await put(db, 'doc00002', 0, [page(NINE + 3 * SECOND)]);
  const tabs = (await sessionsOf(db))[0]?.filter(({ kind }) => kind === 'tab');
  expect(tabs).toEqual([
    { kind: 'tab', tab: 7, action: 'opened' },
    { kind: 'tab', tab: 8, action: 'opened', opener: 7 },
  ]);
});

test('a pause while nothing was recorded is told by the next session, once', async () => {
  const db = await freshDatabase();
  await recordPause(db, { by: 'person', at: NINE - 20 * MINUTE, until: NINE - 5 * MINUTE }, NINE - 20 * MINUTE);
  await recordResume(db, { by: 'time', at: NINE - 5 * MINUTE }, NINE - 5 * MINUTE);
  await recordPause(db, { by: 'person', at: NINE - 4 * MINUTE, until: NINE + MINUTE }, NINE - 4 * MINUTE);
  await recordResume(db, { by: 'person', at: NINE - 3 * MINUTE }, NINE - 3 * MINUTE);
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  await put(db, 'doc00001', 1, [click(NINE + 40 * MINUTE)]);
  const [first, second] = await sessionsOf(db);
  expect(first?.slice(0, 2)).toEqual([
    { kind: 'gap', reason: 'paused', from: NINE - 20 * MINUTE, to: NINE - 5 * MINUTE },
    { kind: 'gap', reason: 'paused', from: NINE - 4 * MINUTE, to: NINE - 3 * MINUTE },
  ]);
  expect(kinds(first ?? []).slice(2)).toEqual(['tab', 'page', 'click', 'end']);
  expect(kinds(second ?? [])).not.toContain('gap');
});

test('a pause that outlives its session is told in two gaps without a hole between them', async () => {
  let db = await working();
  const from = NINE + 2 * SECOND;
  await recordPause(db, { by: 'person', at: from, until: from + 30 * MINUTE }, from);
  db = await restarted(db);
  await endLastRun(db, { now: NINE + 6 * MINUTE, quitAt: NINE + 5 * MINUTE });
  await recordResume(db, { by: 'person', at: NINE + 10 * MINUTE }, NINE + 10 * MINUTE);
  await know(db, 'doc00002');
  await put(db, 'doc00002', 0, [page(NINE + 11 * MINUTE)]);
  const gaps = (await sessionsOf(db)).map((bodies) => bodies.filter(({ kind }) => kind === 'gap'));
  expect(gaps).toEqual([
    [{ kind: 'gap', reason: 'paused', from, to: NINE + 5 * MINUTE }],
    [{ kind: 'gap', reason: 'paused', from: NINE + 5 * MINUTE, to: NINE + 10 * MINUTE }],
  ]);
});

test('a record that comes late, from before a pause, begins a session that holds the pause', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await recordPause(db, { by: 'person', at: NINE + MINUTE, until: NINE + 6 * MINUTE }, NINE + MINUTE);
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)], NINE + 2 * MINUTE);
  await recordResume(db, { by: 'time', at: NINE + 6 * MINUTE }, NINE + 6 * MINUTE);
  await put(db, 'doc00001', 1, [click(NINE + 7 * MINUTE)]);
  const [bodies, ...more] = await sessionsOf(db);
  expect(more).toEqual([]);
  expect(bodies?.filter(({ kind }) => kind === 'gap')).toEqual([
    { kind: 'gap', reason: 'paused', from: NINE + MINUTE, to: NINE + 6 * MINUTE },
  ]);
});

const WAITING = { doc: 'doc00009', tab: 9, frameId: 0, at: NINE };

test('a browser that dies while pages hold what is done in them, before anybody can judge it, says so in the next session', async () => {
  let db = await freshDatabase();
  await awaitDocument(db, WAITING, NINE + SECOND);
  await noteWork(db, 'doc00009', NINE + 3 * SECOND);
  db = await restarted(db);
  await endLastRun(db, { now: NINE + 20 * SECOND });
  expect(await sessionsOf(db)).toEqual([]);
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE + MINUTE)]);
  await put(db, 'doc00001', 1, [click(NINE + 2 * MINUTE)]);
  const gaps = (await sessionsOf(db)).flat().filter(({ kind }) => kind === 'gap');
  expect(gaps).toEqual([{ kind: 'gap', reason: 'lost', from: NINE, to: NINE + 20 * SECOND }]);
});

test('a page that waits in a new run is none of the last one, whose quit is settled after', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  await awaitDocument(db, { ...WAITING, at: NINE + 20 * SECOND }, NINE + 20 * SECOND);
  const ofThisRun = new Set([WAITING.doc]);
  await endLastRun(db, { now: NINE + 25 * SECOND, quitAt: NINE + 9 * SECOND, ofThisRun });
  const bodies = (await sessionsOf(db)).flat();
  expect(bodies.at(-1)).toMatchObject({ kind: 'end', reason: 'quit' });
  expect(bodies.filter(({ kind }) => kind === 'gap')).toEqual([]);
  expect(await findDocument(db, WAITING.doc)).toHaveProperty('isHeld');
  expect(await findDocument(db, 'doc00001')).toBeUndefined();
});

test('what pages held in a run that died before the one before it was settled is declared, however long that one was over', async () => {
  const later = NINE + 60 * MINUTE;
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND)]);
  await awaitDocument(db, { ...WAITING, at: later }, later);
  await endLastRun(db, { now: later + 20 * SECOND, quitAt: NINE + 9 * SECOND });
  expect((await sessionsOf(db)).flat().at(-1)).toMatchObject({ kind: 'end', reason: 'quit' });
  await know(db, 'doc00002');
  await put(db, 'doc00002', 0, [page(later + MINUTE)]);
  const gaps = (await sessionsOf(db)).flat().filter(({ kind }) => kind === 'gap');
  expect(gaps).toEqual([{ kind: 'gap', reason: 'lost', from: later, to: later + 20 * SECOND }]);
});

test('a page that was judged in time holds nothing any more, nor does one that is not recorded', async () => {
  let db = await freshDatabase();
  await awaitDocument(db, WAITING, NINE);
  await know(db, WAITING.doc, WAITING.tab);
  await put(db, WAITING.doc, 0, [page(NINE), click(NINE + SECOND)]);
  await noteRest(db, NINE + 9 * SECOND);
  await awaitDocument(db, { ...WAITING, doc: 'doc00008' }, NINE);
  await forgetWaiting(db, 'doc00008');
  await forgetWaiting(db, WAITING.doc);
  expect(await findDocument(db, WAITING.doc)).not.toHaveProperty('isHeld');
  db = await restarted(db);
  await endLastRun(db, { now: NINE + 20 * SECOND });
  expect((await sessionsOf(db)).flat().filter(({ kind }) => kind === 'gap')).toEqual([]);
});

test('what a page left word of as lost stands in the running session, or in the next', async () => {
  const db = await freshDatabase();
  await recordLost(db, { from: NINE, to: NINE + SECOND }, NINE + SECOND);
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE + MINUTE)]);
  await recordLost(db, { from: NINE + MINUTE, to: NINE + MINUTE + 5 }, NINE + 2 * MINUTE);
  const [bodies, ...more] = await sessionsOf(db);
  expect(more).toEqual([]);
  expect(bodies?.filter(({ kind }) => kind === 'gap')).toEqual([
    { kind: 'gap', reason: 'lost', from: NINE, to: NINE + SECOND },
    { kind: 'gap', reason: 'lost', from: NINE + MINUTE, to: NINE + MINUTE + 5 },
  ]);
});
