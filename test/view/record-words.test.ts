// Records as sentences that people understand.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RecordBody } from '../../src/model/record.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import type { Target } from '../../src/model/target.ts';
import { KIND_NAMES, placedSentence } from '../../src/view/record-words.ts';
import { sayFrom } from './say-english.ts';

const say = sayFrom(
  JSON.parse(readFileSync(new URL('../../assets/_locales/en/messages.json', import.meta.url), 'utf8')),
);
const BUTTON = { node: 1, tag: 'button', role: 'button', name: { text: 'Approve' } } as unknown as Target;
const HIDDEN = { node: 2, tag: 'li', role: 'row', name: { length: '9-16' } } as unknown as Target;
const MASKED = { class: 'search', mode: 'masked' } as const;
const click = { kind: 'click', button: 'primary', count: 1, by: 'mouse', target: BUTTON } as const;

test.each<[RecordBody, string]>([
  [click, 'Clicked the button “Approve” on desk.example'],
  [{ ...click, count: 2, target: HIDDEN }, 'Clicked the row with hidden text twice on desk.example'],
  [{ ...click, by: 'keyboard' }, 'Pressed the button “Approve” by keyboard on desk.example'],
  [
    { kind: 'typing', field: MASKED, target: BUTTON, inserted: '9-16', duration: '1-3' },
    'Typed about 9–16 characters in a masked field on desk.example',
  ],
  [
    { kind: 'typing', field: { class: 'password', mode: 'protected' }, target: BUTTON },
    'Typed in a protected field on desk.example',
  ],
  [{ kind: 'key', key: 'c', modifiers: ['Control'] } as RecordBody, 'Pressed Control+c on desk.example'],
  [
    { kind: 'gap', reason: 'paused', from: 0, to: 15 * 60_000 },
    'Not recorded for 15 minutes: you had paused on desk.example',
  ],
])('%j reads “%s”', (body, sentence) => {
  expect(placedSentence(body, 'https://desk.example', say)).toBe(sentence);
});

test('every kind that a file may hold has a name to choose it by', () => {
  expect(Object.keys(KIND_NAMES).toSorted()).toEqual([...RECORD_KINDS].toSorted());
});
