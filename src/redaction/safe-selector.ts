// Builds selectors out of parts that carry no data: tags, safe tokens, roles, positions and whole interface names.
import type { SafeName, SafeSelector, SafeToken } from '../model/safe.ts';
import { HIDDEN_WORD } from './safe-name.ts';

/** Attributes that hold test ids. */
export const TEST_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'] as const;
export type TestAttribute = (typeof TEST_ATTRIBUTES)[number];

/** One element on the way to the target. `nth` counts from 1 among siblings of the same tag. */
export interface SelectorStep {
  readonly tag: string;
  readonly id?: SafeToken | undefined;
  readonly classes?: readonly SafeToken[] | undefined;
  readonly nth?: number | undefined;
}

const TAG = /^[a-z][a-z0-9]*(?:-[a-z]+\d{0,2})*$/;
const ROLE = /^[a-z]{3,20}$/;

const toSafe = (selector: string): SafeSelector => selector as SafeSelector;
/** Custom elements may be named at run time, so a tag must look like code too. */
const toTag = (tag: string): string => (TAG.test(tag) && tag.length <= 40 ? tag : '*');
/** Tokens hold letters, digits, `-`, `_`, `.` and `:` and start with a letter: these two need a backslash in CSS. */
const escapeToken = (token: SafeToken): string => token.replace(/[.:]/g, '\\$&');

function toCss(step: SelectorStep): string {
  if (step.id !== undefined) return `#${escapeToken(step.id)}`;
  const classes = (step.classes ?? []).map((token) => `.${escapeToken(token)}`).join('');
  const nth = step.nth === undefined ? '' : `:nth-of-type(${Math.trunc(step.nth)})`;
  return toTag(step.tag) + classes + nth;
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

/** `/html[1]/body[1]/form[1]/button[2]`, or from the innermost id: `//*[@id="main"]/button[2]`. */
export function xpathSelector(steps: readonly SelectorStep[]): SafeSelector {
  const from = Math.max(
    0,
    steps.findLastIndex((step) => step.id !== undefined),
  );
  const parts = steps.slice(from).map(({ tag, id, nth }) => {
    if (id !== undefined) return `//*[@id="${id}"]`;
    return `/${toTag(tag)}[${Math.trunc(nth ?? 1)}]`;
  });
  return toSafe(parts.join(''));
}

/** Steps through open shadow roots, from the document in: `x-app >>> x-form >>> button:nth-of-type(1)`. */
export function pierceSelector(roots: readonly (readonly SelectorStep[])[]): SafeSelector {
  return toSafe(roots.map(joinCss).join(' >>> '));
}
