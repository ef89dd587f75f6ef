// A dialog or a popover opened. (`alert`, `confirm` and `prompt` cannot be seen without touching the page.)
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { matches } from './native.ts';
import type { Sight } from './sight.ts';

export function captureDialogs(sight: Sight, emit: Emit): void {
  sight.listenInRoots<ToggleEvent>(sight.window, 'toggle', (event) => {
    const element = innermostOf(event, sight.openRoot);
    // `details` toggles too, but covers nothing.
    if (element === undefined || event.newState !== 'open' || !matches(element, 'dialog,[popover]')) return;
    const type = element instanceof HTMLDialogElement ? 'dialog' : 'popover';
    emit({ kind: 'dialog', type, target: sight.describe(element) }, event.timeStamp);
  });
}
