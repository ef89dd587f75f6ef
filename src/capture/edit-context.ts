// Text that goes to an editor's own context: composed and dictated text there makes no event in the document.
// https://w3c.github.io/edit-context/
import type { Sight } from './sight.ts';
import type { Edit } from './typed-count.ts';

interface TextUpdateEvent extends Event {
  readonly text: string;
}

/** Gives a function that hears, from then on, what goes to an element's context, where it has one. */
export function createContextEar(
  { listen }: Sight,
  hear: (element: Element, event: Event, edit: Edit) => void,
  composed: () => void,
): (element: Element) => void {
  const known = new WeakSet<EventTarget>();
  return (element) => {
    const context: unknown = Reflect.get(element, 'editContext');
    if (!(context instanceof EventTarget) || known.has(context)) return;
    known.add(context);
    let isComposing = false;
    listen(context, 'compositionstart', () => {
      isComposing = true;
    });
    listen(context, 'compositionend', () => {
      isComposing = false;
      composed();
    });
    listen<TextUpdateEvent>(context, 'textupdate', (event) => {
      const inputType = event.text === '' ? 'deleteContent' : 'insertText';
      hear(element, event, { inputType, data: event.text, isComposing });
    });
  };
}
