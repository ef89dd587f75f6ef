// Where an element is, in the top viewport (to aim at) and in its own document (as the file tells it).
import type { Locator } from '@playwright/test';
import type { Sighting } from './expected.ts';

export interface Spot {
  /** To aim at: CSS px in the viewport of the tab. */
  readonly x: number;
  readonly y: number;
  /** The same place in the element's own document. */
  readonly docX: number;
  readonly docY: number;
  readonly sighting: Sighting;
}

/** Where in an element, as parts of its width and height. */
export interface Aim {
  readonly at?: readonly [number, number];
  /** The page broke what reading it needs: use the browser's own knowledge alone. */
  readonly isBroken?: boolean;
}

/** Largest document that is kept, in elements: the text of a larger one would hold up the hand. */
const KEPT_MAX_ELEMENTS = 5_000;

/** Finds a place inside an element that is shown. Throws where it is not, or where something else lies over it. */
export async function spotOf(locator: Locator, { at = [0.5, 0.5], isBroken = false }: Aim = {}): Promise<Spot> {
  await locator.scrollIntoViewIfNeeded();
  const outer = await locator.boundingBox();
  if (outer === null) throw new Error(`not shown: ${locator}`);
  const x = Math.round(outer.x + outer.width * at[0]);
  const y = Math.round(outer.y + outer.height * at[1]);
  if (isBroken) {
    const box = [outer.x, outer.y, outer.width, outer.height] as const;
    return { x, y, docX: x, docY: y, sighting: { tag: '', box, way: [] } };
  }
  const seen = await locator.evaluate(look, { at, max: KEPT_MAX_ELEMENTS });
  if (!seen.isOnTop) throw new Error(`something lies over ${locator}`);
  const { tag, box, way, html } = seen;
  const sighting = { tag, box, way, ...(html !== undefined && { html }) };
  return { x, y, docX: seen.docX, docY: seen.docY, sighting };
}

type Seen = Omit<Sighting, 'html'> & {
  readonly html: string | undefined;
  readonly docX: number;
  readonly docY: number;
  readonly isOnTop: boolean;
};

/** Runs in the page; adds and changes nothing there. */
function look(element: Element, { at, max }: { at: readonly [number, number]; max: number }): Seen {
  const { x, y, width, height } = element.getBoundingClientRect();
  const docX = x + width * at[0];
  const docY = y + height * at[1];
  // Form controls may be named like properties of their form: only the prototype's own getters tell the truth.
  const getter = (owner: object, name: string): ((of: Node) => unknown) => {
    const get = Object.getOwnPropertyDescriptor(owner, name)?.get;
    return (of) => get?.call(of);
  };
  const parentOf = getter(Node.prototype, 'parentNode');
  const childrenOf = getter(Element.prototype, 'children');
  const root = element.getRootNode() as Document | ShadowRoot;
  const top = root.elementFromPoint(docX, docY);
  const way: number[] = [];
  for (let node: Element = element; ; ) {
    const parent = parentOf(node) as Node | null;
    if (parent === null || parent instanceof Document) break;
    const isRoot = parent instanceof ShadowRoot;
    const siblings = isRoot ? parent.children : (childrenOf(parent) as HTMLCollection);
    way.unshift(...(isRoot ? [-1] : []), [...siblings].indexOf(node));
    node = isRoot ? parent.host : (parent as Element);
  }
  const shadowRoots: ShadowRoot[] = [];
  const collect = (from: Document | ShadowRoot): void => {
    if (from instanceof ShadowRoot) shadowRoots.push(from);
    for (const { shadowRoot } of from.querySelectorAll('*')) {
      if (shadowRoot !== null) collect(shadowRoot);
    }
  };
  const isKept = document.contentType === 'text/html' && document.getElementsByTagName('*').length < max;
  if (isKept) collect(document);
  const isOnTop = top !== null && (element.contains(top) || top.contains(element) || top.shadowRoot !== null);
  return {
    tag: element.localName,
    box: [x, y, width, height],
    way,
    html: isKept ? document.documentElement.getHTML({ shadowRoots }) : undefined,
    docX,
    docY,
    isOnTop,
  };
}
