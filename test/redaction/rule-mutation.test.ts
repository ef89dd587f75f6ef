// Each rule that puts a field on the floor is needed: without it some label of the tables, or some example, gets another class.
import { expect, test } from 'vitest';
import type { FieldClass, FieldWords } from '../../src/model/field.ts';
import { classifyField } from '../../src/redaction/field-class.ts';
import type { FieldFacts } from '../../src/redaction/field-facts.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { createLabelMatcher } from '../../src/redaction/label-match.ts';
import { LABELS } from '../redaction-corpus/cases/labels.ts';
import { HARMLESS_LABELS, PROTECTED_LABELS, PROTECTED_NAMES } from './field-labels.ts';

const EXAMPLES =
  '1234 5678 9012 3456|XXX-XX-XXXX|DE00 0000 0000 0000 0000 00|_ _ _ _ _ _|••••••••••|ghp_…|00-00-00|AB 12 34 56 C'.split(
    '|',
  );
const PATTERNS = ['[0-9 ]{13,19}', '\\d{3}-\\d{2}-\\d{4}'];
const GLUED = ['cardcvc', 'userssn', 'ibanfield', 'pwdfield', 'otpbox'];

const facts: readonly FieldFacts[] = [
  ...Object.values(PROTECTED_LABELS)
    .flatMap((byLanguage) => Object.values(byLanguage ?? {}).flat())
    .map((labels) => ({ labels })),
  ...Object.values(LABELS)
    .flat()
    .map((entry) => ({ labels: entry.split('|')[1] ?? '' })),
  ...HARMLESS_LABELS.map((labels) => ({ labels })),
  ...[...PROTECTED_NAMES, ...GLUED].map((name) => ({ name })),
  ...EXAMPLES.map((placeholder) => ({ placeholder })),
  ...PATTERNS.map((pattern) => ({ pattern })),
  { labels: 'Code', context: 'We sent a text message' },
  { labels: 'Security number' },
  { labels: 'Month', context: 'Card number' },
  { labels: 'Code', context: 'Card', maxLength: 3 },
];
const whole = createLabelMatcher(FIELD_WORDS);
const expected = facts.map((one) => classifyField(one, whole));

/** Tables with one rule less. */
function* mutations(): Generator<readonly [rule: string, table: FieldWords]> {
  for (const list of ['protectedPairs', 'protectedWords', 'glued', 'shapes'] as const)
    for (const i of FIELD_WORDS[list].keys())
      yield [
        `${list} ${i}: ${fieldClassOf(FIELD_WORDS[list][i])}`,
        { ...FIELD_WORDS, [list]: FIELD_WORDS[list].toSpliced(i, 1) },
      ];
  for (const list of ['codes', 'codeSenders', 'cards', 'cardParts', 'harmless'] as const)
    yield [list, { ...FIELD_WORDS, [list]: 'nonesuch' }];
}

function fieldClassOf(
  rule:
    | FieldWords['protectedPairs'][number]
    | FieldWords['protectedWords'][number]
    | readonly [string, FieldClass]
    | undefined,
): string {
  return rule?.find((part) => /^[a-z-]{4,16}$/.test(part ?? '')) ?? '';
}

test.each([...mutations()])('without %s some field gets another class', (_, table) => {
  const matcher = createLabelMatcher(table);
  expect(facts.some((one, i) => classifyField(one, matcher) !== expected[i])).toBe(true);
});
