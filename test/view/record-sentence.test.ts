// Every kind of record and action reads as a sentence, and says no more than the record.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordBody } from '../../src/model/record.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import { createReducer } from '../../src/session/reduce/reduce.ts';
import { actionSentence } from '../../src/view/action-sentence.ts';
import { recordSentence } from '../../src/view/record-sentence.ts';
import { madeRecords } from '../export/made-session.ts';
import { bodyOf, record } from '../session/arbitrary.ts';
import { sayFrom } from './say-english.ts';

const messages = JSON.parse(readFileSync(new URL('../../assets/_locales/en/messages.json', import.meta.url), 'utf8'));
const say = sayFrom(messages);
const sentence = (body: object): string => recordSentence({ seq: 0, t: 0, ...body } as never, say);
const target = (more: object) => ({ node: 1, tag: 'button', role: 'button', ...more });

test.each([
  [
    { kind: 'click', by: 'mouse', count: 1, button: 'primary', target: target({ name: { text: 'Approve' } }) },
    'Clicked the button “Approve”',
  ],
  [
    { kind: 'click', by: 'mouse', count: 1, button: 'secondary', target: target({ name: { length: '9-16' } }) },
    'Right-clicked the button',
  ],
  [
    { kind: 'click', by: 'keyboard', count: 1, button: 'primary', target: target({}) },
    'Pressed the button by keyboard',
  ],
  [
    {
      kind: 'typing',
      field: { class: 'name', mode: 'masked' },
      inserted: '9-16',
      target: target({ role: 'textbox', name: { text: 'Customer' } }),
    },
    'Typed about 9-16 characters into a masked field: the field “Customer”. The characters are not recorded.',
  ],
  [
    { kind: 'typing', field: { class: 'password', mode: 'protected' }, target: target({}) },
    'Used a protected field. Nothing of what was typed is recorded, not even how much.',
  ],
  [
    {
      kind: 'typing',
      field: { class: 'search', mode: 'kept' },
      text: 'printer',
      target: target({ role: 'searchbox' }),
    },
    'Typed “printer” into the field',
  ],
  [{ kind: 'page', cause: 'link', url: 'https://desk.example/ticket/:id' }, 'Opened desk.example/ticket/:id'],
  [{ kind: 'gap', reason: 'paused', from: 1_000, to: 61_000 }, 'Nothing was recorded for 60 seconds: you had paused.'],
])('%j', (body, words) => {
  expect(sentence(body)).toBe(words);
});

test('every record reads as a sentence without holes', () => {
  for (const kind of RECORD_KINDS) {
    fc.assert(
      fc.property(bodyOf(kind), (body: RecordBody) => {
        const words = sentence(body);
        expect(words).not.toMatch(/undefined|NaN|\[object/);
        expect(words.length).toBeGreaterThan(3);
      }),
      { numRuns: 20 },
    );
  }
});

test('a masked field’s sentence never holds a text that slipped into the record', () => {
  fc.assert(
    fc.property(record, (any) => {
      if (any.kind !== 'typing' || (any.field.mode !== 'masked' && any.field.mode !== 'protected')) return;
      expect(recordSentence({ ...any, text: 'canary-7431' }, say)).not.toContain('canary-7431');
    }),
  );
});

test('every action reads as a sentence', () => {
  const reducer = createReducer();
  const pieces = [...madeRecords(10)].flatMap((made) => [...reducer.record(made)]).concat(reducer.end());
  const words = pieces.flatMap((piece) => (piece.kind === 'action' ? [actionSentence(piece.action, say)] : []));
  expect(words).toContain('Clicked the button “Save”');
  expect(words.length).toBeGreaterThan(20);
  for (const line of words) expect(line).not.toMatch(/\$\d|undefined|NaN|\[object/);
});
