// The page's half of cleaning an accessible name: what cannot be interface text goes before anything leaves the page.
import { toLengthBucket } from '../model/bucket.ts';
import type { LengthBucket, SafeName } from '../model/safe.ts';
import { looksRandom } from './random-looking.ts';

/** What stands for a word that was taken out. */
export const HIDDEN_WORD = '[word]';
/** Interface text is shorter; what is longer is content. */
const MAX_CHARS = 120;
/** Read before white space is collapsed. */
const MAX_RAW_CHARS = 1_000;
/** Longest word kept; longer ones are identifiers, URLs or sentences in scripts without spaces. */
const MAX_WORD_CHARS = 24;

/**
 * A name as it may leave the page: digits, addresses, long and random-looking words become `[word]`. Inside content (row,
 * list item, article, feed, log, message, cell, document) only its length bucket is left. undefined for a blank name.
 * The worker cleans it further with `cleanName`: word by word, or, where a rule of the policy lists it, by the detectors.
 */
export function toSafeName(raw: string, isInsideContent: boolean, isListed = false): SafeName | undefined {
  const text = raw
    .slice(0, MAX_RAW_CHARS)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return undefined;
  if (isInsideContent) return toMasked(toLengthBucket(raw.trim().length));
  const safe: string[] = [];
  let chars = 0;
  for (const word of text.split(' ')) {
    const kept = isTelling(word) ? HIDDEN_WORD : word;
    chars += kept.length + 1;
    if (chars > MAX_CHARS + 1) break;
    safe.push(kept);
  }
  return { text: safe.join(' '), ...(isListed && { listed: true as const }) } as SafeName;
}

/** The same name as no more than a length bucket, for a place that keeps no text (a page's tail). */
export function maskName(name: SafeName): SafeName {
  return 'length' in name ? name : toMasked(toLengthBucket(name.text.length));
}

function toMasked(length: LengthBucket): SafeName {
  return { length } as SafeName;
}

function isTelling(word: string): boolean {
  return word !== HIDDEN_WORD && (/[\p{N}@]/u.test(word) || word.length > MAX_WORD_CHARS || looksRandom(word));
}
