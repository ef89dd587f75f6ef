// Reads the facts about a field from the page. Raw texts: they go to `redaction/` for the class, and nowhere else.
import type { FieldWords } from '../model/field.ts';
import type { FieldFacts } from '../redaction/field-facts.ts';
import { isOf } from '../redaction/label-text.ts';
import { named } from './accessible-name.ts';
import { closestOf, parentOf } from './composed.ts';
import {
  boxLengthOf,
  hasHiddenTwin,
  hintOf,
  isInPasswordHost,
  lastResortOf,
  textOf,
  wrapperTexts,
} from './field-surroundings.ts';
import {
  attributeOf,
  attributesOf,
  findAll,
  genuine,
  matches,
  nearest,
  rootOf,
  siblingBefore,
  tagOf,
} from './native.ts';

/** How far up a group of boxes, a heading or a neighbour may be. */
const GROUP_MAX_DEPTH = 3;
const GROUP_MAX_INPUTS = 24;
/** A box of at most this many characters is a part of something. */
const BOX_MAX_LENGTH = 8;
const CONTEXT_MAX_TEXTS = 12;
export const FIELD = 'input,textarea,select';
const FIELD_ROLES = '[role=textbox],[role=searchbox],[role=spinbutton],[role=slider]';
const CHOICE = '[role=option],[role$=radio]';
const CHOICE_GROUP = '[role=listbox],[role$=group],[role=menu]';
const NOT_TYPED = /^(button|submit|reset|image|hidden)$/;

/** The field that an element is, or is a part of (an option, a paragraph in an editor); undefined when it is none. */
export function fieldHostOf(element: Element): HTMLElement | undefined {
  if (element instanceof HTMLInputElement) return NOT_TYPED.test(element.type) ? undefined : element;
  const isEditable = element instanceof HTMLElement && genuine(element, 'isContentEditable');
  const host =
    nearest(element, 'textarea,select') ?? (isEditable ? editingHostOf(element) : nearest(element, FIELD_ROLES));
  return host instanceof HTMLElement ? host : undefined;
}

/**
 * What a choice that is made of plain elements belongs to: the control that opens its list, or the group itself. undefined for what is
 * no such choice.
 */
export function choiceHostOf(element: Element): HTMLElement | undefined {
  const choice = closestOf(element, CHOICE);
  const group = choice && closestOf(choice, CHOICE_GROUP);
  if (group === undefined) return undefined;
  const id = CSS.escape(attributeOf(group, 'id') || 'none');
  const root = rootOf(group);
  const host = (root && findAll(root, `[aria-controls=${id}],[aria-owns=${id}]`)[0]) ?? group;
  return host instanceof HTMLElement ? host : undefined;
}

/** The outermost element of the editable region: what is inside is content. */
function editingHostOf(element: HTMLElement): HTMLElement {
  const up = genuine(element, 'parentElement');
  return up !== null && genuine(up, 'isContentEditable') ? editingHostOf(up) : element;
}

/** Everything but what a person put in. `wasSecret` is known to the caller. */
export function readFacts(field: HTMLElement, words: FieldWords): FieldFacts {
  const read = (name: string): string | undefined => attributeOf(field, name);
  const input = field instanceof HTMLInputElement ? field : undefined;
  const own = labelsOf(field);
  const labels = [...new Set([...own, ...wrapperTexts(field, words)])].join(' | ');
  const hint = hintOf(field);
  const form = nearest(field, 'form');
  const isLabelled = own.length > 0 || matches(field, '[aria-label],[placeholder],[title]');
  return {
    tag: tagOf(field),
    type: input?.type,
    autocomplete: [read('autocomplete'), form && attributeOf(form, 'autocomplete')].join(' '),
    name: read('name') || attributesOf(field, words.bindings)[0],
    id: read('id'),
    labels,
    placeholder: attributesOf(field, words.examples)[0],
    ariaLabel: read('aria-label'),
    title: attributesOf(field, words.titles)[0],
    inputMode: read('inputmode'),
    maxLength: input === undefined || input.maxLength < 0 ? undefined : input.maxLength,
    pattern: read('pattern'),
    neighbour: isLabelled ? undefined : neighbourOf(field) || hint || lastResortOf(field),
    context: [contextOf(field, words), hint].join(' | '),
    boxLengths: input === undefined ? undefined : boxLengthsOf(input),
    isContentEditable: genuine(field, 'isContentEditable'),
    isMultiline: matches(field, 'textarea,[aria-multiline=true]'),
    // What a custom element tells assistive technology by its internals cannot be read.
    isOpaque: tagOf(field).includes('-') && labels === '' && !isLabelled,
    isTextHidden: isTextHidden(field, words.dots) || isInPasswordHost(field) || hasHiddenTwin(field),
  };
}

export function labelsOf(field: HTMLElement): string[] {
  const own = 'labels' in field && field.labels instanceof NodeList ? [...field.labels] : [];
  const around = [nearest(field, 'label'), nearest(field, 'fieldset')?.querySelector('legend'), tableHeaderOf(field)];
  return [...own, ...named(field, 'aria-labelledby'), ...around].map(textOf).filter(Boolean);
}

/** Header of the field's column, where it stands in a table. */
function tableHeaderOf(field: Element): Element | null | undefined {
  const cell = nearest(field, 'td,th,[role=gridcell]');
  if (!(cell instanceof HTMLTableCellElement)) return cell && gridHeaderOf(cell);
  const head = cell.closest('table')?.querySelector('tr');
  return head?.contains(cell) === true ? undefined : head?.children[cell.cellIndex];
}

function gridHeaderOf(cell: Element): Element | undefined {
  const column = Number(attributeOf(cell, 'aria-colindex'));
  const grid = nearest(cell, '[role$=grid],[role=table]');
  return grid && column > 0 ? findAll(grid, `[role=columnheader][aria-colindex="${column}"]`)[0] : undefined;
}

/** Text left of or above a field, which people read as its label. */
function neighbourOf(field: Element): string {
  let from: Element | undefined = field;
  for (let depth = 0; from !== undefined && depth < GROUP_MAX_DEPTH && !matches(from, 'body'); depth += 1) {
    for (let before = genuine(from, 'previousSibling'); before !== null; before = genuine(before, 'previousSibling')) {
      // What stands before another field belongs to that one.
      if (before instanceof Element && (matches(before, FIELD) || findAll(before, FIELD).length > 0)) return '';
      const text = textOf(before);
      // Dashes between boxes and symbols say nothing.
      if (/\p{L}/u.test(text)) return text;
    }
    from = parentOf(from);
  }
  return '';
}

/** Headings and labels around the field: what its form is about. */
function contextOf(field: Element, { forms, headings, others, hints }: FieldWords): string {
  const parent = parentOf(field);
  const around = nearest(field, forms) ?? (parent && genuine(parent, 'parentElement'));
  if (around === null || around === undefined) return '';
  const texts = [textOf(siblingBefore(around))];
  for (const element of findAll(around, headings)) {
    if (texts.length >= CONTEXT_MAX_TEXTS) break;
    texts.push(textOf(element).slice(0, 80));
  }
  for (const input of findAll(around, others)) {
    if (texts.length >= CONTEXT_MAX_TEXTS + 4) break;
    texts.push(attributesOf(input, hints).join(' '));
  }
  return texts.filter(Boolean).join(' | ');
}

/** Lengths of the short boxes that one value is split over; undefined where the field is no such box. */
function boxLengthsOf(field: HTMLInputElement): number[] | undefined {
  if (!isBoxLength(boxLengthOf(field))) return undefined;
  let group = groupOf(field);
  for (let depth = 0; group !== undefined && depth < GROUP_MAX_DEPTH; depth += 1) {
    const inputs = findAll(group, 'input');
    if (inputs.length > GROUP_MAX_INPUTS) return undefined;
    const lengths = [...inputs].map(boxLengthOf).filter(isBoxLength);
    if (lengths.length >= 3) return lengths;
    group = groupOf(group);
  }
  return undefined;
}

const isBoxLength = (length: number): boolean => length >= 1 && length <= BOX_MAX_LENGTH;

/** The parent; for a child of a shadow root that root, since its host holds none of its boxes. */
function groupOf(node: Element | ShadowRoot): Element | ShadowRoot | undefined {
  if (node instanceof ShadowRoot) return node.host;
  const root = rootOf(node);
  return genuine(node, 'parentElement') ?? (root instanceof ShadowRoot ? root : undefined);
}

/** Characters hidden by style make a text field as good as a password field. */
function isTextHidden(field: Element, dots: string): boolean {
  const style = getComputedStyle(field);
  const isShown = /^(none)?$/.test(style.getPropertyValue('-webkit-text-security'));
  if (!isShown || isOf(dots, style.fontFamily) || /blur/.test(style.filter)) return true;
  // A field of many lines that shows no text is an editor's ear: what goes in stands beside it, for all to see.
  if (matches(field, '[aria-multiline=true]')) return false;
  const isClear = (colour: string) => /^rgba.* 0\)$/.test(colour);
  return isClear(style.color) && isClear(style.getPropertyValue('-webkit-text-fill-color') || style.color);
}
