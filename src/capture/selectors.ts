// Ways to find an element again, each tried out within half a millisecond.
import type { SafeName, SafeToken } from '../model/safe.ts';
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
  const testId = testIdOf(element);
  if (testId !== undefined) {
    const value = testSelector(testId.attribute, testId.token);
    selectors.push({ kind: 'test', value, unique: verify(value) });
  }
  const path = pathOf(element, root);
  const short = path === undefined ? undefined : shortSelector(element, path, verify);
  if (short !== undefined) selectors.push(short);
  const aria = role === undefined || name === undefined ? undefined : ariaSelector(role, name);
  if (aria !== undefined) selectors.push({ kind: 'aria', value: aria, unique: 'unknown' });
  if (path !== undefined && root instanceof Document) {
    selectors.push({
      kind: 'xpath',
      value: xpathSelector(path),
      unique: short?.unique === 'no' ? 'no' : verify(cssSelector(path)),
    });
  }
  const pierce = root instanceof ShadowRoot && path !== undefined ? pierceOf(element, path) : undefined;
  if (pierce !== undefined) selectors.push(pierce);
  return selectors;
}

function createVerifier(root: Root, element: Element): (css: string) => Unique {
  const endMs = performance.now() + VERIFY_MAX_MS;
  const known = new Map<string, Unique>();
  return (css) => {
    const before = known.get(css);
    if (before !== undefined) return before;
    if (performance.now() > endMs) return 'unknown';
    const found = root.querySelectorAll(css);
    const unique = found.length === 1 && found[0] === element ? 'yes' : 'no';
    known.set(css, unique);
    return unique;
  };
}

/** Tag and classes where they are enough, else the whole path. */
function shortSelector(element: Element, path: readonly SelectorStep[], verify: (css: string) => Unique): Selector {
  const classes = [...element.classList].map(toSafeToken).filter((token) => token !== undefined);
  if (classes.length > 0 && path.at(-1)?.id === undefined) {
    const value = cssSelector([{ tag: element.localName, classes: classes.slice(0, CLASSES_MAX) }]);
    if (verify(value) === 'yes') return { kind: 'css', value, unique: 'yes' };
  }
  const value = cssSelector(path);
  return { kind: 'css', value, unique: verify(value) };
}

/** Steps from the nearest element with an id of its own (or from the root) to `element`; undefined where it lies too deep. */
function pathOf(element: Element, root: Root): SelectorStep[] | undefined {
  const steps: SelectorStep[] = [];
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    // Not `at.id`: in a form an input named "id" stands in its place.
    const raw: string | null = at.getAttribute('id');
    const id: SafeToken | undefined = raw === null ? undefined : toSafeToken(raw);
    if (id !== undefined && root.getElementById(id) === at) {
      steps.unshift({ tag: at.localName, id });
      return steps;
    }
    const nth = positionOf(at);
    if (nth === undefined || steps.length >= STEPS_MAX) return undefined;
    steps.unshift({ tag: at.localName, nth });
  }
  return steps;
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

function pierceOf(element: Element, path: readonly SelectorStep[]): Selector | undefined {
  const hosts = hostsOf(element).map((host) => {
    const root = host.getRootNode();
    return root instanceof Document || root instanceof ShadowRoot ? pathOf(host, root) : undefined;
  });
  const paths = hosts.filter((steps) => steps !== undefined);
  if (paths.length < hosts.length) return undefined;
  return { kind: 'pierce', value: pierceSelector([...paths, path]), unique: 'unknown' };
}
