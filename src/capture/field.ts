// Class and mode of the fields of one document. A field that was ever secret stays secret, also when a framework makes it anew.
import type { Field, FieldWords } from '../model/field.ts';
import { fieldOf, UNREADABLE } from '../redaction/field.ts';
import type { FieldFacts } from '../redaction/field-facts.ts';
import type { LabelMatcher } from '../redaction/label-match.ts';
import { createLabelMatcher } from '../redaction/label-match.ts';
import { modeOf } from '../redaction/mode.ts';
import { choiceHostOf, fieldHostOf, labelsOf, readFacts } from './field-facts.ts';
import { findAll, genuine, matches } from './native.ts';
import { createProviderWatch } from './provider-form.ts';
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
  /** Words that tell what is what; undefined until the worker has sent them. */
  readonly words: () => FieldWords | undefined;
  /** What counts as the field for what is done in none: a protected one while the document shows a provider's form. */
  outside(): Field | undefined;
  /** Watches the field that has the keyboard, from now on. */
  watch(field: Element | undefined): void;
}

/** Fields of a document. Until `words` are there every field is protected, without being remembered as secret.
 * Its observer ends with the document. */
export function createFields(words: () => FieldWords | undefined, rules: Pick<Rules, 'ofField'>): Fields {
  const secretNodes = new WeakSet<Element>();
  /** What a secret field was called; only in memory. */
  const secretKeys = new Set<string>();
  const everTypes = new WeakMap<Element, Set<string>>();
  /** Labels seen before the words were there: a page may take them away when the field is entered. */
  const early = new WeakMap<Element, string>();
  const classified = new Map<string, Field>();
  const showsProvider = createProviderWatch(document);
  const isGuarded = (): boolean => showsProvider(words()?.providers);
  let matcher: LabelMatcher | undefined;

  const classify = (facts: FieldFacts, table: FieldWords): Field => {
    const key = JSON.stringify(facts);
    const known = classified.get(key);
    if (known !== undefined) return known;
    if (classified.size >= MEMORY_MAX) classified.clear();
    // Compiled at the first field: most pages have none that is used.
    matcher ??= createLabelMatcher(table);
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
    if (host !== undefined) return ofHost(host);
    // What is chosen in a list of the page's own making is a value too; only where it is a secret it is no name of a control.
    const choice = choiceHostOf(element);
    const field = choice && ofHost(choice);
    return field?.mode === 'protected' ? field : undefined;
  };
  const ofHost = (host: HTMLElement): Field => {
    const types = noteTypeOf(host, host instanceof HTMLInputElement ? host.type : undefined);
    const table = words();
    if (table === undefined) {
      early.set(host, labelsOf(host).join());
      return UNREADABLE;
    }
    const facts = readFacts(host, table);
    const keys = toKeys(facts);
    const wasSecret = secretNodes.has(host) || keys.some((key) => secretKeys.has(key));
    const labels = [facts.labels, early.get(host)].join(' | ');
    const field = classify({ ...facts, labels, wasSecret, everTypes: [...types] }, table);
    if (field.mode === 'protected') {
      secretNodes.add(host);
      for (const key of keys) secretKeys.add(key);
      return field;
    }
    // What a rule protects is no secret by what it is: it stays so as long as the rule.
    const mode = modeOf(field.class, rules.ofField(host, field.class));
    return mode === field.mode ? field : { class: field.class, mode };
  };
  /** Only as long as the provider's form is there: the field itself holds no secret. */
  const guardedOf = (element: Element): Field | undefined => {
    const field = of(element);
    return field !== undefined && isGuarded() ? { ...field, mode: 'protected' } : field;
  };

  const noteType = (field: Element, type: string | null): void => {
    if (type?.toLowerCase() !== 'password') return;
    noteTypeOf(field, 'password');
    of(field);
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, oldValue } of changes) if (target instanceof Element) noteType(target, oldValue);
  });

  // Called back only when a type changes. It lasts as long as the document: pages show a password before anybody looks.
  const typeOnly = { attributes: true, attributeFilter: ['type'], attributeOldValue: true };
  observer.observe(document, { ...typeOnly, subtree: true });

  return {
    of: guardedOf,
    words,
    outside: () => (isGuarded() ? UNREADABLE : undefined),
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
