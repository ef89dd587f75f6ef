// The one answer about a field that other rooms use: its class and its mode.
import type { Field } from '../model/field.ts';
import { classifyField } from './field-class.ts';
import type { FieldFacts } from './field-facts.ts';
import type { LabelMatcher } from './label-match.ts';
import type { FieldRule } from './mode.ts';
import { modeOf } from './mode.ts';

export const UNREADABLE: Field = { class: 'unknown', mode: 'protected' };
const TEXTS = [
  'tag',
  'type',
  'autocomplete',
  'name',
  'id',
  'labels',
  'placeholder',
  'ariaLabel',
  'title',
  'inputMode',
  'pattern',
  'neighbour',
  'context',
] as const satisfies readonly (keyof FieldFacts)[];

/** A page can put an element where a string should be (`<input name="type">` in a form): then nothing is known. */
function isReadable(facts: FieldFacts | undefined): facts is FieldFacts {
  return (
    facts !== undefined &&
    facts.isOpaque !== true &&
    TEXTS.every((key) => facts[key] === undefined || typeof facts[key] === 'string')
  );
}

/**
 * Class and mode of a field. Facts that could not be read (`undefined`, opaque, or no text where text should be) give
 * `unknown` and `protected`. `rules` are the policy's rules that match this field; without any, the mode is `masked`.
 */
export function fieldOf(facts: FieldFacts | undefined, labels: LabelMatcher, rules: readonly FieldRule[] = []): Field {
  if (!isReadable(facts)) return UNREADABLE;
  const fieldClass = classifyField(facts, labels);
  return { class: fieldClass, mode: modeOf(fieldClass, rules) };
}
