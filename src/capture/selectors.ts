// Ways to find an element again, each tried out within half a millisecond.
import type { SafeName, SafeSelector, SafeToken } from '../model/safe.ts';
import type { Selector } from '../model/target.ts';
import type { SelectorStep, TestAttribute } from '../redaction/safe-selector.ts';
import {
  ariaSelector,
  cssSelector,
  isSafeTag,
  pierceSelector,
  SHADOW_HOST,
  TEST_ATTRIBUTES,
  testSelector,
  xpathSelector,
} from '../redaction/safe-selector.ts';
import { toSafeToken } from '../redaction/safe-token.ts';
import { hostsOf } from './composed.ts';
import { attributeOf, findAll, genuine, matches, rootOf, siblingBefore, tagOf } from './native.ts';

/** Time for trying out all selectors of one element; what is left over is `unknown`. */
const VERIFY_MAX_MS = 0.5;
/** Elements with more siblings before them have no position worth counting: so many are counted in half a millisecond. */
const SIBLINGS_MAX = 10_000;
const STEPS_MAX = 100;
const CLASSES_MAX = 2;

type Root = Document | ShadowRoot;
type Unique = Selector['unique'];

export interface TestId {
  readonly attribute: TestAttribute;
  readonly token: SafeToken;
}

/** The test id of an element; undefined when it has none that carries no data. */
export function testIdOf(element: Element): TestId | undefined {
  for (const attribute of TEST_ATTRIBUTES) {
    const token = toSafeToken(attributeOf(element, attribute) ?? '');
    if (token !== undefined) return { attribute, token };
  }
  return undefined;
}

/**
 * Selectors of an element, the most lasting first. Those of tags and positions alone say nothing that the worker could have to
 * take out, so two of them always arrive.
 */
export function selectorsOf(element: Element, role: string | undefined, name: SafeName | undefined): Selector[] {
  const root = rootOf(element);
  if (root === undefined) return [];
  const verify = createVerifier(root, element);
  const selectors: Selector[] = [];
  const add = (kind: Selector['kind'], value: SafeSelector | undefined, unique: Unique): void => {
    if (value !== undefined) selectors.push({ kind, value, unique });
  };
  const testId = testIdOf(element);
  if (testId !== undefined) {
    const value = testSelector(testId.attribute, testId.token);
    add('test', value, verify(value));
  }
  const { fromId, path } = waysTo(element, root);
  const named = fromId?.length === 1 ? undefined : classSelector(element, verify);
  add('css', named ?? (fromId && cssSelector(fromId)), 'yes');
  if (path !== undefined) {
    // From the root down each step names one child: nothing to try out.
    add('css', cssSelector(path), 'yes');
    if (root instanceof Document) add('xpath', xpathSelector(path), 'yes');
    else add('pierce', pierceOf(element, path), 'yes');
  }
  if (role !== undefined && name !== undefined) add('aria', ariaSelector(role, name), 'unknown');
  return selectors;
}

function createVerifier(root: Root, element: Element): (css: SafeSelector) => Unique {
  const endMs = performance.now() + VERIFY_MAX_MS;
  return (css) => {
    if (performance.now() > endMs) return 'unknown';
    const found = findAll(root, css);
    return found.length === 1 && found[0] === element ? 'yes' : 'no';
  };
}

/** Tag and classes where they are enough; undefined where they are not. */
function classSelector(element: Element, verify: (css: SafeSelector) => Unique): SafeSelector | undefined {
  const classes = [...genuine(element, 'classList')].map(toSafeToken).filter((token) => token !== undefined);
  if (classes.length === 0) return undefined;
  const value = cssSelector([{ tag: tagOf(element), classes: classes.slice(0, CLASSES_MAX) }]);
  return verify(value) === 'yes' ? value : undefined;
}

interface Ways {
  /** From the nearest element with an id of its own; undefined where there is none. */
  readonly fromId?: SelectorStep[] | undefined;
  /** Tags and positions alone, from the root element or the shadow host; undefined where the element lies too deep. */
  readonly path?: SelectorStep[];
}

function waysTo(element: Element, root: Root): Ways {
  const steps: SelectorStep[] = [];
  let fromId: SelectorStep[] | undefined;
  for (let at: Element | null = element; at !== null; at = genuine(at, 'parentElement')) {
    const id = fromId === undefined ? toSafeToken(attributeOf(at, 'id') ?? '') : undefined;
    const own = { tag: '', id };
    if (id !== undefined && findAll(root, cssSelector([own])).length === 1) fromId = [own, ...steps];
    const step = stepTo(at);
    if (step === undefined || steps.length >= STEPS_MAX) return { fromId };
    steps.unshift(step);
  }
  return { fromId, path: root instanceof Document ? steps : [{ tag: SHADOW_HOST }, ...steps] };
}

function stepTo(element: Element): SelectorStep | undefined {
  const tag = tagOf(element);
  const isForeign = !isHtml(element);
  if (isSafeTag(tag) && matches(element, ':root,:root>body:only-of-type')) return { tag, isForeign };
  let nth = 1;
  let child = 1;
  for (let before = siblingBefore(element); before !== null; before = siblingBefore(before)) {
    if (child > SIBLINGS_MAX) return undefined;
    if (tagOf(before) === tag) nth += 1;
    child += 1;
  }
  return isSafeTag(tag) ? { tag, nth, isForeign } : { tag, child };
}

/** XPath knows the tags of HTML by their plain names, and in HTML documents alone. */
function isHtml(element: Element): boolean {
  return element instanceof HTMLElement && genuine(genuine(element, 'ownerDocument'), 'contentType') === 'text/html';
}

function pierceOf(element: Element, path: SelectorStep[]): SafeSelector | undefined {
  const paths = hostsOf(element).map((host) => {
    const root = rootOf(host);
    return root && waysTo(host, root).path;
  });
  return paths.every((each) => each !== undefined) ? pierceSelector([...paths, path]) : undefined;
}
