// Fields are told at least as well as browsers and password managers tell them, by their own published words.
import { describe, expect, test } from 'vitest';
import type { FieldClass } from '../../src/model/field.ts';
import { fieldOf } from '../../src/redaction/field.ts';
import type { FieldFacts } from '../../src/redaction/field-facts.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { createLabelMatcher } from '../../src/redaction/label-match.ts';
import { ANCHOR_CARD_PARTS, ANCHOR_FLOOR, ANCHOR_LABELS, ANCHOR_NAMES, AUTOFILL_TOKENS } from './anchor-words.ts';
import { FLOOR_LABELS, WORK_LABELS } from './work-labels.ts';

const matcher = createLabelMatcher(FIELD_WORDS);
const classOf = (facts: FieldFacts): FieldClass => fieldOf({ tag: 'input', type: 'text', ...facts }, matcher).class;

const rows = (table: Readonly<Partial<Record<FieldClass, string>>>, separator: string): (readonly [string, string])[] =>
  Object.entries(table).flatMap(([fieldClass, words]) =>
    words.split(separator).map((word) => [word, fieldClass] as const),
  );

describe('autofill tokens', () => {
  test.each(rows(AUTOFILL_TOKENS, ' '))(
    'autocomplete=%s is of class %s, alone and among others',
    (token, fieldClass) => {
      expect(classOf({ autocomplete: token })).toBe(fieldClass);
      expect(classOf({ autocomplete: `section-a shipping ${token.toUpperCase()} webauthn` })).toBe(fieldClass);
    },
  );
});

describe('labels', () => {
  test.each(rows(ANCHOR_LABELS, ','))('“%s” is a label of class %s', (label, fieldClass) => {
    expect(classOf({ labels: label })).toBe(fieldClass);
    expect(classOf({ placeholder: `${label} *` })).toBe(fieldClass);
  });
});

describe('names', () => {
  test.each(rows(ANCHOR_NAMES, ','))('%s is a name of class %s', (name, fieldClass) => {
    expect(classOf({ name })).toBe(fieldClass);
    expect(classOf({ id: name.replaceAll('-', '_') })).toBe(fieldClass);
  });
});

test.each(ANCHOR_CARD_PARTS.split(','))('“%s” is on the card in a form that asks for one, and else is not', (label) => {
  for (const form of ['Payment. Credit card number', 'Kartennummer', 'Numéro de carte']) {
    expect(fieldOf({ tag: 'select', labels: label, context: form }, matcher).mode).toBe('protected');
  }
  expect(fieldOf({ tag: 'select', labels: label, context: 'Annual report' }, matcher).mode).toBe('masked');
});

test.each(ANCHOR_FLOOR.split(','))('“%s” puts its field on the floor', (label) => {
  expect(fieldOf({ tag: 'input', labels: label }, matcher).mode).toBe('protected');
});

test.each(FLOOR_LABELS)('“%s” puts its field on the floor too', (label) => {
  expect(fieldOf({ tag: 'input', labels: label }, matcher).mode).toBe('protected');
});

test.each(WORK_LABELS)('“%s” does not', (label) => {
  expect(fieldOf({ tag: 'input', labels: label }, matcher).mode).toBe('masked');
});
