import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/model/field.ts';
import type { KeyModifiers } from '../../src/redaction/key-name.ts';
import { keyToRecord } from '../../src/redaction/key-name.ts';
import type { TypedBurst } from '../../src/redaction/typed-burst.ts';
import { toClipboardLength, toTypingFacts } from '../../src/redaction/typed-burst.ts';

const secret: Field = { class: 'password', mode: 'protected' };
const masked: Field = { class: 'search', mode: 'masked' };
const kept: Field = { class: 'search', mode: 'kept' };
const none: KeyModifiers = { isCtrl: false, isMeta: false, isAlt: false, isAltGraph: false };
const ctrl: KeyModifiers = { ...none, isCtrl: true };
const meta: KeyModifiers = { ...none, isMeta: true };
const altGraph: KeyModifiers = { ...none, isAltGraph: true };
const ctrlAlt: KeyModifiers = { ...ctrl, isAlt: true };

describe('typing', () => {
  const burst: TypedBurst = {
    insertedChars: 17,
    deletedChars: 2,
    corrections: 1,
    isPasted: true,
    isAutofilled: false,
    ms: 2_500,
  };

  test('a burst is told in buckets', () => {
    expect(toTypingFacts(burst, masked)).toEqual({
      inserted: '17-32',
      deleted: '1-4',
      corrections: '1-4',
      pasted: true,
      duration: '1-3',
    });
    expect(
      toTypingFacts({ ...burst, deletedChars: 0, corrections: 0, isPasted: false, isAutofilled: true }, masked),
    ).toEqual({
      inserted: '17-32',
      autofilled: true,
      duration: '1-3',
    });
  });

  test('of a protected field nothing is told', () => {
    expect(toTypingFacts(burst, secret)).toEqual({});
    expect(toClipboardLength(17, secret)).toBeUndefined();
  });

  test('what was copied is told as a bucket, in a field or not', () => {
    expect(toClipboardLength(17, masked)).toBe('17-32');
    expect(toClipboardLength(0, undefined)).toBe('0');
  });

  test('no exact number leaves', () => {
    const count = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(count, count, count, count, (insertedChars, deletedChars, corrections, ms) => {
        const facts = toTypingFacts(
          { insertedChars, deletedChars, corrections, isPasted: false, isAutofilled: false, ms },
          masked,
        );
        for (const value of Object.values(facts)) expect(value).toMatch(/^(0|\d+-\d+|\d+\+)$/);
      }),
    );
  });
});

describe('keys', () => {
  test.each<[string, KeyModifiers, Field | undefined, boolean]>([
    ['Enter', none, undefined, true],
    ['ArrowDown', none, undefined, true],
    ['F5', none, undefined, true],
    ['Delete', none, undefined, true],
    ['Backspace', none, undefined, true],
    ['c', ctrl, undefined, true],
    ['k', meta, undefined, true],
    ['m', ctrlAlt, undefined, true],
    ['a', none, undefined, false],
    ['7', none, undefined, false],
    [' ', none, undefined, false],
    ['€', altGraph, undefined, false],
    ['@', ctrlAlt, undefined, false],
    ['ą', ctrlAlt, undefined, false],
    ['q', { ...ctrl, isAltGraph: true }, undefined, false],
    ['Dead', none, undefined, false],
    ['Process', none, undefined, false],
    ['Shift', none, undefined, false],
    ['Tab', none, masked, true],
    ['Enter', none, masked, true],
    ['Escape', none, masked, true],
    ['v', ctrl, masked, true],
    ['Enter', ctrl, masked, true],
    ['ArrowLeft', none, masked, false],
    ['ArrowLeft', ctrl, masked, false],
    ['Backspace', none, masked, false],
    ['Backspace', ctrl, masked, false],
    ['F2', none, masked, false],
    ['Home', none, kept, false],
    ['a', none, kept, false],
    ['Tab', none, secret, true],
    ['Enter', none, secret, true],
    ['Escape', none, secret, false],
    ['v', ctrl, secret, false],
    ['Enter', meta, secret, false],
    ['a', none, secret, false],
  ])('%s with %o in %o is recorded: %s', (key, modifiers, field, isRecorded) => {
    expect(keyToRecord(key, modifiers, field)).toBe(isRecorded ? key : undefined);
  });

  test('a character alone is never recorded, wherever it is typed', () => {
    const char = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(
        char,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(undefined, masked, kept, secret),
        (key, isAlt, isAltGraph, field) => {
          expect(keyToRecord(key, { ...none, isAlt, isAltGraph }, field)).toBeUndefined();
        },
      ),
    );
  });

  test('in a protected field Tab and Enter are recorded, and no other command, shortcut or character', () => {
    const commands = fc.constantFrom(
      ...['Tab', 'Enter', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp'],
      ...['PageDown', 'F1', 'F12', 'ContextMenu', 'Delete', 'Backspace', ' ', 'v', '7'],
    );
    fc.assert(
      fc.property(fc.oneof(commands, fc.string()), fc.boolean(), fc.boolean(), (key, isCtrl, isMeta) => {
        const isTold = !isCtrl && !isMeta && (key === 'Tab' || key === 'Enter');
        expect(keyToRecord(key, { ...none, isCtrl, isMeta }, secret)).toBe(isTold ? key : undefined);
      }),
      { numRuns: 400 },
    );
  });
});
