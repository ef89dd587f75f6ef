// Ways to find an element again, each tried out within half a millisecond.
import type { SafeName, SafeSelector, SafeToken } from '../model/safe.ts';
import type { Selector } from '../model/target.ts';
import type { SelectorStep, TestAttribute } from '../redaction/safe-selector.ts';
import {
  ariaSelector,
  cssSelector,
  pierceSelector,
  TEST_ATTRIBUTES,
  testSelector,
  xpathSelector,
} from '../redaction/safe-selector.ts';
import { toSafeToken } from '../redaction/safe-token.ts';
import { hostsOf } from './composed.ts';

/** Time for trying out all selectors of one element; what is left over is `unknown`. */
const VERIFY_MAX_MS = 0.5;
/** Elements with more siblings before them have no position worth counting. */
const SIBLINGS_MAX = 1_000;
const STEPS_MAX = 40;
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
    const raw = element.getAttribute(attribute);
    const token = raw === null ? undefined : toSafeToken(raw);
    if (token !== undefined) return { attribute, token };
  }
  return undefined;
}

/** Selectors of an element, the most lasting first. */
export function selectorsOf(element: Element, role: string | undefined, name: SafeName | undefined): Selector[] {
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return [];
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
  const path = pathOf(element, root);
  if (role !== undefined && name !== undefined) add('aria', ariaSelector(role, name), 'unknown');
  if (path === undefined) return selectors;
  const { steps, unique } = path;
  const short = steps.length === 1 ? undefined : classSelector(element, verify);
  add('css', short ?? cssSelector(steps), short === undefined ? unique : 'yes');
  if (root instanceof Document) add('xpath', xpathSelector(steps), unique);
  else add('pierce', pierceOf(element, steps), 'unknown');
  return selectors;
}

function createVerifier(root: Root, element: Element): (css: string) => Unique {
  const endMs = performance.now() + VERIFY_MAX_MS;
  return (css) => {
    if (performance.now() > endMs) return 'unknown';
    // Most selectors that are not unique find another element first, which is much faster than finding all.
    return root.querySelector(css) === element && root.querySelectorAll(css).length === 1 ? 'yes' : 'no';
  };
}

/** Tag and classes where they are enough; undefined where they are not. */
function classSelector(element: Element, verify: (css: string) => Unique): SafeSelector | undefined {
  const classes = [...element.classList].map(toSafeToken).filter((token) => token !== undefined);
  if (classes.length === 0) return undefined;
  const value = cssSelector([{ tag: element.localName, classes: classes.slice(0, CLASSES_MAX) }]);
  return verify(value) === 'yes' ? value : undefined;
}

interface Path {
  readonly steps: SelectorStep[];
  /** Known without a search: from the root or an id of its own, each step names one child. */
  readonly unique: Unique;
}

/** Steps from the nearest element with an id of its own (or from the root) to `element`; undefined where it lies too deep. */
function pathOf(element: Element, root: Root): Path | undefined {
  const steps: SelectorStep[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    const step = stepTo(at, root);
    if (step === undefined || steps.length >= STEPS_MAX) return undefined;
    steps.unshift(step);
    if (step.id !== undefined) return { steps, unique: 'yes' };
  }
  return { steps, unique: root instanceof Document && !cssSelector(steps).includes('*') ? 'yes' : 'unknown' };
}

function stepTo(element: Element, root: Root): SelectorStep | undefined {
  // Not `element.id`: in a form an input named "id" stands in its place.
  const id = toSafeToken(element.getAttribute('id') ?? '');
  const tag = element.localName;
  if (id !== undefined && root.querySelectorAll(`#${CSS.escape(id)}`).length === 1) return { tag, id };
  if (element.matches(':root,:root>body')) return { tag };
  const nth = positionOf(element);
  return nth === undefined ? undefined : { tag, nth };
}

/** Position among siblings of the same tag, from 1; undefined where there are too many to count. */
function positionOf(element: Element): number | undefined {
  let nth = 1;
  let seen = 0;
  for (let before = element.previousElementSibling; before !== null; before = before.previousElementSibling) {
    seen += 1;
    if (seen > SIBLINGS_MAX) return undefined;
    if (before.localName === element.localName) nth += 1;
  }
  return nth;
}

function pierceOf(element: Element, steps: SelectorStep[]): SafeSelector | undefined {
  const hosts = hostsOf(element).map((host) => {
    const root = host.getRootNode();
    return root instanceof Document || root instanceof ShadowRoot ? pathOf(host, root)?.steps : undefined;
  });
  const paths = hosts.filter((path) => path !== undefined);
  return paths.length < hosts.length ? undefined : pierceSelector([...paths, steps]);
}
