// Which class of field does a label or a developer's name speak of? Word rules only; `field-class.ts` weighs them.
import type { ClassPattern, FieldClass, FieldWords } from '../model/field.ts';
import { createFold, toVisibleText, toWords } from './label-text.ts';

/** Where a text comes from: people read `label`s; `name`s are written by developers (`name`, `id`) and hold more by chance. */
export type TextSource = 'label' | 'name';

/** Tells whether a text speaks of a class: `words` is the text normalised, `visible` as people see it. */
interface Rule {
  readonly fieldClass: FieldClass;
  readonly isIn: (words: string, visible: string, source: TextSource) => boolean;
}

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

/** Read of a text for words that say that a password is chosen. */
const NEW_PASSWORD_CHARS = 200;
/** Between the two words of a pair: a few letters, but no word that makes it another number. */
const PAIR_GAP = '(?:(?! of |phone|mobil|telef|name|holder)[^|]){0,16}?';

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

const toAlternatives = (list: string, end: string): string =>
  list
    .split(',')
    .map((entry) => toPattern(entry, end))
    .join('|');

/** The second word of a pair may be glued to the first (`sicherheits` `frage`), unless it is very short. */
const toSecond = (alternatives: string): string => alternatives.replace(/(^|\|) (?=[^| (]{4})/g, '$1');

/** True where `words` hold one of a list. */
const compileList = (list: string): ((words: string) => boolean) => {
  const pattern = new RegExp(toAlternatives(list, ' '), 'u');
  return (words) => pattern.test(words);
};

function compileWords([fieldClass, list, acronyms]: FieldWords['protectedWords'][number], fillers: string): Rule {
  const isLabel = compileList(list);
  // Developers write short words into names by chance (`pinTitle`): there they count only where they end the name.
  const name = new RegExp(toAlternatives(list, ' $'), 'u');
  const filler = new RegExp(`(?: (?:${fillers}))+ $`, 'u');
  const isAcronym = compileAcronyms(acronyms?.replaceAll(',', '|'), fillers);
  return {
    fieldClass,
    isIn: (words, visible, source) =>
      isAcronym(words, visible) ||
      (source === 'label' ? isLabel(words) : name.test(words.replace(filler, ' ')) || name.test(words)),
  };
}

function compileAcronyms(either: string | undefined, fillers: string): (words: string, visible: string) => boolean {
  if (either === undefined) return () => false;
  const capitals = new RegExp(`(?<!\\p{L})(?:${either.toUpperCase()})(?!\\p{L})`, 'u');
  const others = `(?: (?:${fillers}|${either}))*`;
  const alone = new RegExp(`(?:^|\\|)${others} (?:${either})${others} (?:$|\\|)`, 'u');
  return (words, visible) => alone.test(words) || capitals.test(visible);
}

function compilePairs([fieldClass, list, others]: FieldWords['protectedPairs'][number]): Rule {
  const [one, other] = [toAlternatives(list, ' '), toAlternatives(others, ' ')];
  const toPair = (first: string, second: string): string => `(?:${first})${PAIR_GAP}(?:${toSecond(second)})`;
  const pair = new RegExp(`${toPair(one, other)}|${toPair(other, one)}`, 'u');
  return { fieldClass, isIn: (words) => pair.test(words) };
}

function compileClasses(patterns: readonly ClassPattern[]): (text: string) => FieldClass | undefined {
  const compiled = patterns.map(([pattern, fieldClass]) => [new RegExp(pattern, 'i'), fieldClass] as const);
  return (text) => compiled.find(([pattern]) => pattern.test(text))?.[1];
}

/** What labels and names of fields speak of. */
export interface LabelMatcher {
  /** The protected class that `raw` speaks of; undefined when it speaks of none. */
  matchProtected(raw: string, source: TextSource): FieldClass | undefined;
  /** The class below the floor that `raw` speaks of; undefined when it speaks of none. */
  matchMasked(raw: string, source: TextSource): FieldClass | undefined;
  /** The class of the floor of which `raw` is an example (`MM/YY`, `XXX-XX-XXXX`); undefined for what is none. */
  classOfExample(raw: string): FieldClass | undefined;
  /** The class that an autofill token or a type of input says; undefined for others. */
  classOfAutocomplete(token: string): FieldClass | undefined;
  classOfType(type: string): FieldClass | undefined;
  /** True where `raw` speaks of a password that is being chosen. */
  speaksOfNewPassword(raw: string): boolean;
  /** True where `raw` speaks of a code that is to be typed in. */
  speaksOfCode(raw: string): boolean;
  /** True where a form's words speak of codes that are sent to people. */
  speaksOfSentCode(words: string): boolean;
  /** True where a form's words speak of payment cards. */
  speaksOfCard(words: string): boolean;
  /** True where `raw` names a part of a card and the form's words ask for the number of one. */
  isPartOfCard(raw: string, words: string): boolean;
}

/** Letters that stand apart: `P a s s w o r d`. */
const SET_APART = /(?<!\p{L})(?:\p{L}[ .·_-]){3,}\p{L}(?!\p{L})/gu;

/** `PASSword` is one word, `userPassword` two; look-alike letters make a word only when they are folded. */
function readings(visible: string, folded: string): readonly (readonly [text: string, words: string])[] {
  const joined = visible.replace(SET_APART, (letters) => letters.replace(/[ .·_-]/g, ''));
  const texts = [visible, visible.toLowerCase(), folded, folded.toLowerCase(), joined.toLowerCase()];
  const read = texts.map((text) => [text, toWords(text)] as const);
  // The same words are the same answer; only the first holds all its capitals.
  return read.filter(([, words], i) => read.findIndex(([, earlier]) => earlier === words) === i);
}

/** Compiles the table, once a document. */
export function createLabelMatcher(table: FieldWords): LabelMatcher {
  const toRule = (words: FieldWords['protectedWords'][number]): Rule => compileWords(words, table.fillers);
  const protectedRules = [...table.protectedPairs.map(compilePairs), ...table.protectedWords.map(toRule)];
  const maskedRules = table.maskedWords.map(toRule);
  const isCode = compileList(table.codes);
  const isCardPart = compileList(table.cardParts);
  const glued = compileClasses(table.glued);
  const example = compileClasses(table.shapes);
  const fold = createFold(table.lookalikes);
  const cardNumber = protectedRules.filter(({ fieldClass }) => fieldClass === 'card-number');
  const harmless = new RegExp(` (?:${table.harmless.replaceAll(',', '|')})(?= )`, 'g');
  const matchOne = (
    rules: readonly Rule[],
    source: TextSource,
    visible: string,
    all: string,
  ): FieldClass | undefined => {
    const words = all.replace(harmless, ' ');
    return rules.find((rule) => rule.isIn(words, visible, source))?.fieldClass;
  };
  const newPassword = new RegExp(table.newPassword, 'i');
  return {
    matchProtected(raw, source) {
      const visible = toVisibleText(raw);
      for (const [text, words] of readings(visible, fold(visible))) {
        const found = matchOne(protectedRules, source, text, words);
        if (found !== undefined) return found;
      }
      return source === 'name' ? glued(toWords(visible)) : undefined;
    },
    matchMasked(raw, source) {
      const visible = toVisibleText(raw);
      return matchOne(maskedRules, source, visible, toWords(visible));
    },
    classOfExample: (raw) => example(toVisibleText(raw).trim()),
    classOfAutocomplete: compileClasses(table.autocomplete),
    classOfType: compileClasses(table.types),
    speaksOfNewPassword: (raw) => newPassword.test(raw.slice(0, NEW_PASSWORD_CHARS)),
    speaksOfCode: (raw) => isCode(toWords(toVisibleText(raw))),
    speaksOfSentCode: compileList(table.codeSenders),
    speaksOfCard: compileList(table.cards),
    isPartOfCard: (raw, words) =>
      isCardPart(toWords(toVisibleText(raw))) && cardNumber.some((rule) => rule.isIn(words, '', 'label')),
  };
}
