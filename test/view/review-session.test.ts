// What the review page finds in a session by time: the scene of a moment, lanes, kinds and sites; and where lists lead.
import { expect, test } from 'vitest';
import type { SessionRecord } from '../../src/model/record.ts';
import { createRecordTest } from '../../src/view/record-filter.ts';
import { createReviewSession } from '../../src/view/review-session.ts';
import { createSceneFinder } from '../../src/view/scene-finder.ts';
import { nextIndex } from '../../src/view/virtual-list.tsx';
import { madeRecords } from './stage/made-records.ts';

const HOUR_MS = 60 * 60_000;
const STARTED_AT = Date.UTC(2026, 2, 5, 8);

function made(count: number, ms: number) {
  const session = createReviewSession(STARTED_AT);
  const records = madeRecords(count, STARTED_AT, ms);
  // As the page gets them: piece by piece.
  for (let from = 0; from < count; from += 1_000) session.add(records.slice(from, from + 1_000));
  return session;
}

test('a moment shows the boxes of its page, the pointer’s way before it, and the clicks', () => {
  const scene = made(400, 400_000).sceneAt(200_000)?.scene;
  expect(scene).toMatchObject({ url: 'https://desk.example/ticket/:id', views: [{ width: 1280, height: 800 }] });
  expect(new Set(scene?.boxes.map(({ role }) => role))).toEqual(new Set(['button', 'textbox', 'link', 'checkbox']));
  expect(scene?.paths.length).toBeGreaterThan(30);
  expect(scene?.marks.some(({ kind }) => kind === 'click')).toBe(true);
});

test('in a page that stays open for eight hours a scene holds minutes of it, and the same from wherever one comes', () => {
  const session = made(60_000, 8 * HOUR_MS);
  const at = 5 * HOUR_MS + 1;
  const staged = session.sceneAt(at);
  expect(staged?.scene.paths.length).toBeLessThan(2_000);
  expect(staged?.scene.views).toHaveLength(1);
  for (const t of [staged?.from ?? 0, (staged?.to ?? 0) - 1]) expect(session.sceneAt(t)).toEqual(staged);
  expect(staged?.from).toBeLessThanOrEqual(at);
  expect(staged?.to).toBeGreaterThan(at);
});

test('a scene of eight hours reads no more records than one of one hour', () => {
  const readsIn = (count: number, ms: number): number => {
    const records = madeRecords(count, 0, ms).map(({ at, doc, body }) => ({ ...body, seq: 0, t: at, doc }));
    let reads = 0;
    const finder = createSceneFinder((index) => {
      reads += 1;
      return records[index] as SessionRecord | undefined;
    });
    for (const record of records) finder.add(record as SessionRecord);
    finder.sceneAt(ms / 2);
    return reads;
  };
  expect(readsIn(60_000, 8 * HOUR_MS)).toBeLessThan(1.05 * readsIn(7_500, HOUR_MS));
});

test('lanes hold what was done when, gaps where they were, and no more stretches than a screen shows', () => {
  const lanes = made(60_000, 8 * HOUR_MS).lanes();
  const firstGapAt = Math.round((97 * 8 * HOUR_MS) / 59_999);
  expect(lanes.gap[0]).toEqual({ from: firstGapAt - 20_000, to: firstGapAt });
  expect(lanes.gap.at(-1)?.to).toBeGreaterThan(7.9 * HOUR_MS);
  for (const stretches of Object.values(lanes)) {
    expect(stretches.length).toBeLessThanOrEqual(4_000);
    for (const [index, { from, to }] of stretches.entries()) {
      expect(to).toBeGreaterThanOrEqual(from);
      expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.to ?? 0);
    }
  }
});

test('a filter asks for kind, site and words of the sentence', () => {
  const records = madeRecords(50, STARTED_AT, 50_000);
  const english = (key: string, ...values: readonly string[]) => [key, ...values].join(' ');
  const passing = (filter: { kind?: string; origin?: string; search?: string }) =>
    records.filter(createRecordTest({ kind: '', origin: '', search: '', ...filter }, english as never));
  expect(passing({})).toHaveLength(50);
  expect(new Set(passing({ kind: 'click' }).map(({ body }) => body.kind))).toEqual(new Set(['click']));
  expect(passing({ origin: 'https://other.example' })).toEqual([]);
  const found = passing({ search: ' APPROVE ' });
  expect(found.length).toBeGreaterThan(0);
  expect(JSON.stringify(found.map(({ body }) => 'target' in body && body.target?.name))).not.toContain('Reject');
});

test('keys move in a list and never out of it', () => {
  expect(nextIndex('ArrowDown', 3, 4, 2)).toBe(3);
  expect(nextIndex('PageUp', 1, 4, 2)).toBe(0);
  expect(nextIndex('End', 0, 4, 2)).toBe(3);
  expect(nextIndex('a', 0, 4, 2)).toBeUndefined();
  expect(nextIndex('End', 0, 0, 2)).toBeUndefined();
});
