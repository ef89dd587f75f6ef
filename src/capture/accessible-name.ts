// Role and accessible name of an element, within bounds, and never out of what a person put in.
import { computeAccessibleName, getRole } from 'dom-accessibility-api';
import type { SafeName } from '../model/safe.ts';
import { toSafeName } from '../redaction/safe-name.ts';
import { isInsideContent } from './content.ts';
import { fieldHostOf } from './field-facts.ts';

/** More elements than this in a name are content, and cost time. */
const NAME_MAX_ELEMENTS = 40;
/** Longer text is content; reading it would cost time. */
const NAME_MAX_TEXT_NODES = 200;
const ROLE = /^[a-z]{3,24}$/;
/** Elements whose text or value stands in the name of what holds them: what a person put in, or how far something is. */
const HOLDS_VALUE =
  'input:not([type=button],[type=submit],[type=reset],[type=image]),textarea,select,output,meter,progress,[contenteditable]:not([contenteditable=false]),' +
  '[role=textbox],[role=searchbox],[role=combobox],[role=listbox],[role=slider],[role=spinbutton],[role=progressbar],[role=meter],[role=scrollbar]';
const HIDDEN = {
  getPropertyValue: (name: string) => (name === 'display' ? 'none' : ''),
} as unknown as CSSStyleDeclaration;
const TOO_LARGE = 'name too large';

/** ARIA role, explicit or implied; undefined when there is none, or none that is a word. */
export function roleOf(element: Element): string | undefined {
  const role = getRole(element);
  return role !== null && ROLE.test(role) && role !== 'generic' ? role : undefined;
}

/** The name as it may leave the page; undefined when there is none, or it is too large to be one. `isSecret`: no text at all. */
export function nameOf(element: Element, isSecret: boolean): SafeName | undefined {
  const raw = rawNameOf(element);
  return raw === undefined ? undefined : toSafeName(raw, isSecret || isInsideContent(element));
}

function rawNameOf(element: Element): string | undefined {
  const label = element.getAttribute('aria-label')?.trim();
  if (element instanceof HTMLElement && element.isContentEditable)
    return label ?? element.getAttribute('title') ?? undefined;
  if (countNodes(element) > NAME_MAX_TEXT_NODES) return label;
  let visited = 0;
  const getStyle = (visitedElement: Element): CSSStyleDeclaration => {
    visited += 1;
    if (visited > NAME_MAX_ELEMENTS) throw new RangeError(TOO_LARGE);
    if (visitedElement === element || !visitedElement.matches(HOLDS_VALUE)) return getComputedStyle(visitedElement);
    // Hidden elements add nothing to a name, unless they are named by reference: then there is no name.
    if (isReferenced(visitedElement)) throw new RangeError(TOO_LARGE);
    return HIDDEN;
  };
  try {
    const name = computeAccessibleName(element, {
      getComputedStyle: getStyle,
      computedStyleSupportsPseudoElements: false,
    });
    return name !== '' || fieldHostOf(element) === undefined
      ? name
      : (element.getAttribute('placeholder') ?? undefined);
  } catch (error) {
    if (error instanceof RangeError && error.message === TOO_LARGE) return label;
    throw error;
  }
}

function isReferenced({ id, ownerDocument }: Element): boolean {
  return id !== '' && ownerDocument.querySelector(`[aria-labelledby~="${CSS.escape(id)}"]`) !== null;
}

/** Nodes below an element, counted no further than to the limit. */
function countNodes(element: Element): number {
  const walker = element.ownerDocument.createTreeWalker(element);
  let count = 0;
  while (count <= NAME_MAX_TEXT_NODES && walker.nextNode() !== null) count += 1;
  return count;
}
