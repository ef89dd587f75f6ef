// The worker's last look at an event before it reaches the disk: names, tokens, selectors and paths pass the vocabulary.
import type { PageEvent } from '../model/event.ts';
import type { Target } from '../model/target.ts';
import { cleanName } from './clean-name.ts';
import type { Vocabulary } from './clean-token.ts';
import { cleanSelector, cleanTag, cleanToken, cleanUrl } from './clean-token.ts';
import type { HasEcho } from './echo.ts';
import { mapTargets } from './map-target.ts';
import { toOriginUrl } from './safe-url.ts';

/** `event` with nothing in its names, test ids, selectors and URL that is not vocabulary, or that holds a secret. Idempotent. */
export function cleanEvent(event: PageEvent, vocabulary: Vocabulary, hasEcho: HasEcho): PageEvent {
  if (event.kind === 'page') {
    const url = cleanUrl(event.url, vocabulary);
    return { ...event, url: hasEcho(pathOf(url)) ? toOriginUrl(url) : url };
  }
  return mapTargets(event, (target) => withoutEcho(cleanTarget(target, vocabulary), hasEcho));
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

function cleanTarget({ name, testId, selectors, leaf, shadow, ...rest }: Target, vocabulary: Vocabulary): Target {
  const cleanId = testId === undefined ? undefined : cleanToken(testId, vocabulary);
  const cleanSelectors = selectors?.flatMap((selector) => {
    const value = cleanSelector(selector.value, vocabulary);
    return value === undefined ? [] : [{ ...selector, value }];
  });
  return {
    ...rest,
    tag: cleanTag(rest.tag, vocabulary),
    ...(leaf !== undefined && { leaf: { ...leaf, tag: cleanTag(leaf.tag, vocabulary) } }),
    ...(shadow !== undefined && { shadow: shadow.map((tag) => cleanTag(tag, vocabulary)) }),
    ...(name !== undefined && { name: cleanName(name, vocabulary.isInterfaceWord) }),
    ...(cleanId !== undefined && { testId: cleanId }),
    ...(cleanSelectors !== undefined && { selectors: cleanSelectors }),
  };
}
