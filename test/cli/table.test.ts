import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatCountOf, formatDuration, formatTime } from '../../src/cli/quantity.ts';
import { formatTable, formatTimeline, printable, shorten } from '../../src/cli/table.ts';

test('a table fits its width, whatever its first column holds', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 300 }), fc.nat().map(String))), (rows) => {
      for (const line of formatTable(rows, [1], 60)) expect([...line].length).toBeLessThanOrEqual(60);
    }),
  );
});

test('columns stand under each other, numbers to the right', () => {
  expect(
    formatTable(
      [
        ['a', '1'],
        ['long name', '1,000'],
      ],
      [1],
    ),
  ).toEqual(['a              1', 'long name  1,000']);
});

test('no control sign is printed', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}|\p{Cf}/u.test(printable(text))));
  expect(printable('a\u001b[2J\u202e')).toBe('a\\u{1b}[2J\\u{202e}');
});

test('a text that is cut says so', () => {
  expect(shorten('abcdef', 4)).toBe('abc…');
  expect(shorten('abc', 4)).toBe('abc');
});

test('a timeline is highest where most happened and shows where nothing did', () => {
  expect(formatTimeline({ stretchMs: 1_000, counts: [0, 1, 80, 40] })).toBe('·▁█▄');
});

test.each([
  [formatCount(999), '999'],
  [formatCount(1_234_567), '1,234,567'],
  [formatCountOf(1, 'record'), '1 record'],
  [formatCountOf(0, 'record'), '0 records'],
  [formatBytes(999), '999 B'],
  [formatBytes(1_200), '1.2 kB'],
  [formatBytes(12_345_678), '12 MB'],
  [formatBytes(999_999), '1.0 MB'],
  [formatDuration(400), '0.4 s'],
  [formatDuration(59_600), '1 min 0 s'],
  [formatDuration(184_000), '3 min 4 s'],
  [formatDuration(7_500_000), '2 h 5 min'],
  [formatDuration(3 * 86_400_000), '3 d 0 h'],
  [formatTime('2026-03-04T08:00:00.123Z'), '2026-03-04 08:00:00 UTC'],
  [formatTime('yesterday'), 'yesterday'],
])('%s', (actual, expected) => {
  expect(actual).toBe(expected);
});
