// The worker's look at text that policy lets through: what may be told, in which mode, and what of it is left.
import type { FieldClass } from '../model/field.ts';
import type { PageRules } from '../model/page-rules.ts';
import type { RedactionMode } from '../model/safe.ts';
import type { HasEcho } from './echo.ts';
import type { Scrubber, ScrubContext } from './scrub.ts';

export type TextMode = Extract<RedactionMode, 'scrubbed' | 'kept'>;

/** What a page may tell under these rules of a field in `mode`: a page is not trusted. undefined: no text at all. */
export function mayTell({ fields }: PageRules, mode: RedactionMode): TextMode | undefined {
  if (mode !== 'kept' && mode !== 'scrubbed') return undefined;
  const has = (one: TextMode): boolean => fields.some((rule) => rule.mode === one);
  if (mode === 'kept' && has('kept')) return 'kept';
  return has('scrubbed') || has('kept') ? 'scrubbed' : undefined;
}

/** Personal whatever was typed: no detector knows every name and every street. */
const PERSONAL: readonly (FieldClass | undefined)[] = ['name', 'email', 'phone', 'address', 'birth-date'];

export interface TextCleaning extends ScrubContext {
  readonly mode: TextMode;
  /** Class of the field that the text is of. */
  readonly of?: FieldClass | undefined;
  readonly scrubber: Scrubber;
  readonly hasEcho: HasEcho;
}

/** `text` as it may be stored; undefined when it holds a secret that was typed elsewhere. */
export function cleanText(text: string, { mode, names, scrubber, hasEcho }: TextCleaning): string | undefined {
  if (hasEcho(text)) return undefined;
  return mode === 'kept' ? scrubber.scrubSecrets(text) : scrubber.scrub(text, { names });
}

/** Between texts that were typed one after the other into one field: a number may go on in the next. */
const JOINTS = ['', ' '] as const;

/**
 * The texts of one stay in a field, as they may be stored; undefined when one holds a secret of elsewhere, or when more is found in them
 * together than in each: then something is spread over them.
 */
export function cleanTexts(texts: readonly string[], cleaning: TextCleaning): readonly string[] | undefined {
  if (cleaning.mode === 'scrubbed' && PERSONAL.includes(cleaning.of))
    return texts.map((text) => text && `[${cleaning.of}]`);
  const cleaned = texts.map((text) => cleanText(text, cleaning));
  const isWhole = JOINTS.every(
    (joint) => texts.length < 2 || cleanText(texts.join(joint), cleaning) === cleaned.join(joint),
  );
  return isWhole && cleaned.every((text) => text !== undefined) ? cleaned : undefined;
}
