// States of an element that a person could see at the press, without those that tell the value of a form field.
import type { Field } from '../model/field.ts';
import type { TargetState } from '../model/target.ts';
import { matches } from './native.ts';

type Rule = readonly [state: TargetState, selector: string];

const PLAIN: readonly Rule[] = [
  ['disabled', ':disabled,[aria-disabled=true]'],
  ['readonly', '[readonly],[aria-readonly=true]'],
  ['required', '[required],[aria-required=true]'],
  ['expanded', '[aria-expanded=true],details[open]>summary'],
  ['collapsed', '[aria-expanded=false],details:not([open])>summary'],
  ['pressed', '[aria-pressed=true]'],
  ['focused', ':focus'],
  ['current', '[aria-current]:not([aria-current=false],[aria-current=""])'],
  ['multiple', '[multiple],[aria-multiselectable=true]'],
  ['download', 'a[download]'],
];

/** States that tell what was chosen, or whether what was typed is right. */
const TELLING: readonly Rule[] = [
  ['checked', '[aria-checked=true],input:checked'],
  ['mixed', '[aria-checked=mixed],[aria-pressed=mixed],input:indeterminate'],
  ['selected', '[aria-selected=true],option:checked'],
  ['invalid', '[aria-invalid=true]'],
];

/** `field` is the form field that the element is; what its mode does not let through is left out. */
export function statesOf(element: Element, role: string | undefined, field: Field | undefined): TargetState[] {
  const isChoice = /^(checkbox|radio|switch|option)$/.test(role ?? '');
  const isVeiled = field === undefined ? isChoice : field.mode === 'masked' || field.mode === 'protected';
  const rules = isVeiled ? PLAIN : [...PLAIN, ...TELLING];
  return rules.filter(([, selector]) => matches(element, selector)).map(([state]) => state);
}
