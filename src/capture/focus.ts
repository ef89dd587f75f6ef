// Whether the window has the keyboard.
import type { Emit } from './emit.ts';
import type { Sight } from './sight.ts';

export function captureFocus({ window, listen }: Sight, emit: Emit): void {
  const tell = (event: FocusEvent, focused: boolean): void => {
    // In the capture phase the window hears of every element; only its own focus counts here.
    if (event.target === window) emit({ kind: 'focus', focused }, event.timeStamp);
  };
  listen<FocusEvent>(window, 'focus', (event) => tell(event, true));
  listen<FocusEvent>(window, 'blur', (event) => tell(event, false));
}
