// An event as it may lie in a page's tail, which is stored before the worker has seen it: nothing in it can be anybody's words.
import type { PageEvent } from '../model/event.ts';
import { maskName } from './safe-name.ts';
import { toOriginUrl } from './safe-url.ts';

/** Left out wherever they stand in an event. */
const TELLING = /^(testId|selectors|text|value)$/;

/** `event` with names as length buckets, the origin for the URL, and without selectors, test ids and let-through text. */
export function toTailEvent(event: PageEvent): PageEvent {
  return JSON.parse(
    JSON.stringify(event, (key, value) => {
      // Targets carry keys that are not set, too.
      if (value === undefined || TELLING.test(key)) return undefined;
      if (key === 'url') return toOriginUrl(value);
      return key === 'name' ? maskName(value) : value;
    }),
  );
}
