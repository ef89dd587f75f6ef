// What may be recorded of a field: the floor first, then the organisation's rules, else masked.
import type { Field, FieldClass } from '../model/field.ts';
import type { RedactionMode } from '../model/safe.ts';

/** The floor, as in `model/field.ts`; written out again as the page loads no schema. */
const PROTECTED: readonly FieldClass[] = [
  'password',
  'new-password',
  'one-time-code',
  'card-number',
  'card-expiry',
  'card-code',
  'bank-account',
  'identity-number',
  'tax-number',
  'health',
  'secret',
];
const STRICTEST_FIRST: readonly RedactionMode[] = ['protected', 'masked', 'scrubbed', 'kept'];

/** A rule of the policy that was found to be for this field. */
export interface FieldRule {
  readonly mode: RedactionMode;
  /** How closely the rule names the field; more is closer. */
  readonly specificity: number;
}

/** True for a class that no policy can open. */
export function isProtectedClass(fieldClass: FieldClass): boolean {
  return PROTECTED.includes(fieldClass);
}

/** The mode of a field of this class: the closest rule wins, the strictest of equals; `masked` without a rule. */
export function modeOf(fieldClass: FieldClass, rules: readonly FieldRule[]): RedactionMode {
  if (isProtectedClass(fieldClass)) return 'protected';
  const closest = Math.max(...rules.map((rule) => rule.specificity));
  const modes = rules.filter((rule) => rule.specificity === closest).map((rule) => rule.mode);
  return STRICTEST_FIRST.find((mode) => modes.includes(mode)) ?? 'masked';
}

/** Of two answers about one field the stricter; the first where both are as strict. */
export function stricterOf(first: Field, other: Field): Field {
  return STRICTEST_FIRST.indexOf(other.mode) < STRICTEST_FIRST.indexOf(first.mode) ? other : first;
}

/** True where nothing may be told of what was typed: no length, no time, no keys. */
export function isProtected(field: Field | undefined): boolean {
  return field?.mode === 'protected';
}
