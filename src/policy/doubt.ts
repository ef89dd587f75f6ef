// What is said of a value that is allowed and obeyed, and probably not what was meant.

export interface Doubt {
  readonly key: string;
  /** Where inside the key: numbers of items from 0, names of fields. */
  readonly path: readonly string[];
  readonly what: string;
}
