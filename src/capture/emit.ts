// How a capture function hands over what it saw.
import type { PageEvent } from '../model/event.ts';

/** Takes one event. `timeMs` is when it closed, on the document's monotonic clock (an event's `timeStamp`). */
export type Emit = (event: PageEvent, timeMs: number) => void;
