// Choices: that a list, a box, a slider, a date or a file chooser changed. No value leaves the page.
import type { PageEventOf } from '../model/event.ts';
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
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

export function captureChanges(sight: Sight, emit: Emit): void {
  sight.listenInRoots(sight.window, 'change', (event) => {
    const element = innermostOf(event, sight.openRoot);
    const control = element === undefined ? undefined : controlOf(element);
    const field = element === undefined ? undefined : sight.fields.of(element);
    if (element === undefined || control === undefined || field === undefined) return;
    const mayCount = element instanceof HTMLInputElement && control === 'file' && field.mode !== 'protected';
    const files = mayCount ? element.files?.length : undefined;
    emit({ kind: 'change', control, field, target: sight.describe(element), files }, event.timeStamp);
  });
}

/** What kind of choice an element is; undefined for what is typed into, which is told as typing. */
function controlOf(element: Element): Control | undefined {
  if (element instanceof HTMLSelectElement) return 'select';
  return element instanceof HTMLInputElement ? CONTROL_OF_TYPE[element.type] : undefined;
}
