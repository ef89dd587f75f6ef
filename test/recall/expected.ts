// What the driver did and what the file must therefore say.
import type { Line } from '../e2e/session-files.ts';

/** An element as it stood just before the press, with the document around it, to try selectors out later. */
export interface Sighting {
  readonly tag: string;
  /** x, y, width, height in CSS px, relative to the viewport of the element's own document. */
  readonly box: readonly [number, number, number, number];
  /** The document as HTML with its open shadow roots; absent where the page is too large or broken to be read. */
  readonly html?: string;
  /** The way from the root element down: index among the children, or -1 into the shadow root. */
  readonly way: readonly number[];
}

/** One record that must be in the file. */
export interface Expected {
  readonly kind: string;
  readonly site: string;
  /** What was done, for people. */
  readonly note: string;
  readonly check: (record: Line) => boolean;
  /** May be missing: browsers or recorders may well see nothing there. */
  readonly isOptional: boolean;
  readonly sighting?: Sighting;
  /** Where in the top window it was done, CSS px. */
  readonly top?: { readonly x: number; readonly y: number };
}

/** A part of a record, read without trust. */
export function part(record: Line, ...keys: readonly string[]): unknown {
  let value: unknown = record;
  for (const key of keys)
    value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
  return value;
}

/** True where every named part of the record is the given value; a key may be a path such as `target.tag`. */
export function says(facts: Readonly<Record<string, unknown>>): (record: Line) => boolean {
  return (record) => Object.entries(facts).every(([key, value]) => part(record, ...key.split('.')) === value);
}
