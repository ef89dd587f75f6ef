// The interface words of the worker's half of cleaning: which words may stand in a name, a token or a path.

/** Tells whether a word, in lower case, is interface vocabulary. */
export type IsInterfaceWord = (word: string) => boolean;

/** Reads a word list: one word in lower case a line; lines that start with `#` are comments. */
export function parseLexicon(text: string): ReadonlySet<string> {
  return new Set(text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#')));
}
