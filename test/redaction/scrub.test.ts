// What the detectors take out of text that policy lets through, and what they leave.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumberPlans, readSecretPatterns, toPlanFile, toSecretFile } from '../../src/dev/make-detectors.ts';
import { scrub, scrubSecrets } from './scrubber.ts';
import { TYPED_TEXTS, WORK_TEXTS } from './typed-texts.ts';

const clean = (text: string): string => scrub(text, { names: ['Peter Schröder', '王小明'] });

describe('personal data becomes a typed placeholder', () => {
  test.each([
    ['write to erika.m@example.com, please', 'write to [email], please'],
    ['erika (at) example (dot) org', '[email]'],
    ['call +49 30 1234567 or (415) 555-2671', 'call [phone] or [phone]'],
    ['Rückruf 0171 2345678 erbeten', 'Rückruf [phone] erbeten'],
    ['host 10.0.0.12 and fe80::1ff:fe23:4567:890a', 'host [ip] and [ip]'],
    ['00:1A:2B:3C:4D:5E', '[mac]'],
    ['at 52.520008, 13.404954', 'at [coordinates]'],
    ['born 12.03.1985, geb. 1.2.90', 'born [birth date], geb. [birth date]'],
    ['https://desk.example/case/48213?x=1#top', '[url]'],
    ['Herr Mustermann traf Mrs. Ann Lee', 'Herr [name] traf Mrs. [name]'],
    ["met Schroder and SCHRÖDER's wife", "met [name] and [name]'s wife"],
    ['请联系王小明', '请联系[name]'],
  ])('%s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('numbers of the floor go, also from kept text', () => {
  test.each([
    ['card 4111 1111 1111 1111 please', 'card [card] please'],
    ['４１１１ １１１１ １１１１ １１１１', '[card]'],
    ['4\u200b111-1111-1111-1111', '[card]'],
    ['IBAN DE89 3704 0044 0532 0130 00 bitte', 'IBAN [iban] bitte'],
    ['US 536-90-4399', 'US [id]'],
    ['GB AB 12 34 56 C', 'GB [id]'],
    ['GB 943 476 5919', 'GB [id]'],
    ['DE 86095742719', 'DE [id]'],
    ['FR 2 95 10 99 126 111 93', 'FR [id]'],
    ['ES 54362315-K', 'ES [id]'],
    ['ES X-2482300-W', 'ES [id]'],
    ['IT RCCMNL83S18D969H', 'IT [id]'],
    ['NL 111222333', 'NL [id]'],
    ['PL 44051401359', 'PL [id]'],
    ['BR 390.533.447-05', 'BR [id]'],
    ['IN 2341 2341 2346', 'IN [id]'],
    ['IN ABCPE1234F', 'IN [id]'],
    ['CN 11010519491231002X', 'CN [id]'],
    ['JP 1234 5678 9018', 'JP [id]'],
  ])('%s', (text, expected) => {
    expect(scrubSecrets(text)).toBe(expected);
    expect(clean(text)).toBe(expected);
  });
});

describe('secrets go, also from kept text', () => {
  test.each([
    ['https://user:pw@host.example/x', '[url]'],
    ['open https://a.example/reset?token=abc', 'open [url]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def_1', '[jwt]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----', '[key]'],
    ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[token]'],
    ['AKIAIOSFODNN7EXAMPLE', '[token]'],
    ['password: hunter2! and PIN 4711', 'password: [secret] and PIN [code]'],
    ['{"password": "a b c"}', '{"password": "[secret]"}'],
    ['482913 is your Google verification code', '[code] is your Google verification code'],
    ['パスワードはKranich7です', 'パスワードは[secret]です'],
    ['legal winner thank year wave sausage worth useful legal winner thank yellow', '[secret]'],
  ])('%s', (text, expected) => {
    expect(scrubSecrets(text)).toBe(expected);
    expect(clean(text)).toBe(expected);
  });
});

describe('text of work stays', () => {
  test.each([
    'please reset the password for ticket 12345',
    'the total is 1.234.567,89 EUR, version 1.2.3, room 12, Q3 2026',
    'meeting 12:30:45 on 2026-11-22, 3 items @ 4.50',
    'invoice INV-2026-00123 approved',
    'see https://desk.example/tickets',
  ])('%s', (text) => {
    expect(clean(text)).toBe(text);
    expect(scrubSecrets(text)).toBe(text);
  });
});

test.each(TYPED_TEXTS)('nothing is left of $gone in “$text”', ({ text, gone, isFloor }) => {
  const left = (cleaned: string): string[] => gone.split('|').filter((part) => cleaned.includes(part));
  expect(left(clean(text))).toEqual([]);
  if (isFloor) expect(left(scrubSecrets(text))).toEqual([]);
});

test.each(WORK_TEXTS)('“%s” stays as it is', (text) => {
  expect(clean(text)).toBe(text);
  expect(scrubSecrets(text)).toBe(text);
});

const fragment = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'erika@example.com',
    '4111111111111111',
    ' ',
    '@',
    ':',
    'password',
    '+49 30 123',
    'DE89',
    '[email]',
    '[token',
    ']',
    'born ',
    '1.2.90',
    '-',
    '1234',
    'eyJhbGciOi',
    'Herr ',
    'Kranich',
  ),
);

test('scrubbing is idempotent, and placeholders are fixed points', () => {
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
      const once = clean(parts.join(''));
      expect(clean(once)).toBe(once);
      const kept = scrubSecrets(parts.join(''));
      expect(scrubSecrets(kept)).toBe(kept);
    }),
    { numRuns: 500 },
  );
});

test('the data of the detectors are those of the installed rule sets', async () => {
  const read = (name: string): string =>
    readFileSync(path.resolve(import.meta.dirname, '../../src/redaction', name), 'utf8');
  expect(read('secret-patterns.ts')).toBe(toSecretFile(await readSecretPatterns()));
  expect(read('number-plans.ts')).toBe(toPlanFile(readNumberPlans()));
});

test('a card number beside other digits is found with them', () => {
  for (const digits of ['54929102681723643', '49291026817236437', '1234929102681723643'])
    expect(scrubSecrets(`paid with ${digits} today`), digits).toBe('paid with [card] today');
  expect(scrubSecrets('order 20261201123456789 today')).toBe('order 20261201123456789 today');
});
