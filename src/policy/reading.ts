// What reading a policy file gives: the values of each browser that it is for, and what in the file itself is wrong.
import type { Source } from './chromium-drops.ts';
import { isPolicyKey } from './key-facts.ts';
import type { LocatedField } from './located.ts';
import type { Browser } from './order.ts';

/** The values for one browser. */
export interface Reading {
  /** `any`: a policy as it is written, before it is rendered for a browser. */
  readonly browser: Browser | 'any';
  readonly fields: readonly LocatedField[];
  readonly source: Source;
}

/** Of the settings of several extensions those with keys of ours; all of them where none has any. */
export function keepOurs(readings: readonly Reading[]): readonly Reading[] {
  const ours = readings.filter(({ fields }) => fields.some(({ name }) => isPolicyKey(name)));
  return ours.length > 0 ? ours : readings;
}

/** Something wrong with the file, whatever its values are. */
export interface Fault {
  /** Offset in the text. */
  readonly at: number;
  readonly what: string;
  readonly fix: string;
}

export interface PolicyRead {
  /** The format, in words. */
  readonly format: string;
  readonly readings: readonly Reading[];
  readonly faults: readonly Fault[];
}
