// Places where a point or a path would tell a value: controls that are set by place, on-screen keypads, signature pads.
import { closestOf, parentOf } from './composed.ts';
import { attributeOf, findAll, genuine, nearest, siblingBefore } from './native.ts';
import type { Presses } from './press.ts';

const SET_BY_PLACE =
  'input:is([type=range],[type=color],[type=date],[type=time],[type=month],[type=week],[type=datetime-local]),' +
  'select:is([multiple],[size]),option,[role=slider]';

const KEY = 'button,[role=button],input[type=button],a,td,li,[tabindex],[onclick],span,div';
/** A pad of this many keys with one character each is for typing. */
const KEYPAD_MIN_KEYS = 8;
/** Rows and cells between a key and its pad. */
const KEYPAD_MAX_DEPTH = 4;
const PAD_MAX_ELEMENTS = 200;

const SIGNATURE =
  /sign(?!al|up|in\b)|unterschrift|firma\b|assinatura|podpis|handteken|imza|подпис|署名|签名|簽名|서명|pattern|unlock/i;

/** True where the place of a press is the value itself. */
export function isSetByPlace(element: Element): boolean {
  return closestOf(element, SET_BY_PLACE) !== undefined;
}

/** The on-screen keypad that an element belongs to; undefined when it is on none. */
export function keypadOf(element: Element): Element | undefined {
  const key = nearest(element, KEY);
  if (key === undefined || !hasOneCharacter(key)) return undefined;
  let pad = parentOf(key);
  for (let depth = 0; pad !== undefined && depth < KEYPAD_MAX_DEPTH; depth += 1) {
    if (isKeypad(pad)) return pad;
    pad = parentOf(pad);
  }
  return undefined;
}

function isKeypad(pad: Element): boolean {
  const inside = findAll(pad, '*');
  if (inside.length > PAD_MAX_ELEMENTS) return false;
  let keys = 0;
  for (const element of inside) if (genuine(element, 'childElementCount') === 0 && hasOneCharacter(element)) keys += 1;
  return keys >= KEYPAD_MIN_KEYS;
}

function hasOneCharacter(element: Element): boolean {
  if (genuine(element, 'childElementCount') > 2) return false;
  const text = element instanceof HTMLInputElement ? element.value : (genuine(element, 'textContent') ?? '');
  return text.length < 20 && text.trim().length === 1;
}

/** True on a canvas that people sign or draw a pattern on. */
export function isSignaturePad(element: Element): boolean {
  const canvas = closestOf(element, 'canvas,svg');
  if (canvas === undefined) return false;
  const parent = canvas.parentElement ?? canvas;
  const near = [canvas, parent].flatMap((from) => ['id', 'class', 'aria-label'].map((name) => attributeOf(from, name)));
  const before = siblingBefore(canvas) ?? siblingBefore(parent);
  const text = before && !genuine(before, 'childElementCount') ? genuine(before, 'textContent')?.slice(0, 80) : '';
  return SIGNATURE.test([...near, text].join(' '));
}

/** Tells of a pointer event whether its place must not be told. */
export function createVeil(presses: Presses): (event: PointerEvent) => boolean {
  const veiled = new WeakMap<EventTarget, boolean>();
  return (event) => {
    const press = presses.last();
    if (press?.isVeiled === true && (!press.isOver || event.type === 'pointerup')) return true;
    const under = event.composedPath()[0];
    if (!(under instanceof Element)) return false;
    const known = veiled.get(under) ?? (isSetByPlace(under) || keypadOf(under) !== undefined);
    veiled.set(under, known);
    return known;
  };
}
