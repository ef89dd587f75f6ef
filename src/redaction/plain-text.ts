// Text as a reader sees it, for finding things in it: one letter for each look of it, and where each stood.

/** `plain` is what is searched; letter i of it is made of the raw text from `starts[i]` up to `ends[i]`. */
export interface PlainText {
  readonly plain: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const DIGITS_OF_SCRIPT = 10;

/**
 * `raw` with full-width and styled letters as plain ones, digits of all scripts as 0 to 9, dashes and spaces of one kind, and
 * without what cannot be seen: `４１１１\u200b ١٢٣` becomes `4111 123`.
 */
export function toPlainText(raw: string): PlainText {
  let plain = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const char of raw) {
    const end = at + char.length;
    const letters = char < '\u0080' ? char : toPlainLetters(char);
    for (let i = 0; i < letters.length; i += 1) {
      starts.push(at);
      ends.push(end);
    }
    // What is not seen belongs to the letter before it, and goes with it.
    if (letters === '' && ends.length > 0) ends[ends.length - 1] = end;
    plain += letters;
    at = end;
  }
  return { plain, starts, ends };
}

function toPlainLetters(char: string): string {
  if (/[\p{Cf}\p{Me}\p{Variation_Selector}]/u.test(char)) return '';
  if (/[\p{Pd}\u2212]/u.test(char)) return '-';
  if (/[\u2018\u2019\u02bc]/.test(char)) return "'";
  if (/[\u201c-\u201f\u00ab\u00bb]/.test(char)) return '"';
  const folded = char.normalize('NFKC');
  if (/^\p{Nd}$/u.test(folded)) return toDigit(folded);
  return /^\s+$/u.test(folded) ? folded.replace(/[^\n\r]/gu, ' ') : folded;
}

/** Digits of a script stand in a row of ten, which begins where the value is 0. */
function toDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  for (let value = 0; value < DIGITS_OF_SCRIPT; value += 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return String(value);
  }
  return char;
}
