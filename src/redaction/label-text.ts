// Brings a label or a developer's name for a field into one plain form, so that tricks of spelling do not hide a word.

/** Longest text read of one label; a label that needs more is no label. */
const MAX_CHARS = 200;
/** Read before invisible characters are taken out, so that stuffing with them hides nothing. */
const MAX_RAW_CHARS = 2_000;

const VARIANTS = new Map([
  ['ı', 'i'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['ي', 'ی'],
  ['ى', 'ی'],
  ['ك', 'ک'],
  ['ة', 'ه'],
]);

/** Bounded, compatibility forms resolved, invisible characters taken out. Keeps case and spacing. */
export function toVisibleText(raw: string): string {
  return raw
    .slice(0, MAX_RAW_CHARS)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .slice(0, MAX_CHARS);
}

/** Letters and digits of `text` as words in lower case without accents, one space around each: ` neues passwort 2 `. A `|` between texts stays. */
export function toWords(text: string): string {
  const words = text
    // Signs for “number”.
    .replace(/#|\bn°/gi, ' no ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ıłøđßæيىكة]/g, (letter) => VARIANTS.get(letter) ?? letter)
    .replace(/([a-z])(?=[\u0250-\u{10ffff}])|([\u0250-\u{10ffff}])(?=[a-z])|(\p{L})(?=\p{N})|(\p{N})(?=\p{L})/gu, '$& ')
    .replace(/[^\p{L}\p{M}\p{N}|]+/gu, ' ');
  return ` ${words.trim()} `;
}

/** Makes letters that only look Latin, and digits that stand for letters, Latin. `lookalikes` are pairs of the one and the other. */
export function createFold(lookalikes: string): (text: string) => string {
  const fold = new Map(Array.from(lookalikes.match(/../gs) ?? [], ([from = '', to = '']) => [from, to]));
  return (text) => text.replace(/./gu, (char) => fold.get(char) ?? char);
}

/** True where a text holds what a pattern of the table says. */
export const isOf = (pattern: string, text: string): boolean => new RegExp(pattern, 'iu').test(text);
