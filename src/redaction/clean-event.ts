// The worker's last look at an event before it reaches the disk: names, tokens, selectors and paths pass the vocabulary.
import type { PageEvent } from '../model/event.ts';
import type { Target } from '../model/target.ts';
import { cleanName } from './clean-name.ts';
import type { Vocabulary } from './clean-token.ts';
import { cleanSelector, cleanTag, cleanToken, cleanUrl } from './clean-token.ts';
import { mapTargets } from './map-target.ts';

/** `event` with nothing in its names, test ids, selectors and URL that is not vocabulary. Idempotent. */
export function cleanEvent(event: PageEvent, vocabulary: Vocabulary): PageEvent {
  if (event.kind === 'page') return { ...event, url: cleanUrl(event.url, vocabulary) };
  return mapTargets(event, (target) => cleanTarget(target, vocabulary));
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
