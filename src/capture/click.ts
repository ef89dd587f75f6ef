// Clicks of every button, with the target as it was at the press, and with what made them: a pointer, a key, or a label.
import type { PageEventOf } from '../model/event.ts';
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { toModifiers } from './modifiers.ts';
import { genuine, nearest } from './native.ts';
import { toPointerType } from './pointer.ts';
import type { Press, Presses } from './press.ts';
import { toPoint } from './press.ts';
import type { Sight } from './sight.ts';

type Click = PageEventOf<'click'>;
const BUTTON_NAMES: readonly Click['button'][] = ['primary', 'auxiliary', 'secondary', 'back', 'forward'];
/** A click follows the release at once; when the page took the pressed element away, none follows. */
const NO_CLICK_MS = 50;

export function captureClicks(sight: Sight, emit: Emit, presses: Presses): void {
  const { window, listen } = sight;
  /** The control that the label just clicked passes its click on to: in the same task, however long the page makes that. */
  let forwarded: Element | undefined;
  /** The keypad pressed last: how often it was pressed is not told. */
  let toldKeypad: Element | undefined;

  const tell = (event: MouseEvent, press: Press): void => {
    if (press.isTold) return;
    press.isTold = true;
    if (press.keypad !== undefined && press.keypad === toldKeypad) return;
    toldKeypad = press.keypad;
    const held = Math.max(0, Math.round(event.timeStamp - press.startMs));
    emit(
      {
        kind: 'click',
        point: press.isVeiled ? undefined : press.point,
        ...common(event),
        button: BUTTON_NAMES[press.button] ?? 'other',
        held: event.type === 'contextmenu' || press.keypad !== undefined ? undefined : held,
        by: press.type,
        target: press.target,
      },
      event.timeStamp,
    );
  };

  const tellWithoutPress = (event: MouseEvent, by: Click['by']): void => {
    const element = innermostOf(event, sight.openRoot);
    if (element === undefined) return;
    const button = event.type === 'contextmenu' ? 'secondary' : (BUTTON_NAMES[event.button] ?? 'other');
    const point = by === 'keyboard' || by === 'label' ? {} : { point: toPoint(window, event) };
    emit({ kind: 'click', ...point, ...common(event), button, by, target: sight.describe(element) }, event.timeStamp);
  };

  const onClick = (event: PointerEvent): void => {
    const element = innermostOf(event, sight.openRoot);
    const from = forwarded;
    forwarded = undefined;
    if (from !== undefined && element === from) {
      tellWithoutPress(event, 'label');
      return;
    }
    if (element !== undefined) forwarded = labelledBy(element);
    setTimeout(() => {
      forwarded = undefined;
    });
    const press = presses.last();
    if (event.detail === 0) tellWithoutPress(event, 'keyboard');
    else if (press?.button === event.button) tell(event, press);
    else tellWithoutPress(event, toPointerType(event.pointerType));
  };

  listen<PointerEvent>(window, 'click', onClick);
  listen<PointerEvent>(window, 'auxclick', onClick);
  listen<PointerEvent>(window, 'contextmenu', (event) => {
    const press = presses.last();
    const isByPress = press !== undefined && !press.isOver && (press.button === 2 || press.type !== 'mouse');
    if (isByPress) tell(event, press);
    else if (press?.button !== 2 || event.timeStamp - press.startMs > 1_000) tellWithoutPress(event, 'keyboard');
    else tell(event, press);
  });
  listen<PointerEvent>(window, 'pointerup', (event) => {
    const press = presses.last();
    if (press === undefined || event.pointerType !== 'mouse' || genuine(press.element, 'isConnected')) return;
    setTimeout(() => {
      if (!press.isTold) tell(event, press);
    }, NO_CLICK_MS);
  });
}

function common(event: MouseEvent): Pick<Click, 'count' | 'modifiers'> {
  return { count: Math.max(1, event.detail), modifiers: toModifiers(event) };
}

/** The control that a click on `element` is passed on to, where it lies in a label of another element. */
function labelledBy(element: Element): Element | undefined {
  const label = nearest(element, 'label');
  const control = label instanceof HTMLLabelElement ? label.control : null;
  return control === null || control.contains(element) ? undefined : control;
}
