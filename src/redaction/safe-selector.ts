// Builds selectors out of parts that carry no data: tags, safe tokens, roles, positions and whole interface names.
import type { SafeName, SafeSelector, SafeToken } from '../model/safe.ts';
import { HIDDEN_WORD } from './safe-name.ts';

/** Attributes that hold test ids. */
export const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'] as const;
export type TestAttribute = (typeof TEST_ATTRIBUTES)[number];

/** One element on the way to the target. Of the three positions only the one that names it is given. */
export interface SelectorStep {
  readonly tag: string;
  readonly id?: SafeToken | undefined;
  readonly classes?: readonly SafeToken[] | undefined;
  /** Counts from 1 among siblings of the same tag. */
  readonly nth?: number | undefined;
  /** Counts from 1 among all siblings, where the tag may not be told or does not count. */
  readonly child?: number | undefined;
  /** The tag is not one of HTML (SVG, XHTML): XPath finds it only by its name. */
  readonly isForeign?: boolean | undefined;
}

const TAG = /^[a-z][a-z0-9]*(?:-[a-z]+\d{0,2})*$/;
const ROLE = /^[a-z]{3,20}$/;
/** Outermost step of a path inside a shadow root. */
export const SHADOW_HOST = ':host';

const toSafe = (selector: string): SafeSelector => selector as SafeSelector;
/** Custom elements may be named at run time, so a tag must look like code too. */
export const isSafeTag = (tag: string): boolean => TAG.test(tag) && tag.length <= 40;
const toTag = (tag: string): string => (tag === SHADOW_HOST || isSafeTag(tag) ? tag : '*');
/** Tokens hold letters, digits, `-`, `_`, `.` and `:` and start with a letter: these two need a backslash in CSS. */
const escapeToken = (token: SafeToken): string => token.replace(/[.:]/g, '\\$&');

function toCss({ tag, id, classes = [], nth, child }: SelectorStep): string {
  if (id !== undefined) return `#${escapeToken(id)}`;
  const names = classes.map((token) => `.${escapeToken(token)}`).join('');
  const position = child === undefined ? (nth === undefined ? '' : `:nth-of-type(${nth})`) : `:nth-child(${child})`;
  return (child === undefined ? toTag(tag) : '*') + names + position;
}

const joinCss = (steps: readonly SelectorStep[]): string => steps.map(toCss).join(' > ');

/** `[data-testid="save"]`. */
export function testSelector(attribute: TestAttribute, token: SafeToken): SafeSelector {
  return toSafe(`[${attribute}="${token}"]`);
}

/** Child steps from the outermost in: `#main > form > button:nth-of-type(2)`. A step with an id is no more than that id. */
export function cssSelector(steps: readonly SelectorStep[]): SafeSelector {
  return toSafe(joinCss(steps));
}

/** `[role="button"][name="Save"]`; undefined where the name is hidden in whole or part, since it would find nothing. */
export function ariaSelector(role: string, name: SafeName): SafeSelector | undefined {
  if (!ROLE.test(role) || 'length' in name || name.text.includes(HIDDEN_WORD) || /["\\]/.test(name.text))
    return undefined;
  return toSafe(`[role="${role}"][name="${name.text}"]`);
}

/** Positions alone, from the root element: `/html[1]/body[1]/form[1]/button[2]`; `*[local-name()='svg'][1]` for what is not HTML. */
export function xpathSelector(steps: readonly SelectorStep[]): SafeSelector {
  return toSafe(steps.map((step) => `/${toXpath(step)}`).join(''));
}

function toXpath({ tag, nth = 1, child, isForeign }: SelectorStep): string {
  if (child !== undefined) return `*[${child}]`;
  return `${isForeign ? `*[local-name()='${toTag(tag)}']` : toTag(tag)}[${nth}]`;
}

/** Steps through shadow roots, one for each `>>>`, from the document in: `html > body > x-app:nth-of-type(1) >>> :host > button:nth-of-type(1)`. */
export function pierceSelector(roots: readonly (readonly SelectorStep[])[]): SafeSelector {
  return toSafe(roots.map(joinCss).join(' >>> '));
}
