// What stands around a field and says what it is, where no label is tied to it: hosts, slots, frames, hints, icons, generated text.
import type { FieldWords } from '../model/field.ts';
import { named } from './accessible-name.ts';
import { hostsOf, parentOf } from './composed.ts';
import { attributesOf, findAll, genuine, matches, nearest, siblingBefore } from './native.ts';

/** Longest piece of text read of one place. */
const TEXT_MAX_CHARS = 300;
const TEXT_MAX_NODES = 40;
const ICONS_MAX = 8;
const FRAME_MAX_DEPTH = 4;

/** The beginning of the text in a node; what comes after is not looked at, however much it is. */
export function textOf(node: Node | null | undefined): string {
  if (node === null || node === undefined) return '';
  const walker = genuine(document, 'createTreeWalker').call(document, node, NodeFilter.SHOW_TEXT);
  let text = node instanceof Text ? node.data : '';
  for (let i = 0; i < TEXT_MAX_NODES && text.length < TEXT_MAX_CHARS && walker.nextNode() !== null; i += 1) {
    text += walker.currentNode.nodeValue ?? '';
  }
  return text.slice(0, TEXT_MAX_CHARS).trim();
}

/** What the elements that a field is a part of are called: shadow hosts with what is slotted into them, groups, a label around its slot. */
export function wrapperTexts(field: Element, words: FieldWords): string[] {
  const group = nearest(field, words.groups);
  const cell = nearest(field, '[role=gridcell]');
  const slot = field instanceof HTMLElement ? field.assignedSlot : null;
  const around = slot === null ? undefined : nearest(slot, 'label');
  const hosts = [field, slot].flatMap((of) => (of ? hostsOf(of) : [])).filter((host) => !matches(host, 'body'));
  return [
    ...hosts.flatMap((host) => attributesOf(host, words.hosts)),
    ...hosts.map(slottedLabel),
    ...(cell ? attributesOf(cell, words.cells) : []),
    group === undefined ? '' : groupName(group),
    textOf(around),
  ].filter(Boolean);
}

function slottedLabel(host: Element): string {
  return [...findAll(host, ':scope > [slot*=label],:scope > label')].map(textOf).join(' ');
}

function groupName(group: Element): string {
  return [...attributesOf(group, 'aria-label'), ...named(group, 'aria-labelledby').map(textOf)].join(' ');
}

/** Hints that are tied to a field, and are not its name. */
export function hintOf(field: Element): string {
  return [...attributesOf(field, 'aria-description'), ...named(field, 'aria-describedby').map(textOf)].join(' ').trim();
}

/** For a field that nothing else names: icons before it, text after it, its row or table, generated text, the frame that it is in. */
export function lastResortOf(field: Element): string {
  return (
    columnLabel(field) ||
    iconsBefore(field) ||
    textAfter(field) ||
    textOf(nearest(field, 'tr')?.querySelector('th')) ||
    textOf(nearest(field, 'table')?.querySelector('caption')) ||
    generatedText(field) ||
    frameText(field) ||
    formText(field)
  );
}

/** Labels in one row, fields in the next: the text at the same place. */
function columnLabel(field: Element): string {
  const row = parentOf(field);
  const above = row && siblingBefore(row);
  if (!above || matches(row, 'body')) return '';
  const fields = genuine(row, 'children');
  const labels = genuine(above, 'children');
  if (fields.length < 2 || fields.length !== labels.length) return '';
  return textOf(labels[[...fields].indexOf(field)]);
}

function iconsBefore(field: Element): string {
  let texts = '';
  let icon = siblingBefore(field);
  for (let i = 0; icon !== null && i < ICONS_MAX && texts === ''; i += 1) {
    if (matches(icon, 'input,textarea,select')) return '';
    const icons = [icon, ...findAll(icon, 'img,svg,[title],[aria-label]')].slice(0, ICONS_MAX);
    texts = icons.flatMap((of) => attributesOf(of, 'alt title aria-label')).join(' ');
    icon = siblingBefore(icon);
  }
  return texts;
}

function textAfter(field: Element): string {
  for (let after = genuine(field, 'nextSibling'); after !== null; after = genuine(after, 'nextSibling')) {
    if (after instanceof Element && matches(after, 'input,textarea,select,button,script,style')) return '';
    const text = textOf(after);
    if (text !== '') return text;
  }
  return '';
}

/** Labels that stand in no node: `content` of a rule. */
function generatedText(field: Element): string {
  const from = [parentOf(field), siblingBefore(field)].filter((element) => element instanceof Element);
  const contents = from.flatMap((element) =>
    ['::before', '::after'].map((place) => getComputedStyle(element, place).content),
  );
  // Only a text is in quotes: `none`, `url(…)` and `counter(…)` are not.
  return contents.filter((content) => /^".*\p{L}/su.test(content)).join(' ');
}

/** Names of the frames around the document, as far as they may be looked into, and what stands before each. */
function frameText(field: Element): string {
  const texts: string[] = [];
  let window: Window | null = genuine(field, 'ownerDocument').defaultView;
  for (let depth = 0; window !== null && depth < FRAME_MAX_DEPTH; depth += 1) {
    const frame: Element | null = frameOf(window);
    if (frame === null) break;
    texts.push(...attributesOf(frame, 'name title aria-label id'), textOf(siblingBefore(frame)));
    window = genuine(frame, 'ownerDocument').defaultView;
  }
  return texts.filter(Boolean).join(' | ');
}

/** What the form of a field that nothing names is called, where it goes, and what its button says; or what the document is called. */
function formText(field: Element): string {
  const form = nearest(field, 'form');
  if (form === undefined) return '';
  const buttons = findAll(form, 'button,input[type=submit]');
  return [
    ...attributesOf(form, 'aria-label name id action class'),
    ...[...buttons].slice(0, ICONS_MAX).map(textOf),
    genuine(genuine(field, 'ownerDocument'), 'title'),
  ].join(' | ');
}

function frameOf(window: Window): Element | null {
  try {
    return window.frameElement;
  } catch {
    // Firefox throws where the parent is of another origin, and nowhere else; Chromium gives null.
    return null;
  }
}

/** A password field beside it that nobody sees: pages that show a password swap the two. */
export function hasHiddenTwin(field: Element): boolean {
  const parent = parentOf(field);
  if (parent === undefined || !(field instanceof HTMLInputElement)) return false;
  return [...findAll(parent, ':scope > input[type=password]')].some(
    (twin) => twin !== field && twin.getClientRects().length === 0,
  );
}

/** A host that says that it is a password, whatever is inside. */
export function isInPasswordHost(field: Element): boolean {
  return hostsOf(field).some((host) => matches(host, '[type=password]'));
}

/** How many characters an input is for: `maxlength`, or what its size or range allow; 0 for any number. */
export function boxLengthOf(input: Element): number {
  if (!(input instanceof HTMLInputElement)) return 0;
  if (input.maxLength >= 1) return input.maxLength;
  return input.size === 1 || (input.type === 'number' && input.max === '9') ? 1 : 0;
}
