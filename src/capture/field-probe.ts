// No part of the extension: in a copy of a page, tells what each of its fields would get, with the code that pages run. Built for
// `showhow policy test`, which puts its question in front and reads the answer out of the page.
import type { FieldQuestion, FieldReport } from '../model/field-report.ts';
import type { Fields } from './field.ts';
import { createFields } from './field.ts';
import { fieldHostOf } from './field-facts.ts';
import { attributeOf, findAll, tagOf } from './native.ts';
import type { Rules } from './rules.ts';
import { checkSelectors, createRules } from './rules.ts';

declare const SHOWHOW_QUESTION: FieldQuestion;

function report({ words, rules: told }: FieldQuestion): FieldReport {
  for (const one of [...told.fields, ...told.names]) {
    try {
      checkSelectors(document, { ...told, fields: [], names: [{ path: '*', selector: one.selector ?? '*' }] });
    } catch (error) {
      if (error instanceof DOMException) return { refused: one.selector ?? '' };
      throw error;
    }
  }
  const rules = createRules(window, () => told);
  const fields = createFields(() => words, rules);
  return { fields: hostsIn(document).map((host) => toEntry(host, fields, rules)) };
}

/** Fields of a document and of the shadow trees in it. */
function hostsIn(root: Document | ShadowRoot): Element[] {
  return [...findAll(root, '*')].flatMap((element) => [
    ...(fieldHostOf(element) === element ? [element] : []),
    ...(element.shadowRoot === null ? [] : hostsIn(element.shadowRoot)),
  ]);
}

function toEntry(host: Element, fields: Fields, rules: Rules) {
  const field = fields.of(host) ?? { class: 'unknown' as const, mode: 'protected' as const };
  const found = rules.ofField(host, field.class);
  const closest = Math.max(...found.map(({ specificity }) => specificity));
  const by = found
    .filter(({ specificity, mode }) => specificity === closest && mode === field.mode)
    .map(({ selector, class: of }) => selector ?? `class ${of}`);
  const named = ['id', 'name', 'type'].map((name) => [name, attributeOf(host, name)] as const);
  const parts = named.map(([name, value]) =>
    value === undefined ? '' : name === 'id' ? `#${value}` : `[${name}=${value}]`,
  );
  return { element: tagOf(host) + parts.join(''), field, by };
}

addEventListener('load', () => {
  const answer = JSON.stringify(report(SHOWHOW_QUESTION));
  // The page is a copy that nobody looks at.
  document.documentElement.replaceChildren(
    Object.assign(document.createElement('pre'), { id: 'showhow', textContent: answer }),
  );
});
