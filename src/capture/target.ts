// Describes what a person acted on: the actionable element, the leaf inside it, and how to find it again.
import type { Field } from '../model/field.ts';
import type { Box, Leaf, Target } from '../model/target.ts';
import { nameOf } from './accessible-name.ts';
import { closestOf, hostsOf, parentOf } from './composed.ts';
import type { Fields } from './field.ts';
import { choiceHostOf, fieldHostOf } from './field-facts.ts';
import { attributeOf, findAll, matches, nearest, rectOf, rootOf, tagOf } from './native.ts';
import { roleOf } from './role.ts';
import type { Rules } from './rules.ts';
import { selectorsOf, testIdOf } from './selectors.ts';
import { statesOf } from './states.ts';

/** What acts by its nature or says that it does. */
const CONTROL =
  'a[href],area[href],button,input,select,textarea,summary,label,video,audio,[contenteditable]:not([contenteditable=false]),' +
  '[role=button],[role=link],[role=checkbox],[role=radio],[role=switch],[role=tab],[role^=menuitem],[role=option],[role=treeitem],' +
  '[role=slider],[role=spinbutton],[role=combobox],[role=textbox],[role=searchbox]';
/** What acts as a whole, and may hold things that act by themselves. */
const ACTING = `${CONTROL},[draggable=true],[onclick]`;
/** What the keyboard gets to: maps, grids and panes too, of which a part is meant. */
const FOCUSABLE = '[role=gridcell],[role=columnheader],[tabindex]:not([tabindex="-1"])';
const TAG = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;

/** `full` for what a person acts on; `brief` (number, tag, role) where the same element was described a moment ago. */
export type DescribeTarget = (element: Element, detail?: 'full' | 'brief') => Target;

/** Numbers and describes the elements of one document. */
export function createDescriber(fields: Fields, rules: Pick<Rules, 'ofName'>): DescribeTarget {
  const numbers = new WeakMap<Element, number>();
  const fieldSizes = new WeakMap<Element, Box>();
  let next = 1;

  const numberOf = (element: Element): number => {
    const known = numbers.get(element);
    if (known !== undefined) return known;
    numbers.set(element, next);
    next += 1;
    return next - 1;
  };

  /** A field that grows with its text would tell the length: its size is that of its first description. */
  const boxFor = (element: Element, field: Field | undefined): Box => {
    const box = boxOf(element);
    if (field === undefined) return box;
    const first = fieldSizes.get(element) ?? box;
    fieldSizes.set(element, first);
    return [box[0], box[1], first[2], first[3]];
  };

  return (element, detail = 'full') => {
    const told = toTold(element, fields);
    // Of a choice the field is the group, which is told in its place.
    const field = fields.of(told) ?? fields.of(element);
    const role = roleOf(told);
    const basic = { node: numberOf(told), tag: toTag(told), role };
    if (detail === 'brief') return basic;
    const name = nameOf(told, role, isProtectedChoice(told, fields) ? 'secret' : rules.ofName(told));
    const type = typeOf(told);
    const testId = testIdOf(told)?.token;
    const states = statesOf(told, role, field);
    const leaf = leafOf(element, told, field, numberOf);
    const shadow = hostsOf(told).map(toTag);
    const selectors = selectorsOf(told, role, name);
    return {
      ...basic,
      type,
      name,
      testId,
      box: boxFor(told, field),
      states: states.length > 0 ? states : undefined,
      field,
      leaf,
      shadow: shadow.length > 0 ? shadow : undefined,
      selectors: selectors.length > 0 ? selectors : undefined,
    };
  };
}

/** The element that a record names: the actionable one around the leaf, but never one that tells what was chosen. */
function toTold(element: Element, fields: Fields): Element {
  const choice = choiceHostOf(element);
  const actionable =
    fieldHostOf(element) ?? (choice && fields.of(element) !== undefined ? choice : actionableOf(element));
  const control = actionable instanceof HTMLLabelElement ? actionable.control : actionable;
  if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return actionable;
  return fields.of(control)?.mode === 'protected' ? firstOfGroup(control) : actionable;
}

/** The nearest element that acts; one that can only have the focus counts where nothing inside it acts. */
function actionableOf(element: Element): Element {
  const acting = closestOf(element, ACTING);
  const pointed = pointedOf(element);
  const isInside = pointed !== undefined && pointed !== acting && closestOf(pointed, ACTING) === acting;
  if (isInside && (acting === undefined || !matches(acting, CONTROL))) return pointed;
  return acting ?? closestOf(element, FOCUSABLE) ?? element;
}

/** The outermost element of those around `element` that show a hand, up to one that acts or has the focus: what is inside inherits it. */
function pointedOf(element: Element): Element | undefined {
  let pointed: Element | undefined;
  for (let at: Element | undefined = element; at !== undefined; at = parentOf(at)) {
    if (!getComputedStyle(at).cursor.endsWith('pointer')) return pointed;
    pointed = at;
    if (matches(at, `${ACTING},${FOCUSABLE}`)) return at;
  }
  // A page that shows a hand everywhere says nothing by it.
  return undefined;
}

/** Which of several radio buttons was meant is the value, so a protected group is told by its first. */
function firstOfGroup(radio: HTMLInputElement): Element {
  const root = radio.form ?? rootOf(radio);
  const radios = root === undefined ? [] : [...findAll(root, 'input[type=radio]')];
  return radios.find((other) => attributeOf(other, 'name') === radio.name) ?? radio;
}

/** The name of a choice is its value. (The name of a text field says what belongs there, never what is there.) */
function isProtectedChoice(element: Element, fields: Fields): boolean {
  const control = element instanceof HTMLLabelElement ? element.control : element;
  if (control === null || !matches(control, 'input:is([type=radio],[type=checkbox])')) return false;
  return fields.of(control)?.mode === 'protected';
}

/** In a field the leaf is content, and its box would tell how much of it there is. */
function leafOf(
  element: Element,
  told: Element,
  field: Field | undefined,
  numberOf: (of: Element) => number,
): Leaf | undefined {
  if (element === told || field !== undefined || told instanceof HTMLInputElement) return undefined;
  const role = roleOf(element);
  return { node: numberOf(element), tag: toTag(element), role, box: boxOf(element) };
}

function boxOf(element: Element): Box {
  const { x, y, width, height } = rectOf(element instanceof HTMLAreaElement ? imageOf(element) : element);
  return [Math.round(x), Math.round(y), Math.round(width), Math.round(height)];
}

/** An area has no box of its own: it is a part of the image that uses its map. */
function imageOf(area: HTMLAreaElement): Element {
  const map = attributeOf(nearest(area, 'map') ?? area, 'name');
  const root = rootOf(area);
  const images = root === undefined ? [] : [...findAll(root, 'img[usemap]')];
  return images.find((image) => attributeOf(image, 'usemap') === `#${map}`) ?? area;
}

/** Custom elements are named by code, but may be named at run time. */
function toTag(element: Element): string {
  const tag = tagOf(element);
  return TAG.test(tag) && tag.length <= 40 ? tag : 'unknown';
}

function typeOf(element: Element): string | undefined {
  if (element instanceof HTMLInputElement || element instanceof HTMLButtonElement) return element.type;
  return undefined;
}
