// Places where a point or a path would tell a value: controls that are set by place, on-screen keypads, signature pads.
import { closestOf, parentOf } from './composed.ts';
import { attributesOf, findAll, genuine, matches, nearest, siblingBefore } from './native.ts';
import type { Presses } from './press.ts';

const SET_BY_PLACE =
  'input:is([type=range],[type=color],[type=date],[type=time],[type=month],[type=week],[type=datetime-local]),' +
  'select:is([multiple],[size]),option,[role=slider]';

const KEY = 'button,[role=button],input[type=button],a,td,li,[tabindex],[onclick],span,div,img,g';
/** A pad of this many keys with one character each is for typing. */
const KEYPAD_MIN_KEYS = 8;
/** Rows and cells between a key and its pad. */
const KEYPAD_MAX_DEPTH = 4;
const PAD_MAX_ELEMENTS = 200;
/** The part of a pad's buttons that must be keys; the others delete, confirm, shift. */
const KEYPAD_MIN_PART = 0.6;
/** Never a pad as a whole. */
const BEYOND_PADS = 'body,html,main';
const KEY_NAME =
  /^(?:\p{N}\s*\p{Lu}{2,5}|(?:(?:digit|number|key|ziffer|zahl|taste|chiffre|touche|d[ií]gito|n[uú]mero|tecla|cifra|tasto|cijfer|cyfra|цифра|数字)\s*)?(?:\p{N}|zero|one|two|three|four|five|six|seven|eight|nine|null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))$/iu;
/** Says of any element that what is done on it is a secret or a signature. */
const PAD_NAME =
  /signature|sig-?pad|unterschrift|unlock.?pattern|pattern.?(?:lock|unlock)|entsperrmuster|pin-?pad|key-?pad|num-?pad|pin-?code/i;

const SIGNATURE =
  /\bsign(?!al|[- ]?(?:up|in|out|off|on|ed)\b)|unterschrift|firma\b|assinatura|podpis|handteken|imza|подпис|署名|签名|簽名|서명|pattern|unlock/i;

/** True where the place of a press is the value itself. */
export function isSetByPlace(element: Element): boolean {
  return closestOf(element, SET_BY_PLACE) !== undefined;
}

/** The on-screen keypad that an element belongs to; undefined when it is on none. */
export function keypadOf(element: Element): Element | undefined {
  const drawn = nearest(element, 'svg');
  if (drawn !== undefined && drawn !== element && isSignaturePad(drawn)) return drawn;
  const key = nearest(element, KEY);
  if (key === undefined || !isKey(key)) return undefined;
  // The outermost: a keyboard has rows of keys.
  let outermost: Element | undefined;
  let pad = parentOf(key);
  for (let depth = 0; pad !== undefined && depth < KEYPAD_MAX_DEPTH && !matches(pad, BEYOND_PADS); depth += 1) {
    if (isKeypad(pad)) outermost = pad;
    pad = parentOf(pad);
  }
  return outermost;
}

/** Enough keys, and little else. */
function isKeypad(pad: Element): boolean {
  const root = pad instanceof HTMLElement ? pad.shadowRoot : null;
  const inside = findAll(root ?? pad, '*');
  if (inside.length > PAD_MAX_ELEMENTS) return false;
  const pressable = [...inside].filter((element) => matches(element, KEY));
  const leaves = pressable.filter((element) => findAll(element, KEY).length === 0);
  const keys = leaves.filter(isKey).length;
  return keys >= KEYPAD_MIN_KEYS && keys >= leaves.length * KEYPAD_MIN_PART;
}

/** One character, a digit with its letters (`2 ABC`), or a digit by name. */
function isKey(element: Element): boolean {
  if (genuine(element, 'childElementCount') > 3) return false;
  const text = element instanceof HTMLInputElement ? element.value : (genuine(element, 'textContent') ?? '');
  const name = text.length < 40 ? text.trim() || hiddenNameOf(element) : text;
  return name.length < 40 && ([...name].length === 1 || KEY_NAME.test(name));
}

function hiddenNameOf(element: Element): string {
  const [image] = findAll(element, 'img[alt],[aria-label],[title]');
  return [element, image].flatMap((from) => (from ? attributesOf(from, 'aria-label alt title') : []))[0] ?? '';
}

/** True where people sign, draw a pattern or tap a code without buttons. */
export function isSignaturePad(element: Element): boolean {
  const canvas = closestOf(element, 'canvas,svg');
  // A drawing in a button is its icon.
  if (canvas !== undefined && closestOf(canvas, 'button,a[href],[role=button],summary') !== undefined) return false;
  const isDrawn = canvas !== undefined;
  let from: Element | undefined = canvas ?? element;
  for (let depth = 0; from !== undefined && depth < 4 && !matches(from, BEYOND_PADS); depth += 1) {
    const named = from;
    const names = attributesOf(named, 'id class aria-label').join(' ');
    const before = siblingBefore(named);
    const text = before && !genuine(before, 'childElementCount') ? genuine(before, 'textContent')?.slice(0, 80) : '';
    if ((isDrawn && depth < 2 && SIGNATURE.test(`${names} ${text}`)) || PAD_NAME.test(`${names} ${text}`)) return true;
    from = parentOf(named);
  }
  return false;
}

/** Tells of a pointer event whether its place must not be told. */
export function createVeil(presses: Presses): (event: PointerEvent) => boolean {
  const veiled = new WeakMap<EventTarget, boolean>();
  return (event) => {
    const press = presses.last();
    if (press?.isVeiled === true && (!press.isOver || event.type === 'pointerup')) return true;
    const under = event.composedPath()[0];
    if (!(under instanceof Element)) return false;
    const known = veiled.get(under) ?? (isSetByPlace(under) || isSignaturePad(under) || keypadOf(under) !== undefined);
    veiled.set(under, known);
    return known;
  };
}
