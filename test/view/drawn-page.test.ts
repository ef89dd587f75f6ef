// What is drawn for a moment, and where lists lead.
import { expect, test } from 'vitest';
import { sceneAt, toStretches } from '../../src/view/drawn-page.ts';
import { nextIndex } from '../../src/view/record-list.tsx';
import { indexAt } from '../../src/view/review-records.ts';
import { tryParseSite } from '../../src/view/site-words.ts';
import { madeRecords } from './stage/made-records.ts';

const HOUR_MS = 60 * 60_000;

test('a moment shows the boxes of its page, the pointer’s way before it, and the clicks', () => {
  const records = madeRecords(400, 0, 400_000);
  const stretches = toStretches(records, ({ role }) => role ?? '');
  expect(stretches).toHaveLength(1);
  const scene = sceneAt(records, stretches, 200_000);
  expect(scene).toMatchObject({ width: 1280, height: 800, scrollX: 0 });
  expect(scene?.boxes.map(({ label }) => label)).toEqual(expect.arrayContaining(['button', 'textbox', 'checkbox']));
  expect(scene?.path.length).toBeGreaterThan(30);
  expect(scene?.clicks.length).toBeGreaterThan(0);
});

test('a moment of eight hours of records is found in well under a frame', () => {
  const records = madeRecords(60_000, 0, 8 * HOUR_MS);
  const stretches = toStretches(records, () => '');
  const begin = performance.now();
  for (let i = 0; i < 100; i++) sceneAt(records, stretches, (i * 8 * HOUR_MS) / 100);
  expect((performance.now() - begin) / 100).toBeLessThan(16);
});

test('the record of a moment is the last at or before it', () => {
  const records = [{ at: 1 }, { at: 5 }, { at: 5 }, { at: 9 }];
  expect([0, 1, 4, 5, 8, 100].map((at) => indexAt(records, at))).toEqual([-1, 0, 0, 2, 2, 3]);
});

test('keys move in a list and never out of it', () => {
  expect(nextIndex('ArrowDown', 3, 4, 2)).toBe(3);
  expect(nextIndex('PageUp', 1, 4, 2)).toBe(0);
  expect(nextIndex('End', 0, 4, 2)).toBe(3);
  expect(nextIndex('a', 0, 4, 2)).toBeUndefined();
  expect(nextIndex('End', 0, 0, 2)).toBeUndefined();
});

test.each([
  ['desk.example', '*://desk.example/*'],
  [' https://Desk.example/path?x=1 ', 'https://desk.example/*'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/*'],
  ['münchen.example', '*://xn--mnchen-3ya.example/*'],
  ['no site at all', undefined],
  ['*', undefined],
  ['me@desk.example', undefined],
  ['', undefined],
])('%j is the site %j', (typed, pattern) => {
  expect(tryParseSite(typed)).toBe(pattern);
});
