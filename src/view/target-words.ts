// What was acted on, in words: “button “Approve””. Never more than the record holds. Page.
import type { Field } from '../model/field.ts';
import type { Target } from '../model/target.ts';
import type { MessageKey, Say } from './message-key.ts';

/** Roles that people know by a word; all others are a part of the page. */
const ROLES: Readonly<Record<string, MessageKey>> = {
  button: 'partButton',
  link: 'partLink',
  textbox: 'partField',
  searchbox: 'partField',
  spinbutton: 'partField',
  combobox: 'partList',
  listbox: 'partList',
  option: 'partOption',
  checkbox: 'partCheckbox',
  radio: 'partRadio',
  switch: 'partSwitch',
  slider: 'partSlider',
  tab: 'partTab',
  menuitem: 'partMenuItem',
  menuitemcheckbox: 'partMenuItem',
  menuitemradio: 'partMenuItem',
  img: 'partImage',
  row: 'partRow',
  cell: 'partCell',
  gridcell: 'partCell',
  columnheader: 'partHeading',
  heading: 'partHeading',
  dialog: 'partDialog',
  form: 'partForm',
};
const FIELDS = {
  protected: 'fieldProtected',
  masked: 'fieldMasked',
  scrubbed: 'fieldScrubbed',
  kept: 'fieldKept',
} as const;

/** A role as a word. Pages choose the names of roles, so only our own entries count. */
export function roleText(role: string | undefined, say: Say): string {
  const known = role !== undefined && Object.hasOwn(ROLES, role) ? ROLES[role] : undefined;
  return say(known ?? 'partElement');
}

/** The element; that its name was not recorded is said too. */
export function targetText({ role, name }: Pick<Target, 'role' | 'name'>, say: Say): string {
  const word = roleText(role, say);
  if (name === undefined) return word;
  if (!('text' in name)) return say('targetHidden', word);
  return name.text === '' ? word : say('targetNamed', word, name.text);
}

/** The field of a record, by what happens to text in it: “a masked field “Search””. */
export function fieldText({ mode }: Field, target: Pick<Target, 'name'> | undefined, say: Say): string {
  const word = say(FIELDS[mode]);
  const { name } = target ?? {};
  return name !== undefined && 'text' in name && name.text !== '' ? say('targetNamed', word, name.text) : word;
}
