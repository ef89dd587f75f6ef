// Typing as bursts: how much went into one field and came out of it, counted where the text is read and kept nowhere.
import type { PageEventOf } from '../model/event.ts';
import type { Field } from '../model/field.ts';
import { BURST_IDLE_MS } from '../model/limit.ts';
import type { Target } from '../model/target.ts';
import { UNREADABLE } from '../redaction/field.ts';
import { stricterOf } from '../redaction/mode.ts';
import { toTypingFacts } from '../redaction/typed-burst.ts';
import { innermostOf } from './composed.ts';
import { createContextEar } from './edit-context.ts';
import type { Emit } from './emit.ts';
import { fieldHostOf } from './field-facts.ts';
import { textOf } from './field-surroundings.ts';
import { holdBack, letThrough } from './hold-back.ts';
import { createIdleTimer } from './idle-timer.ts';
import { genuine, matches } from './native.ts';
import type { Sight } from './sight.ts';
import type { Edit, TypedCount } from './typed-count.ts';
import { countInput, createCount, endComposition } from './typed-count.ts';

/** Input types that are chosen, not typed: `change.ts` tells of them. */
const CHOSEN = /^(checkbox|radio|range|color|date|time|month|week|datetime-local|file)$/;
const TAKES_NO_TEXT = ':is(input,textarea):read-only,[role=slider]';
/** An editor took a character back by itself. */
const TAKEN_BACK: Edit = { inputType: 'delete', data: null, isComposing: false };
/** Text that comes this long after the last key was not typed. */
const TYPED_MAX_MS = 500;

interface Burst extends TypedCount {
  readonly element: Element;
  readonly target: Target;
  readonly field: Field;
  startMs: number;
  endMs: number;
  /** Something happened in it: browsers announce edits that never come. */
  isUsed: boolean;
  /** The field was empty when it began: what it held before is not corrected by what comes. */
  isNew: boolean;
}

/** A key that no edit answered for yet: one for a character, or one that takes back. */
interface KeyPress {
  readonly into: Burst;
  readonly lengthBefore: number | undefined;
  /** `keydown` of a key that takes back, `keypress` of one for a character. */
  readonly event: KeyboardEvent;
}

/** Several words, or so many letters of a script that sets no spaces. A single word may be any control's too. */
const PHRASE = /\S\s.{5}|[^\0-\u0dff]{6}/s;

export function captureTyping(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  const held = holdBack(sight);
  let burst: Burst | undefined;
  let lastKeyMs = Number.NEGATIVE_INFINITY;
  /** Length of the field before the edit that is under way; undefined where it may not be read. */
  let lengthBefore: number | undefined;
  let pressed: KeyPress | undefined;

  /** Editors that read keys themselves let no edit follow: what the key put in shows by the length, or is one character. */
  const settleKey = (): void => {
    if (pressed === undefined) return;
    const { into, lengthBefore: before, event } = pressed;
    pressed = undefined;
    if (event.type === 'keydown') {
      // Where the browser might have taken something back and did not, there was nothing.
      if (event.defaultPrevented) takeEdit(into, event, TAKEN_BACK, (lengthOf(into) ?? 0) + 1);
      return;
    }
    const after = lengthOf(into);
    const inserted = before === undefined || after === undefined ? 1 : Math.max(0, after - before);
    into.insertedChars += inserted;
    into.isUsed ||= inserted > 0;
    into.isDeleting = false;
    draft(into);
  };
  const close = (): void => {
    settleKey();
    idle.stop();
    if (burst === undefined) return;
    const closed = burst;
    burst = undefined;
    endComposition(closed);
    const event = toEvent(closed);
    if (event !== undefined) noteEcho(sight, event, closed.element);
    sight.draft?.();
    if (event === undefined) return;
    const { element, target, endMs, isNew } = closed;
    emit(event, endMs);
    if (event.text === 'lost') held.keep(element, target.node, sight.clock.toEpoch(endMs), textIn(element), isNew);
  };
  /** What there is to tell of a burst; undefined where nothing is. Text that is let through comes later. */
  const toEvent = (of: Burst): PageEventOf<'typing'> | undefined => {
    const { element, target, startMs, endMs, isUsed } = of;
    // The field may have shown what it is only while it was typed into: the stricter answer counts.
    const field = stricterOf(of.field, fieldIn(sight, element));
    const facts = toTypingFacts({ ...of, ms: endMs - startMs }, field);
    // Nothing went in and nothing came out: Enter in a line, a key in a field that takes none.
    const isEmpty = facts.inserted === '0' && Object.keys(facts).length === 2;
    if (!isUsed || isEmpty) return undefined;
    if (letThrough(field) === undefined) return { kind: 'typing', field, target: { ...target, field }, ...facts };
    const masked = { class: field.class, mode: 'masked' as const };
    return { kind: 'typing', field: masked, target: { ...target, field: masked }, ...facts, text: 'lost' };
  };
  const draft = (of: Burst): void => sight.draft?.(toEvent(of), of.endMs);
  const idle = createIdleTimer(BURST_IDLE_MS, close, sight.onFault);

  const open = (event: Event, on?: Element): Burst | undefined => {
    const element = on ?? innermostOf(event, sight.openRoot);
    if (element === undefined || (element instanceof HTMLInputElement && CHOSEN.test(element.type))) return undefined;
    if (element instanceof HTMLSelectElement) return undefined;
    const host = fieldHostOf(element) ?? element;
    if (burst?.element === host) return burst;
    close();
    const field = fieldIn(sight, host);
    burst = {
      element: host,
      target: sight.describe(host),
      field,
      isNew: isEmptied(host, field),
      startMs: event.timeStamp,
      endMs: event.timeStamp,
      isUsed: false,
      ...createCount(),
    };
    return burst;
  };
  const touch = (into: Burst, { timeStamp }: Event): void => {
    if (!into.isUsed) into.startMs = timeStamp;
    into.endMs = timeStamp;
    idle.touch();
  };

  const takeEdit = (into: Burst, event: Event, edit: Edit, before: number | undefined): void => {
    touch(into, event);
    into.isUsed = true;
    if (into.field.mode !== 'protected') {
      const isTyped = event.timeStamp - lastKeyMs < TYPED_MAX_MS;
      countInput(into, edit, { before, after: lengthOf(into), isTyped });
    }
    draft(into);
  };
  /** Until the next key an edit may answer for this one. */
  const awaitEdit = (event: KeyboardEvent): void => {
    settleKey();
    const element = innermostOf(event, sight.openRoot);
    const host = element && fieldHostOf(element);
    const into = host === undefined || matches(host, TAKES_NO_TEXT) ? undefined : open(event);
    if (into === undefined) return;
    touch(into, event);
    pressed = { into, lengthBefore: lengthOf(into), event };
  };
  const composed = (): void => {
    if (burst !== undefined) endComposition(burst);
  };
  const hearContext = createContextEar(
    sight,
    (element, event, edit) => {
      const into = open(event, element);
      pressed = undefined;
      if (into !== undefined) takeEdit(into, event, edit, undefined);
    },
    composed,
  );

  listen<InputEvent>(window, 'beforeinput', (event) => {
    const into = open(event);
    lengthBefore = into === undefined ? undefined : lengthOf(into);
    // Enter announces a line that an input does not take: only then may the page empty the field.
    if (into?.isUsed === false) into.isNew = isEmptied(into.element, into.field);
  });
  listen<InputEvent>(window, 'input', (event) => {
    const into = open(event);
    pressed = undefined;
    if (into !== undefined) takeEdit(into, event, event, lengthBefore);
    lengthBefore = undefined;
  });
  listen(window, 'compositionend', composed);
  listen<KeyboardEvent>(window, 'keydown', (event) => {
    lastKeyMs = event.timeStamp;
    if (event.isComposing) return;
    if (event.key === 'Enter' || event.key === 'Tab') close();
    if (event.key === 'Backspace' || event.key === 'Delete') awaitEdit(event);
  });
  listen<KeyboardEvent>(window, 'keypress', (event) => {
    const isCommand = event.metaKey || (event.ctrlKey && !event.altKey) || [...event.key].length !== 1;
    if (isCommand) settleKey();
    else awaitEdit(event);
  });
  listen(window, 'pointerdown', (event) => {
    const element = innermostOf(event, sight.openRoot);
    if (element === undefined || fieldHostOf(element) !== burst?.element) close();
  });
  // Before the page hears of it: some pages take the placeholder away, or the type, when a field is entered.
  listen(window, 'focus', (event) => {
    const element = innermostOf(event, sight.openRoot);
    sight.fields.watch(element);
    if (element !== undefined) sight.fields.of(element);
  });
  listen(window, 'focusin', (event) => {
    const element = innermostOf(event, sight.openRoot);
    if (element !== undefined) hearContext(element);
    held.left();
  });
  listen(window, 'focusout', (event) => {
    close();
    const element = innermostOf(event, sight.openRoot);
    held.left(element && fieldHostOf(element));
  });
  sight.onEnding(close);
}

/** What is typed into without being a known kind of field is not to be told of. */
function fieldIn(sight: Sight, element: Element): Field {
  return sight.fields.of(element) ?? UNREADABLE;
}

function isEmptied(element: Element, field: Field): boolean {
  return letThrough(field) !== undefined && textIn(element) === '';
}

/** What a field holds. */
function textIn(element: Element): string {
  return valueIn(element) ?? genuine(element, 'textContent') ?? '';
}

const valueIn = (element: Element): string | undefined =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : undefined;

/** What somebody typed is theirs, wherever a page shows it again. Of an editor the beginning counts, since it may be long. */
function noteEcho(sight: Sight, { field, text }: PageEventOf<'typing'>, element: Element): void {
  const typed = valueIn(element) ?? textOf(element);
  if (field.mode === 'protected') sight.noteSecret(typed);
  else if (text === undefined && PHRASE.test(typed)) sight.noteSecret(typed, 'w');
}

/** Length of a plain field. Editors are not read: that would cost as much as they hold. */
function lengthOf({ element, field }: Burst): number | undefined {
  if (field.mode === 'protected') return undefined;
  if (element instanceof HTMLTextAreaElement) return element.textLength;
  return element instanceof HTMLInputElement ? element.value.length : undefined;
}
