// Finds what stands in text beside a word that names a secret: `password: …`, `PIN lautet …`, `482913 is your code`.
import type { FieldClass } from '../model/field.ts';
import type { Detector, Found, FoundKind } from './found-text.ts';
import type { LabelMatcher } from './label-match.ts';
import { toWords } from './label-text.ts';

const UNSPACED = '\\u0e00-\\u0e7f\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af';
const QUOTES = '"\'`“”„';
/** Where a value may begin: after a gap, a sign, or letters of a script without gaps. */
const START = new RegExp(
  `(?<=^|[\\s${QUOTES}:=(\\[>${UNSPACED}])[^\\s${QUOTES}:=(\\[${UNSPACED}][^\\s:=]{0,199}`,
  'gu',
);
/** Words of a script without gaps are a value after a sign only. */
const UNSPACED_START = new RegExp(`(?<=[:=][ ${QUOTES}]?)[${UNSPACED}]{1,60}`, 'gu');
const IS = 'is|are|was|lautet|ist|war|heißt|est|es|son|é|è|sono|jest|to|heet|är|er|on|это|adalah|olarak|という';
const NUMBER_WORD = 'no|nr|num|number|nummer|numero|número|numéro|n°|nº|№|ending in|new|temporary|old';
/** Signs and words between a label and its value. */
const LINK = new RegExp(
  `(?:[\\s:=>${QUOTES}«(\\[#-]|(?<![\\p{L}\\p{N}])(?:${IS}|${NUMBER_WORD})(?![\\p{L}\\p{N}])\\.?|は|が|是|为|為|는|은){0,12}$`,
  'iu',
);
const COPULA = new RegExp(`(?<![\\p{L}\\p{N}])(?:${IS})(?![\\p{L}\\p{N}])|は|是|为|為|는|은`, 'iu');
const LOOKS_TYPED = /[\p{N}!$%^&*?#~|\\<>+=@§€£]/u;
/** What sentences say of passwords, and no password is. */
const REMARKS =
  /^(?:wrong|required|incorrect|expired|invalid|missing|correct|reset|forgotten|needed|not|too|the|a|now|still|very|only|always|never|in|on|at|for|falsch|ungültig|abgelaufen|vergessen|nicht|richtig|erforderlich|incorrecto?|incorrecte|errata|requis|verkeerd|onjuist|błędne)[.,;:!?]*$/iu;
/** A label and the link after it are at most so long. */
const LABEL_CHARS = 60;
const MAX_LABEL_WORDS = 5;
const PHRASE_CHARS = 200;
const WORDS = /[\p{L}\p{M}\p{N}_&.'/-]+/gu;
/** May end a label that is complete without it. */
const FILLER = /^(?:codes?|keys?|numbers?|nr|nummer|num|value|phrase|card|details)$/i;
const BIC = /^[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?$/;
/** A standard of the internet, and no number of a taxpayer in Mexico. */
const STANDARD = /\bRFC $/;
const ONE_TIME_CODE = /^(?:[A-Z]-?)?\d{4,8}(?!\d)|^\d{3}[ -]\d{3}(?!\d)/;
/** More of a number: `12 / 29`, `123 456`. */
const MORE_DIGITS = /^(?:[ ./-]{1,3}[\p{L}]{0,4}\d[\p{L}\d]*){1,8}/u;

const KINDS: Readonly<Partial<Record<FieldClass, FoundKind>>> = {
  'one-time-code': 'code',
  'card-code': 'code',
  'card-expiry': 'code',
  'card-number': 'card',
  'bank-account': 'account',
  'identity-number': 'id',
  'tax-number': 'id',
  health: 'health',
};

/** Short forms that stand in sentences, and would be too short for the label of a field. */
const SHORT_FORMS: readonly (readonly [FieldClass, label: RegExp, value: RegExp])[] = [
  ['password', /^(?:pass|psw|creds?|credentials|logindaten|zugangsdaten|zugang)$/i, LOOKS_TYPED],
  ['card-code', /^(?:crypto|crypt|sec)$/i, /^\d{3,4}$/],
  ['card-expiry', /^(?:exp|expires|expiry|valid|gültig|thru)$/i, /^\d{1,2} ?[/.-] ?\d{2,4}$/],
  [
    'bank-account',
    /^(?:kto|konto|account|acct|a\/c|compte|cuenta|conta|conto|rekening|rachunek|счет|счёт|账号|帳號|口座)$/i,
    /^[\d./ -]{6,}$/,
  ],
];

/** A label before a value: its class, and how the two are linked. */
interface Label {
  readonly fieldClass: FieldClass;
  readonly link: string;
}

/** Finds values of the floor that words beside them give away. */
export function createLabelledDetector(labels: LabelMatcher): Detector {
  return (plain) => {
    const ask: Ask = {
      classOf: memoize((text) => labels.matchProtected(text, 'label')),
      isOfCodes: memoize((text) => labels.speaksOfCode(text)),
      isOfSentCodes: labels.speaksOfSentCode,
    };
    const found: Found[] = [];
    for (const { 0: raw, index } of [START, UNSPACED_START].flatMap((start) => [...plain.matchAll(start)])) {
      const value = raw.replace(/[.,;]+$/, '');
      const label = readLabel(plain.slice(Math.max(0, index - LABEL_CHARS), index), value, ask);
      const fieldClass = label?.fieldClass ?? classAfter(value, plain.slice(index + value.length), ask);
      if (fieldClass === undefined) continue;
      const end = index + valueLength(fieldClass, label?.link ?? '', plain.slice(index, index + PHRASE_CHARS));
      found.push({ kind: KINDS[fieldClass] ?? 'secret', start: index, end });
    }
    return found;
  };
}

function memoize<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (!known.has(text)) known.set(text, answer(text));
    return known.get(text) as T;
  };
}

/** What the words of labels speak of. */
interface Ask {
  readonly classOf: (text: string) => FieldClass | undefined;
  readonly isOfCodes: (text: string) => boolean;
  readonly isOfSentCodes: (words: string) => boolean;
}

function readLabel(before: string, value: string, { classOf, isOfCodes }: Ask): Label | undefined {
  const link = LINK.exec(before)?.[0] ?? '';
  if (!mayBeLinked(before, value, link)) return undefined;
  const words = wordsAtEnd(before.slice(0, before.length - link.length));
  const fieldClass = endingClass(words, classOf);
  if (fieldClass !== undefined) return isValueOf(fieldClass, value, link) ? { fieldClass, link } : undefined;
  const isOfPassword = isPasswordClass(classOf(words.join(' ')) ?? 'unknown');
  if (isOfPassword && COPULA.test(link) && LOOKS_TYPED.test(value)) return { fieldClass: 'password', link };
  const short = SHORT_FORMS.find(([, name, form]) => name.test(words.at(-1) ?? '') && form.test(value))?.[0];
  if (short !== undefined) return { fieldClass: short, link };
  const isCode =
    ONE_TIME_CODE.test(value) && (isSaid(before, link) || COPULA.test(link)) && isOfCodes(words.slice(-2).join(' '));
  return isCode ? { fieldClass: 'one-time-code', link } : undefined;
}

/** A sign between label and value says that they belong together, whatever the value is. */
const isSaid = (before: string, link: string): boolean =>
  /[:=]|--$|\s["“„]$/.test(link) || /--\S{1,30}\s?$/.test(before);

function mayBeLinked(before: string, value: string, link: string): boolean {
  if (STANDARD.test(before) || (!/[:=]/.test(link) && REMARKS.test(value))) return false;
  return isSaid(before, link) || LOOKS_TYPED.test(value) || COPULA.test(link) || BIC.test(value);
}

function wordsAtEnd(text: string): readonly string[] {
  const clause = text.split(/[;!?\n]|[.,] /).at(-1) ?? '';
  return (clause.match(WORDS) ?? []).slice(-MAX_LABEL_WORDS);
}

/** The class that the last words name: the very last one must be a part of what names it. */
function endingClass(words: readonly string[], classOf: Ask['classOf']): FieldClass | undefined {
  for (let count = 1; count <= words.length; count += 1) {
    const fieldClass = classOf(words.slice(-count).join(' '));
    if (fieldClass === undefined) continue;
    const isEarlier = count > 1 && classOf(words.slice(-count, -1).join(' ')) !== undefined;
    return isEarlier && !FILLER.test(words.at(-1) ?? '') ? undefined : fieldClass;
  }
  return undefined;
}

const isPasswordClass = (fieldClass: FieldClass): boolean => fieldClass === 'password' || fieldClass === 'new-password';

function isValueOf(fieldClass: FieldClass, value: string, link: string): boolean {
  switch (fieldClass) {
    case 'password':
    case 'new-password':
    case 'secret':
      return true;
    case 'health':
      return link.includes(':');
    case 'card-expiry':
    case 'card-code':
    case 'one-time-code':
    case 'card-number':
    case 'bank-account':
    case 'identity-number':
    case 'tax-number':
      if (fieldClass === 'bank-account' && BIC.test(value)) return true;
      return /\d/.test(value) || (/[:=]/.test(link) && /^[A-Z]{4,}/.test(value));
    default:
      return false;
  }
}

/** `482913 is your code`: the words that follow name what it is. */
function classAfter(value: string, after: string, { classOf, isOfCodes, isOfSentCodes }: Ask): FieldClass | undefined {
  if (!/[\d-]/.test(value)) return undefined;
  const said = new RegExp(`^["'”)]? {1,2}(?:${IS}|als|as|como|comme) ([^.;!?\\n]{2,50})`, 'iu').exec(after)?.[1];
  if (said === undefined) return undefined;
  const words = said.match(WORDS)?.slice(0, MAX_LABEL_WORDS).join(' ') ?? '';
  const fieldClass = classOf(words);
  if (fieldClass !== undefined && (/\d/.test(value) || isPasswordClass(fieldClass))) return fieldClass;
  if (!/\d/.test(value)) return undefined;
  const isSent = isOfSentCodes(toWords(words)) || ONE_TIME_CODE.test(value);
  return isOfCodes(words) && isSent ? 'one-time-code' : undefined;
}

function valueLength(fieldClass: FieldClass, link: string, rest: string): number {
  const quote = new RegExp(`[${QUOTES}]$`).exec(link)?.[0];
  const quoted = quote === undefined ? -1 : rest.search(/["'`“”]/);
  if (quoted > 0) return quoted;
  const line = rest.search(/\n|[.;!?] |$/);
  if (fieldClass === 'health') return line;
  const token =
    new RegExp(`^(?:[^\\s${UNSPACED}]{1,200}|[${UNSPACED}]{1,60})`, 'u').exec(rest)?.[0] ?? rest.slice(0, 1);
  const own = token.replace(/[.,;)\]]+$/, '').length || token.length;
  switch (fieldClass) {
    case 'secret':
      if (/^\d+$/.test(token)) return own + (MORE_DIGITS.exec(rest.slice(own))?.[0].length ?? 0);
      return /:/.test(link) && !/\d/.test(token) ? Math.max(own, line) : own;
    case 'password':
    case 'new-password':
      return own;
    default:
      return own + (MORE_DIGITS.exec(rest.slice(own))?.[0].length ?? 0);
  }
}
