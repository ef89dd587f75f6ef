// Reads the facts about a field from the page. Raw texts: they go to `redaction/` for the class, and nowhere else.
import type { FieldFacts } from '../redaction/field-facts.ts';
import { parentOf } from './composed.ts';

/** Longest piece of text read of one place. */
const TEXT_MAX_CHARS = 300;
const TEXT_MAX_NODES = 40;
/** How far up a group of boxes, a heading or a neighbour may be. */
const GROUP_MAX_DEPTH = 3;
const GROUP_MAX_INPUTS = 24;
/** A box of at most this many characters is a part of something. */
const BOX_MAX_LENGTH = 8;
const CONTEXT_MAX_TEXTS = 12;
const FIELD = 'input,textarea,select';
const NOT_TYPED = /^(button|submit|reset|image|hidden)$/;

/** The field that an element is, or is a part of (an option, a paragraph in an editor); undefined when it is none. */
export function fieldHostOf(element: Element): HTMLElement | undefined {
  if (element instanceof HTMLInputElement) return NOT_TYPED.test(element.type) ? undefined : element;
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return element;
  if (element instanceof HTMLOptionElement || element instanceof HTMLOptGroupElement) {
    return element.closest('select') ?? undefined;
  }
  if (element instanceof HTMLElement && element.isContentEditable) return editingHostOf(element);
  const named = element.closest('[role=textbox],[role=searchbox],[role=spinbutton],[role=slider]');
  return named instanceof HTMLElement ? named : undefined;
}

/** The outermost element of the editable region: what is inside is content. */
function editingHostOf(element: HTMLElement): HTMLElement {
  let host = element;
  for (let up = host.parentElement; up?.isContentEditable === true; up = up.parentElement) host = up;
  return host;
}

/** Everything but what a person put in. `wasSecret` is known to the caller. */
export function readFacts(field: HTMLElement): FieldFacts {
  const read = (name: string): string | undefined => field.getAttribute(name) ?? undefined;
  const input = field instanceof HTMLInputElement ? field : undefined;
  const labels = labelsOf(field);
  const isLabelled = labels !== '' || field.matches('[aria-label],[placeholder],[title]');
  return {
    tag: field.localName,
    type: input?.type,
    autocomplete: [read('autocomplete'), formOf(field)?.getAttribute('autocomplete')].join(' '),
    name: read('name'),
    id: field.id,
    labels,
    placeholder: read('placeholder') ?? read('aria-placeholder'),
    ariaLabel: read('aria-label'),
    title: read('title'),
    inputMode: read('inputmode'),
    maxLength: input === undefined || input.maxLength < 0 ? undefined : input.maxLength,
    pattern: read('pattern'),
    neighbour: isLabelled ? undefined : neighbourOf(field),
    context: contextOf(field),
    boxLengths: input === undefined ? undefined : boxLengthsOf(input),
    isContentEditable: field.isContentEditable,
    isMultiline: field.localName === 'textarea' || read('aria-multiline') === 'true',
    isTextHidden: isTextHidden(field),
  };
}

function formOf(field: Element): Element | null {
  return field.closest('form');
}

/** The beginning of the text in a node; what comes after is not looked at, however much it is. */
function textOf(node: Node | null | undefined): string {
  if (node === null || node === undefined) return '';
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let text = node instanceof Text ? node.data : '';
  for (let i = 0; i < TEXT_MAX_NODES && text.length < TEXT_MAX_CHARS && walker.nextNode() !== null; i += 1) {
    text += walker.currentNode.nodeValue ?? '';
  }
  return text.slice(0, TEXT_MAX_CHARS).trim();
}

function labelsOf(field: HTMLElement): string {
  const own = 'labels' in field && field.labels instanceof NodeList ? [...field.labels] : [];
  const root = field.getRootNode();
  const ids = field.getAttribute('aria-labelledby')?.split(/\s+/).slice(0, 8) ?? [];
  const named = ids.map((id) =>
    root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null,
  );
  const around = [field.closest('label'), field.closest('fieldset')?.querySelector('legend'), tableHeaderOf(field)];
  const texts = [...own, ...named, ...around].map(textOf);
  return [...new Set(texts)].filter(Boolean).join(' | ');
}

/** Header of the field's column, where it stands in a table. */
function tableHeaderOf(field: Element): Element | null | undefined {
  const cell = field.closest('td,th');
  if (!(cell instanceof HTMLTableCellElement)) return undefined;
  const head = cell.closest('table')?.querySelector('tr');
  return head?.contains(cell) === true ? undefined : head?.children[cell.cellIndex];
}

/** Text left of or above a field, which people read as its label. */
function neighbourOf(field: Element): string {
  let from: Element | undefined = field;
  for (let depth = 0; from !== undefined && depth < GROUP_MAX_DEPTH; depth += 1) {
    for (let before = from.previousSibling; before !== null; before = before.previousSibling) {
      // What stands before another field belongs to that one.
      if (before instanceof Element && (before.matches(FIELD) || before.querySelector(FIELD) !== null)) return '';
      const text = textOf(before);
      if (text !== '') return text;
    }
    from = parentOf(from);
  }
  return '';
}

/** Headings and labels around the field: what its form is about. */
function contextOf(field: Element): string {
  const around =
    field.closest('form,fieldset,dialog,section,[role=dialog],[role=form]') ?? parentOf(field)?.parentElement;
  if (around === null || around === undefined) return '';
  const texts: string[] = [textOf(around.previousElementSibling)];
  for (const element of around.querySelectorAll('h1,h2,h3,h4,h5,h6,legend,label,[role=heading],p')) {
    if (texts.length >= CONTEXT_MAX_TEXTS) break;
    texts.push(textOf(element).slice(0, 80));
  }
  for (const input of around.querySelectorAll('input[placeholder],input[autocomplete]')) {
    if (texts.length >= CONTEXT_MAX_TEXTS + 4) break;
    texts.push(`${input.getAttribute('placeholder') ?? ''} ${input.getAttribute('autocomplete') ?? ''}`);
  }
  return texts.filter(Boolean).join(' | ');
}

/** Lengths of the short boxes that one value is split over; undefined where the field is no such box. */
function boxLengthsOf(field: HTMLInputElement): number[] | undefined {
  if (field.maxLength < 1 || field.maxLength > BOX_MAX_LENGTH) return undefined;
  let group = parentOf(field);
  for (let depth = 0; group !== undefined && depth < GROUP_MAX_DEPTH; depth += 1) {
    const inputs = group.querySelectorAll('input');
    if (inputs.length > GROUP_MAX_INPUTS) return undefined;
    const lengths = [...inputs]
      .map((input) => input.maxLength)
      .filter((length) => length >= 1 && length <= BOX_MAX_LENGTH);
    if (lengths.length >= 3) return lengths;
    group = parentOf(group);
  }
  return undefined;
}

/** Characters hidden by style make a text field as good as a password field. */
function isTextHidden(field: Element): boolean {
  const style = getComputedStyle(field);
  const security = style.getPropertyValue('-webkit-text-security');
  if (security !== '' && security !== 'none') return true;
  if (/\b(dots?|discs?|bullets?|password|secur)/i.test(style.fontFamily)) return true;
  const isClear = (colour: string) => /^rgba\(.*,\s*0\)$|^transparent$/.test(colour);
  return isClear(style.color) && isClear(style.getPropertyValue('-webkit-text-fill-color') || style.color);
}
