// The worker's half of cleaning an accessible name: word by word, what is not interface vocabulary becomes `[word]`.
import type { SafeName } from '../model/safe.ts';
import type { IsInterfaceWord } from './lexicon.ts';
import type { NamePiece } from './name-piece.ts';
import { isUnspaced, splitUnspaced, UNSPACED_LETTERS } from './name-piece.ts';
import { HIDDEN_WORD, maskName } from './safe-name.ts';

/** Interface words that are surnames too: they go also when a hidden word follows (`Page, Alan`, `Price Ng`). */
const SURNAMES: ReadonlySet<string> = new Set(
  'bank,black,blue,brown,campo,campos,card,case,day,feld,field,fields,grand,grande,green,grey,hora,lang,line,link,long,page,price,stone,top,violet,white,zimmer'.split(
    ',',
  ),
);
/** Interface words that are given names too: they stay only in lower case, or to begin a phrase that goes on in lower case. */
const GIVEN_NAMES: ReadonlySet<string> = new Set('bill,grant,mark,may,will'.split(','));

/** Names of controls have fewer words. */
const PROSE_MIN_WORDS = 8;

/** A word; where scripts meet, one word ends: `API設定` is `API` and a run without spaces. */
const SPACED = `[[\\p{L}\\p{M}]--[${UNSPACED_LETTERS}]]+`;
const PART = new RegExp(`\\[word\\]|[${UNSPACED_LETTERS}]+|${SPACED}(?:['’]${SPACED})*|\\p{N}+`, 'gv');

/**
 * `name` with every word that `isInterfaceWord` does not know as `[word]`; punctuation stays. A capitalised word that
 * follows a hidden capitalised one goes too: `Erika Beispiel` is a name although `Beispiel` is a word. Idempotent.
 */
export function cleanName(name: SafeName, isInterfaceWord: IsInterfaceWord): SafeName {
  if ('length' in name) return name;
  const text = cleanText(name.text, isInterfaceWord);
  return isProse(text) ? maskName(name) : ({ text } as SafeName);
}

/** A sentence about something that no interface speaks of: its other words are somebody's too. */
function isProse(text: string): boolean {
  return text.includes(HIDDEN_WORD) && (text.match(/\s+/g)?.length ?? 0) >= PROSE_MIN_WORDS - 1;
}

function cleanText(text: string, isInterfaceWord: IsInterfaceWord): string {
  const pieces = splitPieces(text).flatMap((piece) =>
    piece.isWord && isUnspaced(piece.text)
      ? splitUnspaced(piece.text, isInterfaceWord)
      : [judge(piece, isInterfaceWord)],
  );
  return hideNames(pieces)
    .map((piece) => (piece.isWord && !piece.isKept ? HIDDEN_WORD : piece.text))
    .join('');
}

function splitPieces(text: string): NamePiece[] {
  const pieces: NamePiece[] = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isWord: false, isKept: true });
    pieces.push({ text: match[0], isWord: true, isKept: false });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isWord: false, isKept: true });
  return pieces;
}

function judge(piece: NamePiece, isInterfaceWord: IsInterfaceWord): NamePiece {
  if (!piece.isWord) return piece;
  const word = piece.text.toLowerCase().replaceAll('’', "'");
  const isKept =
    isInterfaceWord(word) || (word.includes("'") && word.split("'").every((part) => isInterfaceWord(part)));
  return { ...piece, isKept };
}

const isCapitalised = (piece: NamePiece | undefined): boolean => piece !== undefined && /^\p{Lu}/u.test(piece.text);
/** Hidden just now: a `[word]` from the page was mostly a number, and numbers stand beside interface words. */
const isNewlyHidden = (piece: NamePiece | undefined): boolean =>
  piece?.isWord === true && !piece.isKept && piece.text !== HIDDEN_WORD;
const isGap = (piece: NamePiece | undefined): boolean => piece !== undefined && /^[\s.-]+$/.test(piece.text);
const isComma = (piece: NamePiece | undefined): boolean => piece?.text.trim() === ',';

/** Hides ordinary words that are a part of somebody's name here: first those after a hidden word, then those before one. */
function hideNames(pieces: readonly NamePiece[]): readonly NamePiece[] {
  const out = [...pieces];
  for (const i of pieces.keys()) hideIf(out, i, isGivenName(out, i) || isAfterName(out, i));
  for (const i of [...pieces.keys()].reverse()) hideIf(out, i, isBeforeName(out, i));
  return out;
}

function hideIf(pieces: NamePiece[], i: number, isName: boolean): void {
  const piece = pieces[i];
  if (piece?.isWord === true && isName) pieces[i] = { ...piece, isKept: false };
}

const isAfterName = (pieces: readonly NamePiece[], i: number): boolean =>
  isCapitalised(pieces[i]) && isGap(pieces[i - 1]) && isNameStart(pieces[i - 2]);

const isBeforeName = (pieces: readonly NamePiece[], i: number): boolean =>
  isCapitalised(pieces[i]) &&
  isNameStart(pieces[i + 2]) &&
  (isComma(pieces[i + 1]) || (isGap(pieces[i + 1]) && SURNAMES.has(pieces[i]?.text.toLowerCase() ?? '')));

const isNameStart = (piece: NamePiece | undefined): boolean =>
  isNewlyHidden(piece) && isCapitalised(piece) && !/['’]s$/.test(piece?.text ?? '');

function isGivenName(pieces: readonly NamePiece[], i: number): boolean {
  const piece = pieces[i];
  if (piece === undefined || !GIVEN_NAMES.has(piece.text.toLowerCase()) || !isCapitalised(piece)) return false;
  const next = pieces[i + 2];
  const beginsPhrase = pieces.slice(0, i).every((before) => !before.isWord) && isGap(pieces[i + 1]);
  return !(beginsPhrase && next?.isKept === true && !isCapitalised(next));
}
