// The page's tree as people see it: through shadow roots, closed ones too.
import { genuine, matches, nearest, rootOf } from './native.ts';

/** The shadow root of a host, also a closed one; null when it has none. Only an extension may look. */
export type OpenRoot = (host: HTMLElement) => ShadowRoot | null;

/** The element that an event really happened on. Where a closed root hides it: what is at the pointer there, or has the focus there. */
export function innermostOf(event: Event, openRoot: OpenRoot): Element | undefined {
  const first = event.composedPath()[0];
  if (!(first instanceof Node)) return undefined;
  let element = first instanceof Element ? first : first.parentElement;
  while (element instanceof HTMLElement && genuine(element, 'shadowRoot') === null) {
    const root = openRoot(element);
    const isAt = event instanceof MouseEvent && (event.clientX !== 0 || event.clientY !== 0);
    const inner = isAt ? root?.elementFromPoint(event.clientX, event.clientY) : root?.activeElement;
    if (inner === undefined || inner === null || rootOf(inner) !== root) break;
    element = inner;
  }
  return element ?? undefined;
}

/** The element that has the keyboard, through every root. */
export function activeElementOf(document: Document, openRoot: OpenRoot): Element | undefined {
  let active = genuine(document, 'activeElement');
  while (active instanceof HTMLElement) {
    const inner = openRoot(active)?.activeElement;
    if (inner === undefined || inner === null) break;
    active = inner;
  }
  return active === null || matches(active, ':root,body') ? undefined : active;
}

/** Parent in the composed tree: the host, for a child of a shadow root. */
export function parentOf(element: Element): Element | undefined {
  return genuine(element, 'parentElement') ?? hostOf(element);
}

/** Host of the shadow root that an element lies in. */
function hostOf(element: Element): Element | undefined {
  const root = rootOf(element);
  return root instanceof ShadowRoot ? root.host : undefined;
}

/** Like `closest`, across shadow roots. */
export function closestOf(element: Element, selector: string): Element | undefined {
  for (let from: Element | undefined = element; from !== undefined; from = hostOf(from)) {
    const found = nearest(from, selector);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Shadow hosts around an element, outermost first. */
export function hostsOf(element: Element): Element[] {
  const host = hostOf(element);
  return host === undefined ? [] : [...hostsOf(host), host];
}
