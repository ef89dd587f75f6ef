// Cleans the names in an event before it reaches the disk. Pure. Worker.
import type { PageEvent } from '../model/event.ts';
import type { SafeName } from '../model/safe.ts';
import type { Target } from '../model/target.ts';

/** Word by word, against the interface lexicon: made by `redaction/`. */
export type CleanName = (name: SafeName) => SafeName;

/** The event with every name in it cleaned, and without the selectors that held a name as it was. */
export function cleanEvent(event: PageEvent, cleanName: CleanName): PageEvent {
  switch (event.kind) {
    case 'click':
    case 'typing':
    case 'change':
    case 'submit':
    case 'dialog':
      return { ...event, target: cleanTarget(event.target, cleanName) };
    case 'scroll':
    case 'key':
    case 'clipboard':
      return event.target === undefined ? event : { ...event, target: cleanTarget(event.target, cleanName) };
    case 'drag':
      return {
        ...event,
        ...(event.from && { from: cleanEnd(event.from, cleanName) }),
        ...(event.to && { to: cleanEnd(event.to, cleanName) }),
      };
    case 'page':
    case 'viewport':
    case 'visibility':
    case 'focus':
    case 'pointer':
      return event;
  }
}

function cleanEnd<E extends { readonly target?: Target | undefined }>(end: E, cleanName: CleanName): E {
  return end.target === undefined ? end : { ...end, target: cleanTarget(end.target, cleanName) };
}

function cleanTarget(target: Target, cleanName: CleanName): Target {
  const { name, selectors, ...rest } = target;
  const cleaned = name && cleanName(name);
  const kept = sameText(name, cleaned) ? selectors : selectors?.filter((selector) => selector.kind !== 'aria');
  return { ...rest, ...(cleaned && { name: cleaned }), ...(kept && { selectors: kept }) };
}

/** An aria selector spells the name out: it may stay only beside a name that needed no cleaning. */
function sameText(before: SafeName | undefined, after: SafeName | undefined): boolean {
  return (
    before !== undefined && after !== undefined && 'text' in before && 'text' in after && before.text === after.text
  );
}
