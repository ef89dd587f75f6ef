// An event as it may lie in storage at the end of a page, where any script of the extension can read it.
import type { PageEvent } from '../model/event.ts';
import type { Target } from '../model/target.ts';
import { maskName } from '../redaction/safe-name.ts';
import { toOriginUrl } from '../redaction/safe-url.ts';

/** Names masked, origin instead of URL, no text that policy let through. */
export function toTailEvent(event: PageEvent): PageEvent {
  switch (event.kind) {
    case 'page':
      return { ...event, url: toOriginUrl(event.url) };
    case 'click':
    case 'submit':
    case 'dialog':
      return { ...event, target: toTailTarget(event.target) };
    case 'typing': {
      const { text: _, ...rest } = event;
      return { ...rest, target: toTailTarget(event.target) };
    }
    case 'change': {
      const { value: _, ...rest } = event;
      return { ...rest, target: toTailTarget(event.target) };
    }
    case 'scroll':
    case 'key':
    case 'clipboard':
      return event.target === undefined ? event : { ...event, target: toTailTarget(event.target) };
    case 'drag':
      return {
        ...event,
        ...(event.from !== undefined && { from: toTailEnd(event.from) }),
        ...(event.to !== undefined && { to: toTailEnd(event.to) }),
      };
    case 'viewport':
    case 'visibility':
    case 'focus':
    case 'pointer':
      return event;
  }
}

function toTailEnd<E extends { target?: Target | undefined }>(end: E): E {
  return end.target === undefined ? end : { ...end, target: toTailTarget(end.target) };
}

function toTailTarget(target: Target): Target {
  const { name, selectors, ...rest } = target;
  return {
    ...rest,
    ...(name !== undefined && { name: maskName(name) }),
    ...(selectors !== undefined && { selectors: selectors.filter(({ kind }) => kind !== 'aria') }),
  };
}
