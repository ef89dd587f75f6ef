// The worker's half of cleaning what developers wrote: tokens, selectors and paths, word by word against the vocabulary.
import type { UrlKeep } from '../model/page-rules.ts';
import type { SafeName, SafeSelector, SafeToken, SafeUrl } from '../model/safe.ts';
import { cleanName } from './clean-name.ts';
import type { IsInterfaceWord } from './lexicon.ts';
import { toSafeUrl } from './safe-url.ts';

/** The vocabularies: words that people read, words that developers write into ids and paths, and roles of ARIA. */
export interface Vocabulary {
  readonly isInterfaceWord: IsInterfaceWord;
  readonly isCodeWord: IsInterfaceWord;
  readonly isRole: IsInterfaceWord;
}

const TOKENS_IN_SELECTOR = /[#.]((?:\\[.:]|[\w-])+)|="([^"]*)"/g;
/** Custom elements among the steps of a selector. */
const TAGS_IN_SELECTOR = /(?:^|[\s>/])([a-z][a-z0-9]*-[\w-]*)/g;
/** Stands for the tag of an element that may be named after somebody. */
const HIDDEN_TAG = 'unknown';
const NAME_IN_ARIA = /\[name="([^"]*)"\]$/;

function isKnown(text: string, { isCodeWord, isInterfaceWord }: Vocabulary): boolean {
  const words =
    text
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return words.every((word) => isCodeWord(word) || isInterfaceWord(word));
}

/** `token` where all its words are vocabulary; undefined otherwise: `save-button` stays, `chat-erika` goes. */
export function cleanToken(token: SafeToken, vocabulary: Vocabulary): SafeToken | undefined {
  return isKnown(token, vocabulary) ? token : undefined;
}

/** `tag`, or `unknown` for a custom element named in other words than vocabulary: pages may name one after a person. Its prefix is free. */
export function cleanTag(tag: string, vocabulary: Vocabulary): string {
  return isKnown(tag.includes('-') ? tag.slice(tag.indexOf('-')) : '', vocabulary) ? tag : HIDDEN_TAG;
}

/** `selector` where all its tokens and its name are vocabulary; undefined otherwise, since a part of it finds nothing. */
export function cleanSelector(selector: SafeSelector, vocabulary: Vocabulary): SafeSelector | undefined {
  const name = NAME_IN_ARIA.exec(selector)?.[1];
  if (name !== undefined) {
    const clean = cleanName({ text: name } as SafeName, vocabulary.isInterfaceWord);
    return 'text' in clean && clean.text === name ? selector : undefined;
  }
  const tags = [...selector.matchAll(TAGS_IN_SELECTOR)].map((match) => match[1] ?? '');
  if (tags.some((tag) => cleanTag(tag, vocabulary) !== tag)) return undefined;
  const tokens = [...selector.matchAll(TOKENS_IN_SELECTOR)].map((match) => match[1] ?? match[2] ?? '');
  return tokens.every((token) => isKnown(token, vocabulary)) ? selector : undefined;
}

/** Parts of an address that a rule lets stay, as far as they are clean. */
interface KeptParts {
  readonly keep: UrlKeep;
  readonly isClean: (text: string) => boolean;
}

/** `url` with `:x` for every path segment that is not vocabulary and that nothing lets stay. Takes any URL, since pages are not trusted. */
export function cleanUrl(url: string, vocabulary: Vocabulary, kept?: KeptParts): SafeUrl {
  if (kept !== undefined) return cleanKept(toSafeUrl(url, kept.keep), vocabulary, kept);
  const safe = toSafeUrl(url);
  const [origin = '', path = ''] = /^(https?:\/\/[^/]+)(.*)$/s.exec(safe)?.slice(1) ?? [safe];
  const segments = path
    .split('/')
    .map((segment) => (/^#?!?$|^:x$/.test(segment) || isKnown(segment, vocabulary) ? segment : ':x'));
  return (origin + segments.join('/')) as SafeUrl;
}

/** Piece by piece: what is not clean goes as it would without a rule. */
function cleanKept(safe: SafeUrl, vocabulary: Vocabulary, { keep, isClean }: KeptParts): SafeUrl {
  if (!/^https?:/.test(safe)) return safe;
  const { origin, pathname, search, hash } = new URL(safe);
  const isFine = (text: string): boolean => isClean(toText(text));
  const path = pathname
    .split('/')
    .map((segment) =>
      segment === ':x' || isKnown(segment, vocabulary) || (keep.keepPath && isFine(segment)) ? segment : ':x',
    );
  const values = search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && isFine(pair));
  const fragment =
    keep.keepFragment === true && isFine(hash) ? hash : cleanUrl(`${origin}/${hash}`, vocabulary).replace(/^[^#]*/, '');
  return (origin + path.join('/') + (values.length > 0 ? `?${values.join('&')}` : '') + fragment) as SafeUrl;
}

/** As people read it; what cannot be decoded stays. */
function toText(part: string): string {
  const spaced = part.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (error instanceof URIError) return spaced;
    throw error;
  }
}
