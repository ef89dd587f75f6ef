// Does a run of letters look made by a machine? Shared by names, URLs and tokens; errs towards yes.

/** Letters in a row without a vowel that no hand-written English or German word in a page reaches. */
const CONSONANT_RUN = /[bcdfghjklmnpqrstvwxz]{7}/i;
const HEX_ONLY = /^[a-f]{8,}$/i;
/** Mean length of the parts of a camelCase word below which it is noise: `aXbQzR`. */
const MIN_MEAN_PART = 2.5;

/** True for letters in an order that people do not write: case flips, no vowels, hex. Words without Latin letters are never. */
export function looksRandom(word: string): boolean {
  const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})/u);
  const isFlipping = parts.length >= 3 && word.length / parts.length < MIN_MEAN_PART;
  return isFlipping || CONSONANT_RUN.test(word) || HEX_ONLY.test(word);
}
