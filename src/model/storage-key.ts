// Keys in `storage.local` that pages, popup and worker share; apart from the schemas, so that no page loads those for a name.

/** The one value in storage that pages watch; its form is `gateCounter`. */
export const GATE_KEY = 'gate';
/** A pause that is on its way to disk, written together with the counter; its form is `pressedPause`, `null` for none. */
export const PRESSED_KEY = 'pressed';
/** Since when something waits on the device, in ms since 1970; absent while nothing does. Outside the database, for when that is lost. */
export const UNSENT_KEY = 'unsent';
/** What a page leaves at its end lies under this and a random rest; its form is `tail`. */
export const TAIL_PREFIX = 'tail:';
