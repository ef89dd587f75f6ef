// Choices: that a list, a box, a slider, a date or a file chooser changed; the value only where policy lets it through.
import type { PageEventOf } from '../model/event.ts';
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { letThrough } from './hold-back.ts';
import type { Sight } from './sight.ts';

type Control = PageEventOf<'change'>['control'];

const CONTROL_OF_TYPE: Readonly<Record<string, Control>> = {
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  date: 'date',
  time: 'date',
  month: 'date',
  week: 'date',
  'datetime-local': 'date',
  color: 'colour',
  file: 'file',
};

/** A change made by keys that may go on: one for each key would count the way to the choice. */
interface OpenChange {
  readonly element: Element;
  readonly tell: () => void;
}

export function captureChanges(sight: Sight, emit: Emit): void {
  const { window, listen, listenInRoots } = sight;
  let open: OpenChange | undefined;
  let isByKey = false;
  const close = (): void => {
    if (open === undefined) return;
    sight.draft?.();
    open.tell();
    open = undefined;
  };

  listenInRoots(window, 'change', (event) => {
    const element = innermostOf(event, sight.openRoot);
    const control = element === undefined ? undefined : controlOf(element);
    const field = element === undefined ? undefined : sight.fields.of(element);
    if (element === undefined || control === undefined || field === undefined) return;
    if (open?.element !== element) close();
    const toEvent = (value: string | undefined): PageEventOf<'change'> => {
      const mayCount = element instanceof HTMLInputElement && control === 'file' && field.mode !== 'protected';
      const files = mayCount ? element.files?.length : undefined;
      return { kind: 'change', control, field, target: sight.describe(element), files, value };
    };
    open = { element, tell: () => emit(toEvent(letThrough(field) && choiceIn(element)), event.timeStamp) };
    // The choice is made when the field is left; what the pointer chose is chosen.
    if (!isByKey || /^(checkbox|radio|file)$/.test(control)) close();
    else sight.draft?.(toEvent(undefined), event.timeStamp);
  });
  listen<KeyboardEvent>(window, 'keydown', ({ key }) => {
    isByKey = true;
    if (key === 'Enter') close();
  });
  listen(window, 'pointerdown', () => {
    isByKey = false;
    close();
  });
  listen(window, 'focusout', close);
  sight.onEnding(close);
}

/** As a form would send it; of boxes whether they are checked. Names of files are no choice. */
function choiceIn(element: Element): string | undefined {
  if (element instanceof HTMLSelectElement) return [...element.selectedOptions].map(({ value }) => value).join(', ');
  if (!(element instanceof HTMLInputElement) || element.type === 'file') return undefined;
  return element.type === 'checkbox' ? String(element.checked) : element.value;
}

/** What kind of choice an element is; undefined for what is typed into, which is told as typing. */
function controlOf(element: Element): Control | undefined {
  if (element instanceof HTMLSelectElement) return 'select';
  return element instanceof HTMLInputElement ? CONTROL_OF_TYPE[element.type] : undefined;
}
