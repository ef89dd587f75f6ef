// States of an element that a person could see at the press, without those that tell the value of a form field.
import type { Field } from '../model/field.ts';
import type { TargetState } from '../model/target.ts';

const CHOICE_ROLES = /^(checkbox|radio|switch|option)$/;

type Test = readonly [state: TargetState, isOn: (element: Element) => boolean];

const isTrue = (attribute: string) => (element: Element) => element.getAttribute(attribute) === 'true';

const PLAIN: readonly Test[] = [
  ['disabled', (element) => element.matches(':disabled,[aria-disabled=true]')],
  ['readonly', (element) => element.matches('[readonly],[aria-readonly=true]')],
  ['required', (element) => element.matches('[required],[aria-required=true]')],
  [
    'expanded',
    (element) =>
      isTrue('aria-expanded')(element) ||
      (element.parentElement?.matches('details[open]') === true && element.localName === 'summary'),
  ],
  [
    'collapsed',
    (element) => element.getAttribute('aria-expanded') === 'false' || element.matches('details:not([open]) > summary'),
  ],
  ['pressed', isTrue('aria-pressed')],
  ['focused', (element) => element.matches(':focus')],
  ['current', (element) => element.matches('[aria-current]:not([aria-current=false],[aria-current=""])')],
  ['multiple', (element) => element.matches('[multiple],[aria-multiselectable=true]')],
  ['download', (element) => element.matches('a[download]')],
];

/** States that tell what was chosen, or whether what was typed is right. */
const TELLING: readonly Test[] = [
  ['checked', (element) => element.matches('[aria-checked=true],input:checked')],
  ['mixed', (element) => element.matches('[aria-checked=mixed],[aria-pressed=mixed],input:indeterminate')],
  ['selected', (element) => element.matches('[aria-selected=true],option:checked')],
  ['invalid', isTrue('aria-invalid')],
];

/** `field` is the form field that the element is; what its mode does not let through is left out. */
export function statesOf(element: Element, role: string | undefined, field: Field | undefined): TargetState[] {
  const isVeiled =
    field === undefined ? CHOICE_ROLES.test(role ?? '') : field.mode === 'masked' || field.mode === 'protected';
  const tests = isVeiled ? PLAIN : [...PLAIN, ...TELLING];
  return tests.filter(([, isOn]) => isOn(element)).map(([state]) => state);
}
