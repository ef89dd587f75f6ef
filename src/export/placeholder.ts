// What stands in for a value that was not recorded.
import type { Field } from '../model/field.ts';

/** `[REDACTED:email]`: the class of the field, so that a reader can put a value of that kind in its place. */
export function placeholder(field: Field | undefined): string {
  return `[REDACTED:${field?.class ?? 'unknown'}]`;
}
