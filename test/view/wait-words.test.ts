import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { WAIT_REASONS } from '../../src/model/worker-api.ts';
import { waitText } from '../../src/view/wait-words.ts';
import { sayFrom } from './say-english.ts';

const file = new URL('../../assets/_locales/en/messages.json', import.meta.url);
const say = sayFrom(JSON.parse(readFileSync(file, 'utf8')));
const NOW = new Date(2026, 2, 5, 14, 35).getTime();

test.each(WAIT_REASONS)('why records wait is said in one or two sentences: %s', (reason) => {
  expect(waitText({ reason, until: NOW + 60_000 }, NOW, say)).toMatch(/^[A-Z].{20,110}\.$/);
});

test('each reason has words of its own', () => {
  expect(new Set(WAIT_REASONS.map((reason) => waitText({ reason, until: NOW }, NOW, say))).size).toBe(
    WAIT_REASONS.length,
  );
});
