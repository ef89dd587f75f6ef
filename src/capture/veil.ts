// Places where a point or a path would tell a value: controls that are set by place, on-screen keypads, signature pads.
import type { FieldWords } from '../model/field.ts';
import { isOf } from '../redaction/label-text.ts';
import { closestOf, hostsOf, parentOf } from './composed.ts';
import { attributesOf, findAll, genuine, matches, nearest, rootOf, siblingBefore, tagOf } from './native.ts';
import type { Presses } from './press.ts';

const SET_BY_PLACE =
  'input:is([type=range],[type=color],[type=date],[type=time],[type=month],[type=week],[type=datetime-local]),' +
  'select:is([multiple],[size]),option,[role=slider]';

const KEY = 'button,[role=button],input[type=button],a,td,li,[tabindex],[onclick],span,div,img,g';
/** A pad of this many keys with one character each is for typing. */
const KEYPAD_MIN_KEYS = 8;
const KEY_MAX_CHILDREN = 3;
/** Rows and cells between a key and its pad. */
const KEYPAD_MAX_DEPTH = 4;
const PAD_MAX_ELEMENTS = 200;
/** The part of a pad's buttons that must be keys; the others delete, confirm, shift. */
const KEYPAD_MIN_PART = 0.6;
/** Never a pad as a whole. */
const BEYOND_PADS = 'body,html,main';
/** Until the words are known everything may be a pad: no place is told too many. */
type Words = FieldWords | undefined;

/** True where the place of a press is the value itself. */
export function tellsByPlace(element: Element, words: Words): boolean {
  return closestOf(element, SET_BY_PLACE) !== undefined || isSignaturePad(element, words);
}

/** The on-screen keypad that an element belongs to; undefined when it is on none. */
export function keypadOf(element: Element, words: Words): Element | undefined {
  const drawn = nearest(element, 'svg');
  if (drawn !== undefined && drawn !== element && isSignaturePad(drawn, words)) return drawn;
  const manager = words && managerOf(element, words);
  if (manager !== undefined) return manager;
  const key = nearest(element, KEY);
  if (key === undefined) return undefined;
  const isBlank = genuine(key, 'childElementCount') <= KEY_MAX_CHILDREN && nameOfKey(key) === '';
  // Beside a password keys without a name are keys too: their digits are drawn.
  const root = isBlank ? rootOf(key) : undefined;
  const isBesidePassword = root !== undefined && findAll(root, 'input[type=password]').length > 0;
  // The outermost: a keyboard has rows of keys.
  let outermost: Element | undefined;
  let pad = parentOf(key);
  for (let depth = 0; pad !== undefined && depth < KEYPAD_MAX_DEPTH && !matches(pad, BEYOND_PADS); depth += 1) {
    const names = attributesOf(pad, 'id class aria-label').join(' ');
    const ruling = { mayBeBlank: isBesidePassword || (words !== undefined && isOf(words.pads, names)), words };
    if (isKey(key, ruling) && isKeypad(pad, ruling)) outermost = pad;
    pad = parentOf(pad);
  }
  return outermost;
}

/** The menu that a password manager put into the page: which entry was taken is its own. */
function managerOf(element: Element, words: FieldWords): Element | undefined {
  return hostsOf(element).find((host) => isOf(words.managerTags, tagOf(host))) ?? closestOf(element, words.managers);
}

/** What counts as a key. */
interface KeyRuling {
  /** One without a name does too. */
  readonly mayBeBlank: boolean;
  readonly words: Words;
}

/** Enough keys, and little else. */
export function isKeypad(pad: Element, ruling: KeyRuling): boolean {
  const root = pad instanceof HTMLElement ? pad.shadowRoot : null;
  const inside = findAll(root ?? pad, '*');
  if (inside.length > PAD_MAX_ELEMENTS) return false;
  const pressable = [...inside].filter((element) => matches(element, KEY));
  const leaves = pressable.filter((element) => findAll(element, KEY).length === 0);
  const keys = leaves.filter((leaf) => isKey(leaf, ruling)).length;
  return keys >= KEYPAD_MIN_KEYS && keys >= leaves.length * KEYPAD_MIN_PART;
}

/** One character, a digit with its letters (`2 ABC`), or a digit by name. */
function isKey(element: Element, { mayBeBlank, words }: KeyRuling): boolean {
  if (genuine(element, 'childElementCount') > KEY_MAX_CHILDREN) return false;
  const name = nameOfKey(element);
  return name === ''
    ? mayBeBlank
    : name.length < 40 && ([...name].length === 1 || words === undefined || isOf(words.keys, name));
}

function nameOfKey(element: Element): string {
  const text = element instanceof HTMLInputElement ? element.value : (genuine(element, 'textContent') ?? '');
  return text.length < 40 ? text.trim() || hiddenNameOf(element) : text;
}

function hiddenNameOf(element: Element): string {
  const [image] = findAll(element, 'img[alt],[aria-label],[title]');
  return [element, image].flatMap((from) => (from ? attributesOf(from, 'aria-label alt title') : []))[0] ?? '';
}

/** True where people sign, draw a pattern or tap a code without buttons. */
function isSignaturePad(element: Element, words: Words): boolean {
  const canvas = closestOf(element, 'canvas,svg');
  // A drawing in a button is its icon.
  if (canvas !== undefined && closestOf(canvas, 'button,a[href],[role=button],summary') !== undefined) return false;
  const isDrawn = canvas !== undefined;
  let from: Element | undefined = canvas ?? element;
  for (let depth = 0; from !== undefined && depth < 4 && !matches(from, BEYOND_PADS); depth += 1) {
    const named = from;
    const before = siblingBefore(named);
    const text = before && !genuine(before, 'childElementCount') ? genuine(before, 'textContent')?.slice(0, 80) : '';
    const names = [...attributesOf(named, 'id class aria-label'), text].join(' ');
    if (isDrawn && depth < 2 && (words === undefined || isOf(words.signatures, names))) return true;
    if (words !== undefined && isOf(words.pads, names)) return true;
    from = parentOf(named);
  }
  return false;
}

/** Tells of a pointer event whether its place must not be told. */
export function createVeil(presses: Presses, wordsNow: () => Words): (event: PointerEvent) => boolean {
  const veiled = new WeakMap<EventTarget, boolean>();
  return (event) => {
    const press = presses.last();
    if (press?.isVeiled === true && (!press.isOver || event.type === 'pointerup')) return true;
    const under = event.composedPath()[0];
    if (!(under instanceof Element)) return false;
    const words = wordsNow();
    const known = veiled.get(under) ?? (tellsByPlace(under, words) || keypadOf(under, words) !== undefined);
    if (words !== undefined) veiled.set(under, known);
    return known;
  };
}
