// Every label of the corpus by itself, and the names of elements, without a browser.
import { expect, test } from 'vitest';
import type { SafeSelector } from '../../src/model/safe.ts';
import { cleanSelector, cleanTag } from '../../src/redaction/clean-token.ts';
import { fieldOf } from '../../src/redaction/field.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { createLabelMatcher } from '../../src/redaction/label-match.ts';
import { LABELS, PERSONAL_LABELS } from './cases/labels.ts';

const matcher = createLabelMatcher(FIELD_WORDS);
const modeOf = (label: string): string => fieldOf({ tag: 'input', type: 'text', labels: label }, matcher).mode;
const labelsIn = (table: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.values(table)
    .flat()
    .map((entry) => entry.split('|')[1] ?? '');

test.each(labelsIn(LABELS))('“%s” puts its field on the floor', (label) => {
  expect(modeOf(label)).toBe('protected');
});

test.each(labelsIn(PERSONAL_LABELS))('“%s” does not', (label) => {
  expect(modeOf(label)).toBe('masked');
});

const vocabulary = {
  isCodeWord: (word: string): boolean => ['text', 'field', 'input'].includes(word),
  isInterfaceWord: (): boolean => false,
  isRole: (): boolean => false,
};

test('a custom element keeps its tag while its words after the prefix are vocabulary', () => {
  expect(cleanTag('vaadin-text-field', vocabulary)).toBe('vaadin-text-field');
  expect(cleanTag('button', vocabulary)).toBe('button');
  expect(cleanTag('x-erika-mustermann', vocabulary)).toBe('unknown');
});

test.each([
  'html > body > x-erika:nth-of-type(1)',
  '/html[1]/x-erika[1]',
  'x-erika:nth-of-type(1) >>> input:nth-of-type(1)',
])('no selector holds the tag that is named after somebody: %s', (selector) => {
  expect(cleanSelector(selector as SafeSelector, vocabulary)).toBeUndefined();
  expect(cleanSelector(selector.replace('x-erika', 'x-field') as SafeSelector, vocabulary)).toBe(
    selector.replace('x-erika', 'x-field'),
  );
});
