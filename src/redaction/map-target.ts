// Applies a function to every target inside an event: the one place that knows which kinds carry targets.
import type { PageEvent } from '../model/event.ts';
import type { Target } from '../model/target.ts';

/** `event` with each of its targets replaced by what `change` makes of it. */
export function mapTargets(event: PageEvent, change: (target: Target) => Target): PageEvent {
  switch (event.kind) {
    case 'click':
    case 'typing':
    case 'change':
    case 'submit':
    case 'dialog':
      return { ...event, target: change(event.target) };
    case 'scroll':
    case 'key':
    case 'clipboard':
      return event.target === undefined ? event : { ...event, target: change(event.target) };
    case 'drag': {
      const { from, to } = event;
      return {
        ...event,
        ...(from?.target !== undefined && { from: { ...from, target: change(from.target) } }),
        ...(to?.target !== undefined && { to: { ...to, target: change(to.target) } }),
      };
    }
    case 'page':
    case 'viewport':
    case 'visibility':
    case 'focus':
    case 'pointer':
      return event;
  }
}
