// Limits and times, each with its unit and its reason.

/** Most records in a batch of a page: one transaction of about 10 ms. */
export const BATCH_MAX_RECORDS = 64;
/** Longest a batch waits in the page. Under 300 ms, so that a click that navigates is not lost. */
export const BATCH_MAX_AGE_MS = 250;
/** Longest a batch of nothing but pointer paths waits; a path is cut at this length too, so a kill loses at most this. */
export const POINTER_MAX_AGE_MS = 1_000;
/** A batch without an answer is sent again after this: a worker that starts needs well under a second. */
export const ACK_TIMEOUT_MS = 3_000;
/**
 * A press after this long without an answer from the worker is told of at once. The worker may be asleep then, and must be up
 * before the page goes; and typing leaves no record until its burst ends, so that only this says how long somebody was at
 * work when the browser dies: with `BATCH_MAX_AGE_MS` and the time between two keys within one second. At 20 s instead, a
 * killed browser could say no better than "somewhere in these 20 s", where a gap may span the fault plus 1 s.
 * It costs nobody at rest anything: nothing is sent but at a press, a key or a turn of the wheel, at most twice a second. The worker,
 * which would sleep 30 s after the last batch, is up during such work anyway; each sign is one small write, not forced to disk.
 */
export const WAKE_AFTER_MS = 500;
/** A pointer that rests this long ends its path. */
export const PATH_PAUSE_MS = 100;
/** Most records that a page holds while nobody answers; the oldest pointer paths go first. */
export const PAGE_MAX_RECORDS = 2_000;
/** Largest tail that a page leaves in storage at its end, in UTF-16 code units. */
export const TAIL_MAX_CHARS = 65_536;

/** A burst of typing ends after this long without a key. */
export const BURST_IDLE_MS = 2_000;
/** Let-through text waits in the page this long after its field was left: who typed a secret there has put it right by then. */
export const HOLD_BACK_MS = 20_000;
/** Longer text of a field is not told: a part of it could hide what only the whole shows. */
export const HELD_TEXT_MAX_CHARS = 10_000;
/** A record that waits for its text is not sealed before this, whatever the hold window. Longer stays in a field end as lost. */
export const TEXT_WAIT_MAX_MS = 5 * 60_000;
/** A scroll gesture ends this long after its last scroll event. (`scrollend` comes after each notch of a wheel.) */
export const SCROLL_IDLE_MS = 300;
/** A press that moved further than this is a drag, in CSS px. */
export const DRAG_MIN_CSS_PX = 6;

/** A session ends after this long without a record. */
export const SESSION_IDLE_MS = 10 * 60_000;
/** Youngest a record may be sealed while its session runs: batches resent after a worker's death arrive within this. */
export const SEAL_MIN_AGE_MS = 30_000;
/** Most records that one segment takes: about 64 to 512 kB of gzip. */
export const SEGMENT_MAX_RECORDS = 5_000;
/** Largest segment that a recorder makes of more than one record, in bytes as sent. */
export const SEGMENT_TARGET_BYTES = 512 * 1024;
/** Largest segment that a collector takes, in bytes as sent. */
export const SEGMENT_MAX_BYTES = 8 * 1024 * 1024;
/** Longest pause at a time, whatever policy says. */
export const PAUSE_MAX_MINUTES = 30;
