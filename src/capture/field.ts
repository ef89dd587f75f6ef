// Class and mode of the fields of one document. A field that was ever secret stays secret, also when a framework makes it anew.
import type { Field } from '../model/field.ts';
import { fieldOf, UNREADABLE } from '../redaction/field.ts';
import type { FieldFacts } from '../redaction/field-facts.ts';
import type { LabelMatcher } from '../redaction/label-match.ts';
import { modeOf } from '../redaction/mode.ts';
import { fieldHostOf, readFacts } from './field-facts.ts';
import { findAll, genuine, matches } from './native.ts';
import type { Rules } from './rules.ts';

/** Classifying costs some hundred patterns: the same facts are not classified twice. */
const MEMORY_MAX = 256;
/** Most inputs looked at for passwords at a press. */
const SCAN_MAX_INPUTS = 500;

export interface Fields {
  /** The field that an element is or is a part of; undefined when it is none. */
  of(element: Element): Field | undefined;
  /** Remembers every password field that there is now: the press that follows may show one as text. */
  noteSecrets(root: Document | ShadowRoot): void;
  /** Watches the field that has the keyboard, from now on. */
  watch(field: Element | undefined): void;
}

/** Fields of a document. Until `labels` can be read every field is protected, without being remembered as secret.
 * Its observer ends with the document. */
export function createFields(labels: () => LabelMatcher | undefined, rules: Pick<Rules, 'ofField'>): Fields {
  const secretNodes = new WeakSet<Element>();
  /** What a secret field was called; only in memory. */
  const secretKeys = new Set<string>();
  const everTypes = new WeakMap<Element, Set<string>>();
  const classified = new Map<string, Field>();

  const classify = (facts: FieldFacts, matcher: LabelMatcher): Field => {
    const key = JSON.stringify(facts);
    const known = classified.get(key);
    if (known !== undefined) return known;
    if (classified.size >= MEMORY_MAX) classified.clear();
    const field = fieldOf(facts, matcher);
    classified.set(key, field);
    return field;
  };

  const noteTypeOf = (host: Element, type: string | undefined): ReadonlySet<string> => {
    const types = everTypes.get(host) ?? new Set<string>();
    if (type !== undefined) everTypes.set(host, types.add(type));
    return types;
  };

  const of = (element: Element): Field | undefined => {
    const host = fieldHostOf(element);
    if (host === undefined) return undefined;
    const facts = readFacts(host);
    const matcher = labels();
    const types = noteTypeOf(host, facts.type);
    const keys = toKeys(facts);
    if (matcher === undefined) return UNREADABLE;
    const wasSecret = secretNodes.has(host) || keys.some((key) => secretKeys.has(key));
    const field = classify({ ...facts, wasSecret, ...(types.size > 1 && { everTypes: [...types] }) }, matcher);
    if (field.mode === 'protected') {
      secretNodes.add(host);
      for (const key of keys) secretKeys.add(key);
      return field;
    }
    // What a rule protects is no secret by what it is: it stays so as long as the rule.
    const mode = modeOf(field.class, rules.ofField(host, field.class));
    return mode === field.mode ? field : { class: field.class, mode };
  };

  const noteType = (field: Element, type: string | null): void => {
    if (type?.toLowerCase() !== 'password') return;
    everTypes.set(field, (everTypes.get(field) ?? new Set<string>()).add('password'));
    of(field);
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, oldValue } of changes) if (target instanceof Element) noteType(target, oldValue);
  });

  // Called back only when a type changes. It lasts as long as the document: pages show a password before anybody looks.
  const typeOnly = { attributes: true, attributeFilter: ['type'], attributeOldValue: true };
  observer.observe(document, { ...typeOnly, subtree: true });

  return {
    of,
    noteSecrets(root) {
      // A live collection by tag is kept by the browser: looking at it again costs next to nothing.
      const inputs =
        root instanceof Document ? genuine(root, 'getElementsByTagName').call(root, 'input') : findAll(root, 'input');
      for (let i = 0; i < inputs.length && i < SCAN_MAX_INPUTS; i += 1) {
        const input = inputs[i];
        if (input && matches(input, '[type=password]') && !secretNodes.has(input)) noteType(input, 'password');
      }
    },
    watch(field) {
      // In a shadow tree the document's changes are not seen. An observer of a field goes with the field.
      if (field instanceof HTMLInputElement) observer.observe(field, typeOnly);
    },
  };
}

/** What a framework keeps when it makes a field anew. */
function toKeys({ name, id, autocomplete, labels, ariaLabel }: FieldFacts): string[] {
  const isNamed = [name, autocomplete?.trim(), labels, ariaLabel].some((text) => text !== undefined && text !== '');
  return [
    ...(isNamed ? [JSON.stringify([name, autocomplete, labels, ariaLabel])] : []),
    ...(id === undefined || id === '' ? [] : [`#${id}`]),
  ];
}
