// Finds dates on which somebody was born: any date beside a word for birth, and whole dates of long ago.
import type { Found } from './found-text.ts';
import { findAll } from './found-text.ts';

const MONTH =
  '(?:jan|feb|fev|fév|mar|mär|mrt|maa|apr|avr|abr|may|mai|maj|mei|mag|jun|giu|cze|jul|lug|lip|aug|aoû|ago|sie|sep|set|wrz|oct|okt|ott|out|paź|nov|lis|dec|dez|déc|dic|gru|gen|ene|sty|lut|kwi)\\p{L}{0,8}\\.?';
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const YEAR = '(?:19\\d\\d|20\\d\\d)';
const SEPARATOR = ' ?[-./] ?';
const ORDINAL = '(?:st|nd|rd|th|er|º|ª|\\.)?';
/** A whole date, in the orders and with the words of many countries. */
const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    `${YEAR}${SEPARATOR}${DAY}${SEPARATOR}${DAY}`,
    `${DAY}${SEPARATOR}${DAY}${SEPARATOR}(?:${YEAR}|'?\\d\\d)`,
    `${DAY}${ORDINAL}[ -]?(?:de |of )?${MONTH},?[ -]?(?:de )?(?:${YEAR}|'?\\d\\d)`,
    `${MONTH} ${DAY}${ORDINAL},? (?:${YEAR}|'?\\d\\d)`,
    `${YEAR} ?[年년] ?\\d{1,2} ?[月월] ?\\d{1,2} ?[日일]`,
    `(?:明治|大正|昭和|平成|令和) ?(?:\\d{1,2}|元) ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?日`,
  ].join('|')})(?![\\p{N}]|[-./]\\d)`,
  'giu',
);
/** Eight digits beside a word for birth. */
const PLAIN = new RegExp(`(?<![\\p{L}\\p{N}])(?:${YEAR}[01]\\d[0-3]\\d|[0-3]\\d[01]\\d${YEAR})(?!\\p{N})`, 'gu');
const BORN_BEFORE =
  /(?:\bborn|birth|\bd\.?o\.?b|\bgeb\b|\*|geboren|geburt|gebdat|\bnée?\b|naissance|\bnacid|nacim|nascid|nascim|\bnat[oaie]\b|nascita|geboorte|\bur\.|urodz|рожд|родил|\bдр\b|doğum|narozen|syntyn|född|født|生年月日|生日|出生|생년월일|जन्म|ميلاد|לידה)[^\n\d]{0,24}$/iu;
const BORN_AFTER = /^ ?(?:\(?(?:geb\b|geboren|生まれ|生|출생|born|г\. ?р))/iu;
/** A year directly after such a word. */
const BORN_IN =
  /(?<=(?:\bborn|\bborn in|\bgeb\.?|geboren|geboren in|jahrgang|\bnée? en|nacid[oa] en|nat[oa] nel) )(?:19|20)\d\d(?![\p{N}]|[-./]\d)/giu;
/** People who work were born by then; dates of work are later. */
const LAST_YEAR_OF_BIRTH = 2010;
const CONTEXT_CHARS = 40;

/** Dates beside a word for birth; without one, whole dates with a year of long ago. */
export function findBirthDates(plain: string): readonly Found[] {
  const years = findAll(plain, BORN_IN, 'birth date');
  const dates = [DATE, PLAIN].flatMap((pattern) =>
    [...plain.matchAll(pattern)].flatMap(({ 0: date, index }) => {
      const end = index + date.length;
      const before = plain.slice(Math.max(0, index - CONTEXT_CHARS), index);
      const isNamed = BORN_BEFORE.test(before) || BORN_AFTER.test(plain.slice(end, end + CONTEXT_CHARS));
      const isOld = pattern === DATE && isLongAgo(date);
      return isNamed || isOld ? [{ kind: 'birth date' as const, start: index, end }] : [];
    }),
  );
  return [...years, ...dates];
}

function isLongAgo(date: string): boolean {
  const year = /(?:19|20)\d\d/.exec(date)?.[0];
  return /明治|大正|昭和/.test(date) || (year !== undefined && Number(year) <= LAST_YEAR_OF_BIRTH);
}
