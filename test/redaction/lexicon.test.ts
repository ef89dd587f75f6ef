// What the lexicon is for: names of controls stay readable, and nobody's name does.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanName } from '../../src/redaction/clean-name.ts';
import { parseLexicon } from '../../src/redaction/lexicon.ts';
import { HIDDEN_WORD, toSafeName } from '../../src/redaction/safe-name.ts';
import { COMMON_NAMES } from './common-names.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const lexicons = new Map(
  Object.keys(COMMON_NAMES).map((language) => [language, parseLexicon(read(`assets/lexicon/${language}.txt`))]),
);
/** As in a browser whose user reads `languages`. */
const readerOf =
  (...languages: readonly string[]) =>
  (word: string): boolean =>
    languages.some((language) => lexicons.get(language)?.has(word) === true);
const isAnyWord = readerOf(...lexicons.keys());

function clean(text: string, isWord: (word: string) => boolean): string {
  const safe = toSafeName(text, false);
  const cleaned = safe === undefined ? undefined : cleanName(safe, isWord);
  return cleaned !== undefined && 'text' in cleaned ? cleaned.text : '';
}

/**
 * Names that are interface words first (colours, days, fields, “you”): alone they stay, since `White` is nearly always the colour.
 * Beside another name they go, which the pairs below show.
 */
const WORDS_FIRST = new Set(['White', 'Green', 'Lang', 'Weiß', 'Vos', 'Dias', 'Campos']);

describe.each(Object.entries(COMMON_NAMES))('names of people in %s', (language, [given, family]) => {
  const isUnspaced = language === 'ja' || language === 'zh';
  const [givenNames, familyNames] = [given.split(' '), family.split(' ')];

  test('alone become [word], but a few that are interface words first', () => {
    const left = [...givenNames, ...familyNames].filter((name) => clean(name, isAnyWord) !== HIDDEN_WORD);
    expect(left.filter((name) => !WORDS_FIRST.has(name))).toEqual([]);
  });

  test('become [word] as given name and family name, whichever they are', () => {
    const pairs = givenNames.flatMap((one) =>
      familyNames.map((other) => (isUnspaced ? other + one : `${one} ${other}`)),
    );
    const isLeft = (pair: string): boolean => clean(pair, isAnyWord).replaceAll(HIDDEN_WORD, '').trim() !== '';
    expect(pairs.filter(isLeft)).toEqual([]);
  });
});

const LETTERS = /\p{L}+/gu;

/** Part of the words (in scripts without spaces: of the letters) of control names that is left. */
function survival(names: readonly string[], language: string): number {
  const isUnspaced = language === 'ja' || language === 'zh';
  const countOf = (text: string): number => {
    const words = text.replaceAll(HIDDEN_WORD, '').match(LETTERS) ?? [];
    return isUnspaced ? words.join('').length : words.length;
  };
  const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + countOf(text), 0);
  return sum(names.map((name) => clean(name, readerOf('en', language)))) / sum(names);
}

const toText = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();

function controlsIn(html: string): readonly string[] {
  const inner = html.matchAll(/<(button|a|label|th|option|legend|summary|h1|h2|h3|dt)\b[^>]*>([\s\S]*?)<\/\1>/g);
  const attributes = html.matchAll(/(?:aria-label|placeholder|title)="([^"]+)"/g);
  return [
    ...[...inner].map((match) => toText(match[2] ?? '')),
    ...[...attributes].map((match) => match[1] ?? ''),
  ].filter(Boolean);
}

test('at least nine words of ten in the control names of the desk stay', () => {
  const pages = readdirSync(path.join(root, 'test/fixtures/desk')).filter((file) => file.endsWith('.html'));
  const names = pages.flatMap((page) => controlsIn(read(`test/fixtures/desk/${page}`)));
  expect(names.length).toBeGreaterThan(100);
  expect(survival(names, 'en')).toBeGreaterThanOrEqual(0.9);
});

test('at least nine words of ten in the menus of a rich editor stay', () => {
  const folder = 'node_modules/tinymce';
  const files = [
    'themes/silver/theme.js',
    ...readdirSync(path.join(root, folder, 'plugins')).map((plugin) => `plugins/${plugin}/plugin.js`),
  ];
  const code = files.map((file) => read(`${folder}/${file}`)).join('');
  const names = [...code.matchAll(/(?:text|tooltip|label|title): '([A-Z][^']{1,40})'/g)].map((match) => match[1] ?? '');
  expect(names.length).toBeGreaterThan(100);
  expect(survival([...new Set(names)], 'en')).toBeGreaterThanOrEqual(0.9);
});

test.each([
  ['en', 'en-gb'],
  ['de', 'de'],
  ['fr', 'fr'],
  ['es', 'es'],
  ['it', 'it'],
  ['nl', 'nl'],
  ['pl', 'pl'],
  ['pt', 'pt-br'],
  ['ja', 'ja'],
  ['zh', 'zh-cn'],
])('at least nine words of ten in the buttons of a calendar in %s stay', (language, locale) => {
  const entry = read(`node_modules/fullcalendar/locales/${locale}/index.js`);
  const chunk = read(`node_modules/fullcalendar/chunks/${/(\w+\.js)'/.exec(entry)?.[1] ?? ''}`);
  const strings = [...chunk.matchAll(/'((?:[^'\\\n]|\\.)+)'|"([^"\n]+)"/g)].map((match) => match[1] ?? match[2] ?? '');
  const names = strings
    .filter((text) => /\p{L}{2}/u.test(text) && !/^[a-z-]{2,5}$/.test(text))
    .map((text) => text.replaceAll("\\'", "'").replaceAll('\\n', ' ').replace(/\$\d/g, ''));
  expect(names.length).toBeGreaterThan(3);
  expect(survival(names, language)).toBeGreaterThanOrEqual(0.9);
});
