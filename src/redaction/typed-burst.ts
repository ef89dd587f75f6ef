// What may be told of typing, as buckets; nothing at all of typing in a protected field.
import { toDurationBucket, toLengthBucket } from '../model/bucket.ts';
import type { PageEventOf } from '../model/event.ts';
import type { Field } from '../model/field.ts';
import type { LengthBucket } from '../model/safe.ts';
import { isProtected } from './mode.ts';

/** One burst as the page counted it. Exact counts end here. */
export interface TypedBurst {
  readonly insertedChars: number;
  readonly deletedChars: number;
  /** How often the person took something back. */
  readonly corrections: number;
  readonly isPasted: boolean;
  readonly isAutofilled: boolean;
  readonly ms: number;
}

export type TypingFacts = Pick<
  PageEventOf<'typing'>,
  'inserted' | 'deleted' | 'corrections' | 'pasted' | 'autofilled' | 'duration'
>;

/** The bucketed part of a typing event; empty for a protected field. */
export function toTypingFacts(burst: TypedBurst, field: Field): TypingFacts {
  if (isProtected(field)) return {};
  return {
    inserted: toLengthBucket(burst.insertedChars),
    ...(burst.deletedChars > 0 && { deleted: toLengthBucket(burst.deletedChars) }),
    ...(burst.corrections > 0 && { corrections: toLengthBucket(burst.corrections) }),
    ...(burst.isPasted && { pasted: true as const }),
    ...(burst.isAutofilled && { autofilled: true as const }),
    duration: toDurationBucket(burst.ms),
  };
}

/** Length bucket of a text that was copied, cut or pasted; undefined for a protected field. `field` is undefined outside fields. */
export function toClipboardLength(chars: number, field: Field | undefined): LengthBucket | undefined {
  return isProtected(field) ? undefined : toLengthBucket(chars);
}
