// Which class of field does a label or a developer's name speak of? Word rules only; `field-class.ts` weighs them.
import type { FieldClass } from '../model/field.ts';
import type { ProtectedWords } from './field-words.ts';
import { HARMLESS_WORDS, MASKED_WORDS, PROTECTED_WORDS } from './field-words.ts';
import { foldLookalikes, toVisibleText, toWords } from './label-text.ts';

/** Where a text comes from: people read `label`s; `name`s are written by developers (`name`, `id`) and hold more by chance. */
export type TextSource = 'label' | 'name';

interface Rule {
  readonly fieldClass: FieldClass;
  readonly label: RegExp;
  readonly name: RegExp;
  readonly capitals: RegExp | undefined;
  readonly alone: RegExp | undefined;
}

const FILLERS = 'no|nr|number|num|nummer|numero|numer|n|o|id|code|your|de|field|input|value|txt|text|box|\\p{N}+';
const filler = new RegExp(`(?: (?:${FILLERS}))+ $`, 'u');
/** Han, kana, Hangul and Thai write words together: any place is a word's start. */
const UNSPACED_SCRIPT = /[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af]/;
/** Hebrew, Arabic and Indic scripts glue articles and case endings to words of this length and more. */
const GLUING_SCRIPT = /[\u0590-\u074f\u0900-\u0dff]/;
const GLUED_MIN_CHARS = 4;
/** Shorter words are too common inside others; a phrase needs more, as its own words are short. */
const ANYWHERE_MIN_CHARS = 6;
const ANYWHERE_MIN_PHRASE_CHARS = 10;
/** A last word of a phrase may go on (`card expir`), unless it is shorter than this. */
const OPEN_END_MIN_CHARS = 4;

function toPattern(entry: string, end: string): string {
  const plain = toWords(entry).trim();
  const parts = plain.split(' ');
  const body = parts.join(' ?');
  if (entry.endsWith('*')) return ` ${body}`;
  if (UNSPACED_SCRIPT.test(plain)) return body;
  if (parts.length > 1) {
    const isOpen = (parts.at(-1) ?? '').length >= OPEN_END_MIN_CHARS;
    return `${plain.length < ANYWHERE_MIN_PHRASE_CHARS ? ' ' : ''}${body}${isOpen ? '' : '(?=s? )'}`;
  }
  const isAnywhere = plain.length >= (GLUING_SCRIPT.test(plain) ? GLUED_MIN_CHARS : ANYWHERE_MIN_CHARS);
  return isAnywhere ? body : ` ${body}(?=${end})`;
}

function compile([fieldClass, words, acronyms]: ProtectedWords): Rule {
  const toRegExp = (end: string): RegExp =>
    new RegExp(
      words
        .split(',')
        .map((word) => toPattern(word, end))
        .join('|'),
      'u',
    );
  const short = acronyms?.replaceAll(',', '|');
  return {
    fieldClass,
    label: toRegExp(' '),
    name: toRegExp(' $'),
    capitals: short === undefined ? undefined : new RegExp(`(?<!\\p{L})(?:${short.toUpperCase()})(?!\\p{L})`, 'u'),
    alone:
      short === undefined
        ? undefined
        : new RegExp(`^(?: (?:${FILLERS}|${short}))* (?:${short})(?: (?:${FILLERS}|${short}))* $`, 'u'),
  };
}

const protectedRules = PROTECTED_WORDS.map(compile);
const maskedRules = MASKED_WORDS.map(compile);
const harmless = new RegExp(` (?:${HARMLESS_WORDS.replaceAll(',', '|')})(?= )`, 'g');
/** Developers glue these to others: `cardcvc`, `ibanfield`. */
const GLUED_NAMES: readonly (readonly [FieldClass, RegExp])[] = [
  ['card-code', / (?:cvv|cvc)|(?:cvv|cvc) /],
  ['identity-number', / ssn|ssn /],
  ['bank-account', / iban|iban /],
  ['password', / pwd|pwd /],
  ['one-time-code', / (?:otp|totp|mfa)|(?:otp|mfa) /],
];

function matches(rule: Rule, source: TextSource, words: string, visible: string): boolean {
  if (rule.alone?.test(words) === true || rule.capitals?.test(visible) === true) return true;
  return source === 'label'
    ? rule.label.test(words)
    : rule.name.test(words.replace(filler, ' ')) || rule.name.test(words);
}

function matchOne(rules: readonly Rule[], source: TextSource, visible: string): FieldClass | undefined {
  const words = toWords(visible).replace(harmless, ' ');
  return rules.find((rule) => matches(rule, source, words, visible))?.fieldClass;
}

function matchGlued(visible: string): FieldClass | undefined {
  const words = toWords(visible);
  return GLUED_NAMES.find(([, pattern]) => pattern.test(words))?.[0];
}

/** The protected class that `raw` speaks of; undefined when it speaks of none. */
export function matchProtected(raw: string, source: TextSource): FieldClass | undefined {
  const visible = toVisibleText(raw);
  // `PASSword` is one word, `userPassword` two; look-alike letters make a word only when they are folded.
  for (const text of new Set([
    visible,
    visible.toLowerCase(),
    foldLookalikes(visible),
    foldLookalikes(visible).toLowerCase(),
  ])) {
    const found = matchOne(protectedRules, source, text);
    if (found !== undefined) return found;
  }
  return source === 'name' ? matchGlued(visible) : undefined;
}

/** The class below the floor that `raw` speaks of; undefined when it speaks of none. */
export function matchMasked(raw: string, source: TextSource): FieldClass | undefined {
  return matchOne(maskedRules, source, toVisibleText(raw));
}
