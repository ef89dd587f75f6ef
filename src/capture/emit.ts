// How a capture function hands over what it saw.
import type { PageEvent } from '../model/event.ts';

/** Takes one event. `at` is when it closed, in ms since 1970. */
export type Emit = (event: PageEvent, at: number) => void;
