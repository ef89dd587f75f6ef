// Copy, cut and paste: that it happened, where, and how long the text was as a bucket. Never the text.
import type { PageEventOf } from '../model/event.ts';
import { toClipboardLength } from '../redaction/typed-burst.ts';
import { activeElementOf, innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import type { Sight } from './sight.ts';

export function captureClipboard(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  const capture = (action: PageEventOf<'clipboard'>['action']): void =>
    listen<ClipboardEvent>(window, action, (event) => {
      const element = activeElementOf(window.document, sight.openRoot) ?? innermostOf(event, sight.openRoot);
      const field = element === undefined ? undefined : sight.fields.of(element);
      // In a protected field not even the length is read.
      const ruling = field ?? sight.fields.outside();
      const chars = ruling?.mode === 'protected' ? 0 : countChars(event, element, window);
      const length = toClipboardLength(chars, ruling);
      emit(
        {
          kind: 'clipboard',
          action,
          field,
          target: element === undefined ? undefined : sight.describe(element),
          length,
        },
        event.timeStamp,
      );
    });
  capture('copy');
  capture('cut');
  capture('paste');
}

function countChars(event: ClipboardEvent, element: Element | undefined, window: Window): number {
  if (event.type === 'paste') return event.clipboardData?.getData('text/plain').length ?? 0;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    return Math.abs((element.selectionEnd ?? 0) - (element.selectionStart ?? 0));
  }
  return window.getSelection()?.toString().length ?? 0;
}
