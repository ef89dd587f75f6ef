// What a fault test notes for the table.

/** What is really done to break it. */
export const INJECTION = 'injection';
/** What the file declares as missing. */
export const DECLARED = 'declared';
