// Accessible name of an element. dom-accessibility-api reads values of fields and knows no bounds, so the name is computed here,
// and held to that library by a test. https://w3c.github.io/accname/
import type { PageNameRule } from '../model/page-rules.ts';
import type { SafeName } from '../model/safe.ts';
import { toSafeName } from '../redaction/safe-name.ts';
import { isInsideContent } from './content.ts';
import { attributeOf, genuine, matches, rootOf, tagOf } from './native.ts';

/** A name out of more nodes than this is content, and costs time. */
const NAME_MAX_NODES = 150;
/** https://w3c.github.io/aria/#namefromcontent */
const NAMED_BY_CONTENT =
  /^(button|cell|checkbox|columnheader|gridcell|heading|link|menuitem|menuitemcheckbox|menuitemradio|option|radio|row|rowheader|switch|tab|tooltip|treeitem|legend)$/;
/** What a person put in, or how far something is: never part of a name. */
const HOLDS_VALUE =
  'input,textarea,select,output,meter,progress,script,style,template,[contenteditable]:not([contenteditable=false]),' +
  '[role=textbox],[role=searchbox],[role=combobox],[role=listbox],[role=slider],[role=spinbutton],[role=progressbar],[role=meter],[role=scrollbar]';

/** The name as it may leave the page; undefined when there is none, or it is too large to be one. `secret`: no text at all. */
export function nameOf(
  element: Element,
  role: string | undefined,
  rule: PageNameRule | 'secret' | undefined,
): SafeName | undefined {
  const raw =
    byReference(element) || byAttribute(element) || byLabel(element) || byContent(element, role) || byHint(element);
  if (raw === '') return undefined;
  if (rule === 'secret') return toSafeName(raw, true);
  return toSafeName(raw, rule?.content !== true && isInsideContent(element), rule !== undefined);
}

function byReference(element: Element): string {
  return join(named(element, 'aria-labelledby').map((other) => byAttribute(other) || contentOf(other)));
}

/** The elements that an attribute of ids names. */
export function named(element: Element, attribute: string): Element[] {
  const root = rootOf(element);
  const ids = attributeOf(element, attribute)?.split(/\s+/).slice(0, 8) ?? [];
  const found = ids.map((id) => root && genuine(root, 'getElementById').call(root, id));
  return found.filter((other) => other instanceof Element);
}

/** Attributes that are a name wherever they stand. */
function byAttribute(element: Element): string {
  const label = read(element, 'aria-label');
  if (label !== '') return label;
  if (matches(element, 'img,area,input[type=image]')) return read(element, 'alt');
  if (matches(element, 'input:is([type=button],[type=submit],[type=reset])')) return read(element, 'value');
  return tagOf(element) === 'optgroup' ? read(element, 'label') : '';
}

/** Elements whose name stands in another element. */
function byLabel(element: Element): string {
  if ('labels' in element && element.labels instanceof NodeList) {
    return join([...element.labels].map((label) => label instanceof Element && contentOf(label)));
  }
  if (!matches(element, 'fieldset,table,figure,svg')) return '';
  const caption = [...genuine(element, 'children')].find((child) => matches(child, 'legend,caption,figcaption,title'));
  return caption === undefined ? '' : contentOf(caption);
}

function byContent(element: Element, role: string | undefined): string {
  const isNamed = NAMED_BY_CONTENT.test(role ?? '') || tagOf(element) === 'label';
  return isNamed && !matches(element, HOLDS_VALUE) ? contentOf(element) : '';
}

function byHint(element: Element): string {
  return read(element, 'title') || (matches(element, 'input,textarea') ? read(element, 'placeholder') : '');
}

/** Text that people see in an element, without what fields hold; empty when there is too much of it to be a name. */
function contentOf(element: Element): string {
  if (matches(element, HOLDS_VALUE)) return '';
  const budget = { nodes: NAME_MAX_NODES };
  const text = textIn(element, budget);
  return budget.nodes < 0 ? '' : text.replace(/\s+/g, ' ').trim();
}

function textIn(element: Element, budget: { nodes: number }): string {
  const slotted = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
  let text = '';
  for (const node of slotted.length > 0 ? slotted : genuine(element, 'childNodes')) {
    budget.nodes -= 1;
    if (budget.nodes < 0) return '';
    if (node instanceof Text) text += node.data;
    else if (node instanceof Element && !matches(node, HOLDS_VALUE)) text += textOf(node, budget);
  }
  return text;
}

function textOf(element: Element, budget: { nodes: number }): string {
  const { display, visibility } = getComputedStyle(element);
  if (display === 'none' || visibility === 'hidden' || read(element, 'aria-hidden') === 'true') return '';
  const text = byAttribute(element) || textIn(element, budget);
  return display === 'inline' ? text : ` ${text} `;
}

function read(element: Element, attribute: string): string {
  return attributeOf(element, attribute)?.trim() ?? '';
}

function join(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(' ');
}
