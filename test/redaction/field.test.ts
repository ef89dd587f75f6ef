import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, FieldClass } from '../../src/model/field.ts';
import { PROTECTED_CLASSES } from '../../src/model/field.ts';
import { fieldOf as fieldOfWith } from '../../src/redaction/field.ts';
import { classifyField as classifyFieldWith } from '../../src/redaction/field-class.ts';
import type { FieldFacts } from '../../src/redaction/field-facts.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';
import { createLabelMatcher } from '../../src/redaction/label-match.ts';
import { isOf } from '../../src/redaction/label-text.ts';
import { isProtectedClass, modeOf } from '../../src/redaction/mode.ts';
import { HARMLESS_LABELS, HARMLESS_NAMES, PROTECTED_LABELS, PROTECTED_NAMES } from './field-labels.ts';

const labelMatcher = createLabelMatcher(FIELD_WORDS);
const classifyField = (facts: FieldFacts): FieldClass => classifyFieldWith(facts, labelMatcher);
const fieldOf = (facts: FieldFacts | undefined): Field => fieldOfWith(facts, labelMatcher);

const rows = Object.entries(PROTECTED_LABELS).flatMap(([fieldClass, byLanguage]) =>
  Object.entries(byLanguage ?? {}).flatMap(([language, labels]) =>
    labels.map((label) => ({ fieldClass: fieldClass as FieldClass, language, label })),
  ),
);

describe('labels', () => {
  test.each(rows)('$language: "$label" is on the floor as $fieldClass', ({ label, fieldClass }) => {
    expect(fieldOf({ labels: label })).toEqual({ class: expect.any(String), mode: 'protected' });
    expect(fieldOf({ placeholder: label }).mode).toBe('protected');
    const found = classifyField({ labels: label });
    // Classes of the floor may share a word (`code secret`); what may not happen is a class outside of it.
    expect(isProtectedClass(found), `${found} instead of ${fieldClass}`).toBe(true);
  });

  test.each([
    ['1234 5678 9012 3456', 'card-number'],
    ['xxxx xxxx xxxx xxxx', 'card-number'],
    ['XXX-XX-XXXX', 'identity-number'],
    ['000.000.000-00', 'identity-number'],
    ['DE00 0000 0000 0000 0000 00', 'bank-account'],
    ['_ _ _ _ _ _', 'one-time-code'],
    ['••••••••••', 'password'],
    ['ghp_…', 'secret'],
    ['XXXXX-XXXXX-XXXXX', 'secret'],
  ])('the example %s says %s', (placeholder, fieldClass) => {
    expect(classifyField({ placeholder })).toBe(fieldClass);
  });

  test.each(['123-456-7890', '0.00', 'DD.MM.YYYY', '+49 151 23456789', '12345', 'name@example.org', 'PO-1234'])(
    'the example %s says nothing of the floor',
    (placeholder) => {
      expect(fieldOf({ placeholder }).mode).toBe('masked');
    },
  );

  test('a host below one at which people sign in or pay is of a provider, one that only ends alike is none', () => {
    const isProvider = (host: string): boolean => isOf(FIELD_WORDS.providers, host);
    expect(['acme.okta.com', 'js.stripe.com', 'www.paypal.com'].every(isProvider)).toBe(true);
    expect(['notpaypal.com', 'stripe.com', 'okta.com.example.org', ''].some(isProvider)).toBe(false);
  });

  test('nine in ten labels get the very class of the table', () => {
    const right = rows.filter(({ label, fieldClass }) => classifyField({ labels: label }) === fieldClass);
    expect(right.length / rows.length).toBeGreaterThan(0.9);
  });

  test('at least 14 languages have a word for a password, a one-time code, a card and an identity number', () => {
    for (const fieldClass of ['password', 'one-time-code', 'card-number', 'identity-number'] as const) {
      expect(Object.keys(PROTECTED_LABELS[fieldClass] ?? {}).length).toBeGreaterThanOrEqual(14);
    }
  });

  test.each(HARMLESS_LABELS)('"%s" is not on the floor', (label) => {
    expect(fieldOf({ labels: label, placeholder: label }).mode).toBe('masked');
  });
});

describe('names that developers gave', () => {
  test.each(PROTECTED_NAMES)('%s is on the floor', (name) => {
    expect(fieldOf({ name }).mode).toBe('protected');
    expect(fieldOf({ id: name, labels: 'Enter it here' }).mode).toBe('protected');
  });

  test.each(HARMLESS_NAMES)('%s is not on the floor', (name) => {
    expect(fieldOf({ name, labels: 'Enter it here' }).mode).toBe('masked');
  });
});

describe('structure', () => {
  const cases: readonly (readonly [string, FieldFacts, FieldClass])[] = [
    ['a password by type, in any case', { type: 'PassWord' }, 'password'],
    [
      'a password that is shown as text now',
      { type: 'text', everTypes: ['text', 'password'], labels: 'Field' },
      'password',
    ],
    ['a new password', { type: 'password', labels: 'Confirm password' }, 'new-password'],
    ['an autofill token among others', { autocomplete: 'section-a Current-Password webauthn' }, 'password'],
    ['a card number with shipping tokens', { autocomplete: 'section-pay billing cc-number' }, 'card-number'],
    ['a card code that is masked', { type: 'password', autocomplete: 'cc-csc' }, 'card-code'],
    ['a one-time code', { autocomplete: 'one-time-code', labels: 'Email' }, 'one-time-code'],
    ['text hidden by style', { labels: 'Field', isTextHidden: true }, 'secret'],
    ['a field that was secret before', { labels: 'E-mail', type: 'email', wasSecret: true }, 'secret'],
    ['six boxes of one character', { maxLength: 1, boxLengths: [1, 1, 1, 1, 1, 1], labels: 'Letter' }, 'one-time-code'],
    ['four boxes of four', { maxLength: 4, boxLengths: [4, 4, 4, 4] }, 'card-number'],
    ['boxes of a social security number', { maxLength: 3, boxLengths: [3, 2, 4] }, 'identity-number'],
    ['boxes of a licence key', { maxLength: 5, boxLengths: [5, 5, 5, 5, 5] }, 'secret'],
    ['three digits beside a card number', { maxLength: 3, labels: 'Code', context: 'Card number | Name' }, 'card-code'],
    ['a code in a form that signs in', { labels: 'Code', context: 'Verify your phone' }, 'one-time-code'],
    ['a short numeric code', { labels: 'Enter code', inputMode: 'numeric', maxLength: 6 }, 'one-time-code'],
    ['a short number without any label', { inputMode: 'numeric', maxLength: 6 }, 'one-time-code'],
    ['`pass` without any label', { name: 'pass' }, 'password'],
  ];
  test.each(cases)('%s', (_, facts, fieldClass) => {
    expect(fieldOf(facts)).toEqual({ class: fieldClass, mode: 'protected' });
  });

  const open: readonly (readonly [string, FieldFacts, FieldClass])[] = [
    ['an e-mail address', { type: 'email' }, 'email'],
    ['a phone number', { autocomplete: 'home tel-national' }, 'phone'],
    ['a name', { autocomplete: 'shipping given-name' }, 'name'],
    ['an address', { autocomplete: 'shipping address-line1', labels: 'Straße' }, 'address'],
    ['a birthday', { autocomplete: 'bday-year' }, 'birth-date'],
    ['a search', { type: 'search' }, 'search'],
    ['a date in three boxes', { maxLength: 2, boxLengths: [2, 2, 4], labels: 'Day' }, 'unknown'],
    ['a file', { type: 'file' }, 'file'],
    ['a choice', { tag: 'select', labels: 'Quantity' }, 'choice'],
    ['a reply', { isContentEditable: true, ariaLabel: 'Reply' }, 'message'],
    ['free text', { tag: 'textarea', labels: 'Reason' }, 'free-text'],
    ['`pass` with a label that clears it', { name: 'pass', labels: 'Passagiere' }, 'unknown'],
    ['nothing known', {}, 'unknown'],
  ];
  test.each(open)('%s is masked', (_, facts, fieldClass) => {
    expect(fieldOf(facts)).toEqual({ class: fieldClass, mode: 'masked' });
  });
});

describe('what cannot be read', () => {
  test('no facts, opaque facts and facts that are no text are protected', () => {
    const hostile = { labels: 'Search', type: {} } as unknown as FieldFacts;
    for (const facts of [undefined, { labels: 'Search', isOpaque: true }, hostile]) {
      expect(fieldOf(facts)).toEqual({ class: 'unknown', mode: 'protected' });
    }
  });
});

describe('modes', () => {
  test('the floor here is the floor of the model', () => {
    const all = new Set<FieldClass>([...PROTECTED_CLASSES, 'email', 'unknown', 'free-text', 'search', 'name']);
    expect([...all].filter(isProtectedClass)).toEqual([...PROTECTED_CLASSES]);
  });

  test('no rule lowers the floor', () => {
    for (const fieldClass of PROTECTED_CLASSES) {
      expect(modeOf(fieldClass, [{ mode: 'kept', specificity: 9 }])).toBe('protected');
    }
  });

  test('the closest rule wins, and the strictest of equals', () => {
    expect(modeOf('search', [])).toBe('masked');
    expect(
      modeOf('search', [
        { mode: 'masked', specificity: 1 },
        { mode: 'kept', specificity: 2 },
      ]),
    ).toBe('kept');
    expect(
      modeOf('search', [
        { mode: 'kept', specificity: 2 },
        { mode: 'masked', specificity: 2 },
      ]),
    ).toBe('masked');
  });
});

describe('laws', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(...HARMLESS_LABELS),
  );
  const facts: fc.Arbitrary<FieldFacts> = fc.record(
    {
      tag: fc.constantFrom('input', 'textarea', 'select', 'div'),
      type: fc.oneof(text, fc.constantFrom('text', 'email', 'number', 'search', 'tel', 'file')),
      everTypes: fc.array(text, { maxLength: 3 }),
      autocomplete: fc.oneof(text, fc.constantFrom('email', 'off', 'name', 'shipping tel')),
      name: text,
      id: text,
      labels: text,
      placeholder: text,
      ariaLabel: text,
      title: text,
      inputMode: text,
      maxLength: fc.integer({ min: -1, max: 300 }),
      pattern: text,
      neighbour: text,
      context: text,
      boxLengths: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 6 }),
      isContentEditable: fc.boolean(),
      isMultiline: fc.boolean(),
      wasSecret: fc.boolean(),
      isTextHidden: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test('any facts get a class', () => {
    fc.assert(fc.property(facts, (some) => void expect(['protected', 'masked']).toContain(fieldOf(some).mode)));
  });

  test('no further fact takes a field off the floor', () => {
    const secret: fc.Arbitrary<FieldFacts> = fc.oneof(
      fc
        .constantFrom(...rows)
        .chain(({ label }) =>
          fc.constantFrom('labels', 'placeholder', 'ariaLabel', 'title', 'neighbour').map((key) => ({ [key]: label })),
        ),
      fc.constantFrom(...PROTECTED_NAMES).map((name) => ({ name })),
      fc.constantFrom<FieldFacts>({ type: 'password' }, { everTypes: ['password'] }, { autocomplete: 'cc-csc' }),
      fc.constantFrom<FieldFacts>({ wasSecret: true }, { isTextHidden: true }),
    );
    fc.assert(
      fc.property(secret, facts, (sign, others) => fieldOf({ ...others, ...sign }).mode === 'protected'),
      { numRuns: 500 },
    );
  });

  test('a secret word keeps its field on the floor whatever stands around it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rows), fc.constantFrom(...HARMLESS_LABELS), ({ label }, other) => {
        // Acronyms that are words of another language count only in capitals or alone.
        fc.pre(!/^(RUT|rut)$/.test(label));
        return fieldOf({ labels: `${label} | ${other}` }).mode === 'protected';
      }),
    );
  });

  test('a label of megabytes is read within a moment', () => {
    const started = performance.now();
    fieldOf({ labels: 'x password '.repeat(100_000), name: 'a_'.repeat(200_000), context: 'card '.repeat(100_000) });
    expect(performance.now() - started).toBeLessThan(250);
  });
});
