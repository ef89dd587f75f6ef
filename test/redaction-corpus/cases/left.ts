// Cases that fail, each with its cause. They are played and judged like all others; one that passes must leave this list.

/** Cause by id. */
export const LEFT: Readonly<Record<string, string>> = {
  CH20: 'a list that is changed by arrow keys gives one change record a key, so their number is the index',
  CH26: 'a date that is typed gives one change record a digit, each with its time',
  EC21: 'no echo filter yet: a secret made of interface words passes the vocabulary as a name',
  EC22: 'no echo filter yet: a secret made of interface words passes the vocabulary as a path',
  EC23: 'no echo filter yet: a secret made of interface words passes the vocabulary as a test id',
};
