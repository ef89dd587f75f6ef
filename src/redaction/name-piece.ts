// Cuts runs of scripts that set no spaces between words into known words and the rest.
import type { IsInterfaceWord } from './lexicon.ts';

/** A piece of a name: a word, or what stands between words. */
export interface NamePiece {
  readonly text: string;
  readonly isWord: boolean;
  /** False for a word that becomes `[word]`. */
  readonly isKept: boolean;
}

/** Thai, kana and Han, as ranges of a character class: here the longest known word is taken at each place. */
export const UNSPACED_LETTERS = '\\u0e00-\\u0e7f\\u3005\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff';
const UNSPACED = new RegExp(`[${UNSPACED_LETTERS}]`);
const MAX_WORD_CHARS = 12;
/** One character that is a word (`和`) is a part of a name too (`和子`): it needs known words on both sides. */
const isLoneHan = (word: string): boolean => /^\p{Script=Han}$/u.test(word);
/** A Chinese family name, and a given name after it that is an ordinary word too: it goes with the family name. */
const FAMILY_NAME_MAX_CHARS = 2;

/** True for a run that holds letters of a script without spaces. */
export function isUnspaced(run: string): boolean {
  return UNSPACED.test(run);
}

/** `run` as known words and unknown stretches, in order. */
export function splitUnspaced(run: string, isInterfaceWord: IsInterfaceWord): readonly NamePiece[] {
  const pieces: NamePiece[] = [];
  let unknown = '';
  const flush = (): void => {
    if (unknown !== '') pieces.push({ text: unknown, isWord: true, isKept: false });
    unknown = '';
  };
  for (let at = 0; at < run.length; ) {
    const known = longestKnown(run, at, isInterfaceWord);
    if (known === '' || mayBeGivenName(unknown, known) || mayBePartOfName(run, at, unknown, known, isInterfaceWord)) {
      const taken = known === '' ? run.charAt(at) : known;
      unknown += taken;
      at += taken.length;
    } else {
      flush();
      pieces.push({ text: known, isWord: true, isKept: true });
      at += known.length;
    }
  }
  flush();
  return pieces;
}

function mayBeGivenName(unknown: string, known: string): boolean {
  const isFamilyName = unknown !== '' && unknown.length <= FAMILY_NAME_MAX_CHARS;
  return isFamilyName && /^\p{Script=Han}+$/u.test(unknown + known);
}

function mayBePartOfName(
  run: string,
  at: number,
  unknown: string,
  known: string,
  isInterfaceWord: IsInterfaceWord,
): boolean {
  if (!isLoneHan(known)) return false;
  const next = at + known.length;
  return unknown !== '' || (next < run.length && longestKnown(run, next, isInterfaceWord) === '');
}

function longestKnown(run: string, at: number, isInterfaceWord: IsInterfaceWord): string {
  for (let length = Math.min(MAX_WORD_CHARS, run.length - at); length > 0; length -= 1) {
    const word = run.slice(at, at + length);
    if (isInterfaceWord(word.toLowerCase())) return word;
  }
  return '';
}
