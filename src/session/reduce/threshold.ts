// The times and distances by which raw records become actions. docs/reduce.md tells where each comes from.

/** A wheel notch or scroll this long after the last one is a new scroll. The recorder ends a gesture at the same pause. */
export const SCROLL_PAUSE_MS = 300;
/** Typing in one element goes on over a pause this long. The recorder ends a burst at the same pause. */
export const TYPE_PAUSE_MS = 2_000;
/** A choice changed again within this is the same choice: a date typed part by part, a slider moved key by key. */
export const SELECT_PAUSE_MS = 2_000;
/** The click before a click with a higher count; Windows lets people set up to 900 ms. */
export const MULTI_CLICK_MS = 1_000;
/** A key that is held repeats after at most this. */
export const KEY_REPEAT_MS = 1_000;
/** What the browser makes of an event itself comes in the same task: a label's click, Enter's click, a shortcut's paste. */
export const SAME_TASK_MS = 100;
/** A dialog, a change or a submission this soon after an action is its effect. */
export const EFFECT_MS = 1_000;
/** A page or a tab this soon after an action is its effect: slow pages need seconds. */
export const NAVIGATION_MS = 10_000;
/** Pointer paths that ended this long before an action may belong to it. */
export const APPROACH_MS = 10_000;
/** A path is cut at 1 s, so the path with a click in it ends within this. */
export const PATH_SETTLE_MS = 1_100;
/** The pointer rested no longer than this before something opened under it. */
export const HOVER_REST_MS = 3_000;
/** What opened was used within this. */
export const HOVER_USE_MS = 5_000;
/** A time without any record, to be called waiting. */
export const WAIT_MIN_MS = 5_000;
/** A wait this long is a break: a hint where a piece of work ends. */
export const BREAK_MIN_MS = 5 * 60_000;

/** Most raw records in one action: bounds memory, also against hostile files. */
export const RECORDS_MAX = 1_000;
/** Most actions held back until what belongs to them has arrived. */
export const OPEN_MAX = 256;
/** Most pointer paths held back. */
export const PATHS_MAX = 1_024;
/** Most documents, and most described elements, that are remembered; the one unused for longest goes first. */
export const DOCUMENTS_MAX = 2_000;
export const TARGETS_MAX = 5_000;
