// Every kind of record and action reads as a sentence, and says no more than the record.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordBody } from '../../src/model/record.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import { createReducer } from '../../src/session/reduce/reduce.ts';
import { actionSentence } from '../../src/view/action-sentence.ts';
import { KIND_NAMES } from '../../src/view/kind-names.ts';
import { leftOutText, placedSentence, recordSentence } from '../../src/view/record-sentence.ts';
import { madeRecords } from '../export/made-session.ts';
import { bodyOf, record } from '../session/arbitrary.ts';
import { sayFrom } from './say-english.ts';

const messages = JSON.parse(readFileSync(new URL('../../assets/_locales/en/messages.json', import.meta.url), 'utf8'));
const say = sayFrom(messages);
const sentence = (body: object): string => recordSentence({ seq: 0, t: 0, ...body } as never, say);
const target = (more: object) => ({ node: 1, tag: 'button', role: 'button', ...more });

const masked = { class: 'search', mode: 'masked' };
const click = {
  kind: 'click',
  by: 'mouse',
  count: 1,
  button: 'primary',
  target: target({ name: { text: 'Approve' } }),
};

test.each([
  [click, 'Clicked the button “Approve”'],
  [{ ...click, target: target({ role: 'row', name: { length: '9-16' } }) }, 'Clicked the row with hidden text'],
  [{ ...click, target: target({ role: 'constructor' }) }, 'Clicked the part of the page'],
  [{ ...click, count: 2 }, 'Clicked the button “Approve” twice'],
  [{ ...click, button: 'secondary' }, 'Clicked the button “Approve” with the right button'],
  [{ ...click, button: 'auxiliary' }, 'Clicked the button “Approve” with the middle button'],
  [{ ...click, by: 'keyboard' }, 'Pressed the button “Approve” by keyboard'],
  [
    { kind: 'typing', field: masked, inserted: '9-16', target: target({ name: { text: 'Customer' } }) },
    'Typed about 9–16 characters in a masked field “Customer”',
  ],
  [
    { kind: 'typing', field: masked, inserted: '9-16', target: target({ name: { length: '1-4' } }) },
    'Typed about 9–16 characters in a masked field',
  ],
  [
    { kind: 'typing', field: masked, deleted: '1-4', target: target({}) },
    'Deleted about 1–4 characters in a masked field',
  ],
  [{ kind: 'typing', field: masked, pasted: true, target: target({}) }, 'Pasted into a masked field'],
  [
    { kind: 'typing', field: { class: 'password', mode: 'protected' }, target: target({}) },
    'Typed in a protected field',
  ],
  [
    { kind: 'typing', field: { class: 'search', mode: 'kept' }, text: 'lost', target: target({}) },
    'Typed “lost” in a field whose text is kept',
  ],
  [{ kind: 'key', key: 'c', modifiers: ['Control'] }, 'Pressed Control+c'],
  [{ kind: 'drag', by: 'html', ms: 1 }, 'Dragged something in from outside'],
  [{ kind: 'page', cause: 'link', url: 'https://desk.example/ticket/:id' }, 'Opened the page desk.example/ticket/:id'],
  [{ kind: 'page', cause: 'spa', url: 'https://desk.example/list' }, 'Went to desk.example/list'],
  [{ kind: 'gap', reason: 'paused', from: 1_000, to: 15 * 60_000 }, 'Not recorded for 15 minutes: you had paused'],
])('%j', (body, words) => {
  expect(sentence(body)).toBe(words);
});

test('what happens on a page is said with its host; what happens to the recording is not', () => {
  const at = 'https://desk.example';
  expect(placedSentence(click as never, at, say)).toBe('Clicked the button “Approve” on desk.example');
  const gap = { kind: 'gap', reason: 'exempt', from: 0, to: 5_000 } as const;
  expect(placedSentence(gap, at, say)).toBe('Not recorded for 5 seconds: an exemption applied');
});

test('what a record leaves out is said beside it', () => {
  const typing = { kind: 'typing', field: { class: 'password', mode: 'protected' }, target: target({}) };
  expect(leftOutText(typing as never, say)).toContain('not even how much');
  expect(leftOutText({ ...typing, field: masked } as never, say)).toBe('The characters are not recorded.');
  expect(leftOutText({ ...typing, field: { ...masked, mode: 'kept' }, text: 'a' } as never, say)).toBe('');
  expect(leftOutText(click as never, say)).toBe('');
});

test('every kind that a file may hold has a name to choose it by', () => {
  expect(Object.keys(KIND_NAMES).toSorted()).toEqual([...RECORD_KINDS].toSorted());
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
      const said = recordSentence({ ...any, text: 'canary-7431' }, say);
      expect(said).not.toContain('canary-7431');
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
