// Times and durations as people read them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Say } from '../../src/view/message-key.ts';
import { countText, minutesLeft, minutesText, momentText, nextMinuteInMs } from '../../src/view/time-words.ts';

const english: Say = () => 'en';
const german: Say = () => 'de';
const NOW = new Date(2026, 2, 5, 14, 35).getTime();

test('one minute is singular, in the language of the words', () => {
  expect(minutesText(1, english)).toBe('1 minute');
  expect(minutesText(15, english)).toBe('15 minutes');
  expect(minutesText(1, german)).toBe('1 Minute');
});

test('counts are grouped as the language does it', () => {
  expect(countText(1_204, english)).toBe('1,204');
  expect(countText(1_204, german)).toBe('1.204');
});

test('a moment of today has no date, one of another day has', () => {
  expect(momentText(NOW - 60_000, NOW, german)).toBe('14:34');
  expect(momentText(NOW - 24 * 3_600_000, NOW, german)).toContain('04.03.2026');
});

test('the shown minutes change exactly when nextMinuteInMs says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 * 60_000 }), (leftMs) => {
      const waitMs = nextMinuteInMs(NOW + leftMs, NOW) ?? Number.NaN;
      const shown = minutesLeft(NOW + leftMs, NOW);
      expect(minutesLeft(NOW + leftMs, NOW + waitMs - 1)).toBe(shown);
      expect(minutesLeft(NOW + leftMs, NOW + waitMs)).toBe(shown - 1);
    }),
  );
  expect(nextMinuteInMs(NOW, NOW)).toBeUndefined();
});
