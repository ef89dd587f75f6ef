// Cases that fail, each with its cause. They are played and judged like all others; one that passes must leave this list.

/** Cause by id. */
export const LEFT: Readonly<Record<string, string>> = {
  EC21: 'no echo filter yet: a secret made of interface words passes the vocabulary as a name',
  EC22: 'no echo filter yet: a secret made of interface words passes the vocabulary as a path',
  EC23: 'no echo filter yet: a secret made of interface words passes the vocabulary as a test id',
};
