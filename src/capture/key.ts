// Command keys and shortcuts. What may be told of a key is decided in `redaction/`.
import { keyToRecord } from '../redaction/key-name.ts';
import { activeElementOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { toModifiers } from './modifiers.ts';
import type { Sight } from './sight.ts';

export function captureKeys(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  /** The element of the last key: described once, then only by its number. */
  let described: Element | undefined;
  listen<KeyboardEvent>(window, 'keydown', (event) => {
    // Keys that an input method takes (key code 229 in browsers that do not tell otherwise) are part of a text.
    if (event.isComposing || event.keyCode === 229) return;
    const focused = activeElementOf(window.document, sight.openRoot);
    const field = focused === undefined ? undefined : sight.fields.of(focused);
    const key = keyToRecord(event.key, toKeyModifiers(event), field ?? sight.fields.outside());
    if (key === undefined) return;
    const target =
      focused === undefined ? undefined : sight.describe(focused, focused === described ? 'brief' : 'full');
    described = focused;
    emit(
      {
        kind: 'key',
        key,
        modifiers: toModifiers(event),
        repeat: event.repeat || undefined,
        field,
        target,
      },
      event.timeStamp,
    );
  });
}

function toKeyModifiers(event: KeyboardEvent): Parameters<typeof keyToRecord>[1] {
  const { ctrlKey: isCtrl, metaKey: isMeta, altKey: isAlt } = event;
  return { isCtrl, isMeta, isAlt, isAltGraph: event.getModifierState('AltGraph') };
}
