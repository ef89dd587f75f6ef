// A file of its own, without schemas, since rooms use it that have none.

/** Stands for a text that policy lets through and that did not arrive; its field is `masked`. */
export const LOST_TEXT = 'lost';
