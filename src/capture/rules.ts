// What the policy's rules say of this page: modes of its fields, names that may be kept, parts of its address.
import type { FieldClass } from '../model/field.ts';
import { matchesGlob } from '../model/match-pattern.ts';
import type { LISTED_SITE, PageFieldRule, PageNameRule, PageRules, UrlKeep } from '../model/page-rules.ts';
import { keepOf } from '../redaction/url-keep.ts';
import { findAll, matches } from './native.ts';

const LISTED: typeof LISTED_SITE = 1;

export interface Rules {
  ofField(field: Element, fieldClass: FieldClass): readonly PageFieldRule[];
  ofName(element: Element): PageNameRule | undefined;
  ofUrl(href: string): UrlKeep | undefined;
  /** Whether the page may be recorded at the address that it has now. */
  areOpen(): boolean;
}

/** `told` gives the rules in force; undefined before the worker has sent any. */
export function createRules({ location }: Window, told: () => PageRules | undefined): Rules {
  const here = <R extends { readonly path: string }>(
    rules: readonly R[] = [],
    at: Pick<URL, 'pathname' | 'search'> = location,
  ): R[] => rules.filter(({ path }) => matchesGlob(path, at.pathname + at.search));
  return {
    ofField: (field, fieldClass) =>
      here(told()?.fields).filter(({ selector, class: of }) =>
        selector === undefined ? of === fieldClass : matches(field, selector),
      ),
    ofName: (element) => {
      const rules = here(told()?.names).filter(({ selector }) => matches(element, selector));
      return rules.find(({ content }) => content) ?? rules[0];
    },
    ofUrl: (href) => keepOf(here(told()?.urls, new URL(href))),
    areOpen: () => {
      const sites = told()?.sites;
      return !sites || Math.max(...here(sites).map(({ specificity }) => specificity)) === LISTED;
    },
  };
}

/** Throws where the browser refuses a selector: a rule that cannot be read protects nothing. */
export function checkSelectors(document: Document, { fields, names }: PageRules): void {
  for (const { selector } of [...fields, ...names]) if (selector) findAll(document.createDocumentFragment(), selector);
}
