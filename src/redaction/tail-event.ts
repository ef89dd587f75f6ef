// An event as it may lie in a page's tail, which is stored before the worker has seen it: nothing in it can be anybody's words.
import type { PageEvent } from '../model/event.ts';
import type { Target } from '../model/target.ts';
import { mapTargets } from './map-target.ts';
import { maskName } from './safe-name.ts';
import { toOriginUrl } from './safe-url.ts';

/** `event` with names as length buckets, the origin for the URL, and without selectors, test ids and let-through text. */
export function toTailEvent(event: PageEvent): PageEvent {
  if (event.kind === 'page') return { ...event, url: toOriginUrl(event.url) };
  const masked = mapTargets(event, toTailTarget);
  if (masked.kind === 'typing') {
    const { text: _, ...rest } = masked;
    return rest;
  }
  if (masked.kind === 'change') {
    const { value: _, ...rest } = masked;
    return rest;
  }
  return masked;
}

function toTailTarget({ name, testId: _, selectors: __, ...rest }: Target): Target {
  return { ...rest, ...(name !== undefined && { name: maskName(name) }) };
}
