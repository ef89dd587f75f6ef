// Typing as bursts: how much went into one field and came out of it, counted where the text is read and kept nowhere.
import type { Field } from '../model/field.ts';
import { BURST_IDLE_MS } from '../model/limit.ts';
import type { Target } from '../model/target.ts';
import { fieldOf } from '../redaction/field.ts';
import { toTypingFacts } from '../redaction/typed-burst.ts';
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { fieldHostOf } from './field-facts.ts';
import { createIdleTimer } from './idle-timer.ts';
import type { Sight } from './sight.ts';

/** Input types that are chosen, not typed: `change.ts` tells of them. */
const CHOSEN = /^(checkbox|radio|range|color|date|time|month|week|datetime-local|file)$/;
/** Text that comes this long after the last key was not typed. */
const TYPED_MAX_MS = 500;

interface Burst {
  readonly element: Element;
  readonly target: Target;
  field: Field;
  readonly startMs: number;
  endMs: number;
  insertedChars: number;
  deletedChars: number;
  corrections: number;
  isPasted: boolean;
  isAutofilled: boolean;
  /** The last edit took something back: the next one that does belongs to the same correction. */
  isDeleting: boolean;
}

export function captureTyping(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  let burst: Burst | undefined;
  let lastKeyMs = Number.NEGATIVE_INFINITY;
  /** Length of the field before the edit that is under way; undefined where it may not be read. */
  let lengthBefore: number | undefined;

  const close = (): void => {
    idle.stop();
    if (burst === undefined) return;
    const { element, target, field: firstField, startMs, endMs } = burst;
    // The field may have shown what it is only while it was typed into: the stricter answer counts.
    const now = fieldIn(sight, element);
    const field = firstField.mode === 'protected' ? firstField : now.mode === 'protected' ? now : firstField;
    const facts = toTypingFacts({ ...burst, ms: endMs - startMs }, field);
    burst = undefined;
    emit({ kind: 'typing', field, target: { ...target, field }, ...facts }, endMs);
  };
  const idle = createIdleTimer(BURST_IDLE_MS, close, sight.onFault);

  const open = (event: Event): Burst | undefined => {
    const element = innermostOf(event, sight.openRoot);
    if (element === undefined || (element instanceof HTMLInputElement && CHOSEN.test(element.type))) return undefined;
    if (element instanceof HTMLSelectElement) return undefined;
    const host = fieldHostOf(element) ?? element;
    if (burst?.element === host) return burst;
    close();
    burst = {
      element: host,
      target: sight.describe(host),
      field: fieldIn(sight, host),
      startMs: event.timeStamp,
      endMs: event.timeStamp,
      insertedChars: 0,
      deletedChars: 0,
      corrections: 0,
      isPasted: false,
      isAutofilled: false,
      isDeleting: false,
    };
    return burst;
  };

  const count = (into: Burst, event: InputEvent, inserted: number, deleted: number): void => {
    const isDeleting = /^(delete|historyUndo)/.test(event.inputType);
    if (isDeleting && !into.isDeleting) into.corrections += 1;
    into.isDeleting = isDeleting;
    into.insertedChars += inserted;
    into.deletedChars += deleted;
  };

  listen<InputEvent>(window, 'beforeinput', (event) => {
    if (open(event) === undefined) return;
    lengthBefore = burst === undefined ? undefined : lengthOf(burst);
  });
  listen<InputEvent>(window, 'input', (event) => {
    const into = open(event);
    if (into === undefined) return;
    into.endMs = event.timeStamp;
    idle.touch();
    const before = lengthBefore;
    lengthBefore = undefined;
    if (into.field.mode === 'protected') return;
    // What an input method shows on the way is not text yet: `compositionend` brings what it comes to.
    const type = event.inputType ?? '';
    if (event.isComposing || type === 'insertCompositionText' || type === 'insertFromComposition') return;
    if (type.startsWith('insertFromPaste') || type === 'insertFromYank') into.isPasted = true;
    const isUntyped = type === '' || type === 'insertReplacementText';
    if (isUntyped && event.timeStamp - lastKeyMs > TYPED_MAX_MS) into.isAutofilled = true;
    const { inserted, deleted } = countEdit(event, before, lengthOf(into));
    count(into, event, inserted, deleted);
  });
  listen<CompositionEvent>(window, 'compositionend', (event) => {
    const into = open(event);
    if (into === undefined) return;
    into.endMs = event.timeStamp;
    idle.touch();
    if (into.field.mode !== 'protected') into.insertedChars += event.data.length;
    into.isDeleting = false;
  });
  listen<KeyboardEvent>(window, 'keydown', (event) => {
    lastKeyMs = event.timeStamp;
    if (!event.isComposing && (event.key === 'Enter' || event.key === 'Tab')) close();
  });
  listen(window, 'pointerdown', (event) => {
    const element = innermostOf(event, sight.openRoot);
    if (element === undefined || fieldHostOf(element) !== burst?.element) close();
  });
  listen(window, 'focusin', (event) => {
    const element = innermostOf(event, sight.openRoot);
    sight.fields.watch(element);
    if (element !== undefined) sight.fields.of(element);
  });
  listen(window, 'focusout', () => {
    close();
    sight.fields.watch(undefined);
  });
  sight.onEnding(close);
}

/** What is typed into without being a known kind of field is not to be told of. */
function fieldIn(sight: Sight, element: Element): Field {
  return sight.fields.of(element) ?? fieldOf(undefined);
}

/** Length of a plain field. Editors are not read: that would cost as much as they hold. */
function lengthOf({ element, field }: Burst): number | undefined {
  if (field.mode === 'protected') return undefined;
  if (element instanceof HTMLTextAreaElement) return element.textLength;
  return element instanceof HTMLInputElement ? element.value.length : undefined;
}

function countEdit(
  event: InputEvent,
  before: number | undefined,
  after: number | undefined,
): { inserted: number; deleted: number } {
  const type = event.inputType ?? '';
  const given = type.startsWith('delete')
    ? 0
    : (event.data?.length ?? event.dataTransfer?.getData('text/plain').length);
  // The browser fills a field in without saying so before: all that is in it now came from there.
  if (before === undefined && after !== undefined && given === undefined) return { inserted: after, deleted: 0 };
  if (before === undefined || after === undefined) {
    const isBreak = type === 'insertLineBreak' || type === 'insertParagraph';
    return { inserted: given ?? (isBreak ? 1 : 0), deleted: type.startsWith('delete') ? 1 : 0 };
  }
  const inserted = Math.max(given ?? 0, after - before);
  return { inserted, deleted: Math.max(0, before + inserted - after) };
}
