// The corpus itself: large, varied, and each case once. And the oracle finds what is planted.
import { expect, test } from 'vitest';
import { CASES } from './cases/all.ts';
import { MAX_ALIKE, skeletonOf } from './cases/surroundings.ts';
import type { Case } from './runner/case.ts';
import { vectorOf } from './runner/case.ts';
import { chooseForFirefox } from './runner/choose.ts';
import { isForFirefox } from './runner/play-firefox.ts';
import { findInRecords, findInText, needlesOf } from './runner/string-oracle.ts';
import { findRevealed } from './runner/structure-oracle.ts';

test('the corpus has at least 400 cases, each with an id of its own', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(400);
  expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
});

test('at least 150 cases differ in vector, and no more than three share their HTML but for its words', () => {
  expect(new Set(CASES.map(vectorOf)).size).toBeGreaterThanOrEqual(150);
  const shared = [...Map.groupBy(CASES, skeletonOf).values()].filter((cases) => cases.length > MAX_ALIKE);
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

test('the skeleton of a page has none of its words', () => {
  expect(skeletonOf({ html: '<p>Name <!-- 7 --> is</p><input title="Erika" id=f>' })).toBe(
    '<p><input title id=f>'.replace('<p>', '<p></p>'),
  );
  const [one, other] = [
    { html: '<label for=f>Passwort</label><input id=f>' },
    { html: '<label for=f>PIN</label><input id=f>' },
  ];
  expect(skeletonOf(one)).toBe(skeletonOf(other));
});

test('a quarter of the corpus can be played in Firefox', () => {
  expect(chooseForFirefox(CASES, isForFirefox, { SHOWHOW_ALL: '1' }).length).toBeGreaterThanOrEqual(CASES.length / 4);
});
