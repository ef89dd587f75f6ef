// The corpus itself: large, varied, and each case once. And the oracle finds what is planted.
import { expect, test } from 'vitest';
import { CASES } from './cases/all.ts';
import type { Case } from './runner/case.ts';
import { vectorOf } from './runner/case.ts';
import { findInRecords, findInText, needlesOf } from './runner/string-oracle.ts';
import { findRevealed } from './runner/structure-oracle.ts';

test('the corpus has at least 400 cases, each with an id of its own', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(400);
  expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
});

test('at least 150 cases differ in vector, and no more than three share their HTML', () => {
  expect(new Set(CASES.map(vectorOf)).size).toBeGreaterThanOrEqual(150);
  const shared = [...Map.groupBy(CASES, ({ html }) => html).values()].filter((cases) => cases.length > 3);
  expect(shared.map((cases) => cases.map(({ id }) => id))).toEqual([]);
});

test('the corpus speaks at least 14 languages', () => {
  expect(new Set(CASES.map(({ locale }) => locale.split('-', 1)[0])).size).toBeGreaterThanOrEqual(14);
});

const planted: Case = {
  id: 'ZZ01',
  category: 'payment',
  locale: 'en',
  framework: '',
  html: '',
  target: '#f',
  action: 'type',
  typed: 'Krokodil-99!',
  steps: [],
  mustNotLeak: ['Krokodil-99!'],
  mustKeep: [],
  mustNotReveal: ['exact_length'],
  note: '',
  policy: 'any',
};
const click = (text: string): { readonly kind: string; readonly [key: string]: unknown } => ({
  kind: 'click',
  doc: 'a',
  target: { node: 1, tag: 'button', name: { text } },
});

test.each([
  ['plain', 'Save Krokodil-99! now'],
  ['in other letters', 'ＫＲＯＫＯＤＩＬ－９９!'],
  ['with invisible characters', 'Kro\u200bko\u00addil-99!'],
  ['percent-encoded', encodeURIComponent('Krokodil-99!').replaceAll('K', '%4B')],
  ['base64', Buffer.from('Krokodil-99!').toString('base64')],
  ['hex', Buffer.from('Krokodil-99!').toString('hex')],
  ['reversed', [...'Krokodil-99!'].reverse().join('')],
  ['as entities', [...'Krokodil-99!'].map((char) => `&#${char.codePointAt(0) ?? 0};`).join('')],
  ['in part', 'kodil-99'],
])('the oracle finds a string %s', (_, text) => {
  expect(findInRecords(planted, [click(text)], '')).not.toEqual([]);
});

test('the oracle finds a string that names of pressed keys spell', () => {
  expect(findInRecords(planted, [...'Krokodil99!'].map(click), '')).not.toEqual([]);
});

test('the oracle finds hashes and encodings in raw text', () => {
  for (const needle of needlesOf('Krokodil-99!')) expect(findInText(planted, `x${needle}y`)).not.toEqual([]);
  expect(findInText(planted, 'nothing here')).toEqual([]);
});

test('the oracle finds an exact length and lets buckets and places pass', () => {
  const typing = {
    kind: 'typing',
    doc: 'a',
    field: { class: 'name', mode: 'masked' },
    target: { node: 12, tag: 'input', box: [12, 12, 12, 12] },
  };
  expect(findRevealed(planted, { id: 'ZZ01', records: [{ ...typing, inserted: '9-16' }] })).toEqual([]);
  expect(findRevealed(planted, { id: 'ZZ01', records: [{ ...typing, count: 12 }] })).not.toEqual([]);
});
