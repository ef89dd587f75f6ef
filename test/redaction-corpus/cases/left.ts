// Cases that fail, each with its cause. They are played and judged like all others; one that passes must leave this list.

/** Cause by id. */
export const LEFT: Readonly<Record<string, string>> = {};

/** The same for Firefox alone. */
export const LEFT_IN_FIREFOX: Readonly<Record<string, string>> = {};
