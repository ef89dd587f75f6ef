// The worker's last look at an event before it reaches the disk: names, tokens, selectors and paths pass the vocabulary, and what the
// rules of the policy list passes the detectors.
import type { PageEvent, PageEventOf } from '../model/event.ts';
import { LOST_TEXT } from '../model/lost-text.ts';
import { matchesGlob } from '../model/match-pattern.ts';
import type { PageRules } from '../model/page-rules.ts';
import type { SafeName, SafeSelector } from '../model/safe.ts';
import type { Target } from '../model/target.ts';
import { cleanName } from './clean-name.ts';
import { cleanText, mayTell } from './clean-text.ts';
import type { Vocabulary } from './clean-token.ts';
import { cleanSelector, cleanTag, cleanToken, cleanUrl } from './clean-token.ts';
import type { HasEcho } from './echo.ts';
import { mapTargets } from './map-target.ts';
import { toOriginUrl } from './safe-url.ts';
import type { Scrubber } from './scrub.ts';
import { keepOf } from './url-keep.ts';

/** What the policy lists for the page, and the detectors that it must pass. */
export interface Listed {
  readonly rules: PageRules;
  readonly scrubber: Scrubber;
}

/**
 * `event` with nothing in its names, test ids, selectors and URL that is not vocabulary, or that holds a secret; but for what is
 * `listed`. A text is never told in an event: it comes later, or is lost. Idempotent.
 */
export function cleanEvent(event: PageEvent, vocabulary: Vocabulary, hasEcho: HasEcho, listed?: Listed): PageEvent {
  if (event.kind === 'page') {
    const url = cleanUrl(event.url, vocabulary, listed && keptParts(event.url, listed));
    return { ...event, url: hasEcho(pathOf(url)) ? toOriginUrl(url) : url };
  }
  const cleaned = mapTargets(event, (target) => withoutEcho(cleanTarget(target, vocabulary, listed), hasEcho));
  if (cleaned.kind === 'typing' && cleaned.text !== undefined) return { ...cleaned, text: LOST_TEXT };
  return cleaned.kind === 'change' && cleaned.value !== undefined ? cleanChange(cleaned, hasEcho, listed) : cleaned;
}

function keptParts(url: string, { rules, scrubber }: Listed): Parameters<typeof cleanUrl>[2] {
  const { pathname, search } = new URL(url);
  const keep = keepOf(rules.urls.filter(({ path }) => matchesGlob(path, pathname + search)));
  return keep && { keep, isClean: (text) => !text.includes('@') && scrubber.scrubSecrets(text) === text };
}

function cleanChange(event: PageEventOf<'change'>, hasEcho: HasEcho, listed: Listed | undefined): PageEvent {
  const { value = '', ...rest } = event;
  const mode = listed && mayTell(listed.rules, event.field.mode);
  const cleaned = mode && cleanText(value, { mode, names: [], scrubber: listed.scrubber, hasEcho });
  return { ...rest, ...(cleaned !== undefined && { value: cleaned }) };
}

const pathOf = (url: string): string => url.replace(/^\w+:\/\/[^/]*/, '');

/** A target without what repeats a secret: not even its length is told. */
function withoutEcho({ name, testId, selectors, ...rest }: Target, hasEcho: HasEcho): Target {
  const kept = selectors?.filter(({ value }) => !hasEcho(value));
  return {
    ...rest,
    ...(name !== undefined && !('text' in name && hasEcho(name.text)) && { name }),
    ...(testId !== undefined && !hasEcho(testId) && { testId }),
    ...(kept !== undefined && { selectors: kept }),
  };
}

/** A page may write anything into `role`. */
function withKnownRole<T extends { readonly role?: string | undefined }>(
  { role, ...rest }: T,
  { isRole }: Vocabulary,
): Omit<T, 'role'> & Pick<T, 'role'> {
  return { ...rest, ...(role !== undefined && isRole(role) && { role }) };
}

function cleanTarget(
  { name: raw, testId, selectors, leaf, shadow, ...rest }: Target,
  vocabulary: Vocabulary,
  listed: Listed | undefined,
): Target {
  const name = raw && cleanListed(raw, vocabulary, listed);
  const cleanId = testId === undefined ? undefined : cleanToken(testId, vocabulary);
  const cleanSelectors = selectors?.flatMap((selector) => {
    const value = isOfName(selector.value, name) ? selector.value : cleanSelector(selector.value, vocabulary);
    return value === undefined ? [] : [{ ...selector, value }];
  });
  return {
    ...withKnownRole(rest, vocabulary),
    tag: cleanTag(rest.tag, vocabulary),
    ...(leaf !== undefined && { leaf: { ...withKnownRole(leaf, vocabulary), tag: cleanTag(leaf.tag, vocabulary) } }),
    ...(shadow !== undefined && { shadow: shadow.map((tag) => cleanTag(tag, vocabulary)) }),
    ...(name !== undefined && { name }),
    ...(cleanId !== undefined && { testId: cleanId }),
    ...(cleanSelectors !== undefined && { selectors: cleanSelectors }),
  };
}

/** A listed name keeps its words, as far as no detector finds something in them. */
function cleanListed(name: SafeName, { isInterfaceWord }: Vocabulary, listed: Listed | undefined): SafeName {
  if (!('text' in name) || name.listed !== true) return cleanName(name, isInterfaceWord);
  if (listed === undefined || listed.rules.names.length === 0)
    return cleanName({ text: name.text } as SafeName, isInterfaceWord);
  return { ...name, text: listed.scrubber.scrub(name.text, { names: [] }) };
}

/** A selector by the very name that a rule lists. */
function isOfName(selector: SafeSelector, name: SafeName | undefined): boolean {
  return name !== undefined && 'text' in name && name.listed === true && selector.endsWith(`[name="${name.text}"]`);
}
