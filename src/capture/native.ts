// Reads of page elements that no page can bend: in a form, and in a document, controls named `children` or `getAttribute`
// stand in the place of the property itself. https://html.spec.whatwg.org/#legacy-override-built-in-properties

/** The property as its interface defines it, whatever the page called its controls. */
export function genuine<T extends object, K extends keyof T>(of: T, property: K): T[K] {
  // Named controls are properties of the object alone, never of its prototype.
  return Reflect.get(Object.getPrototypeOf(of), property, of);
}

/** undefined where there is no such attribute. */
export function attributeOf(element: Element, name: string): string | undefined {
  return genuine(element, 'getAttribute').call(element, name) ?? undefined;
}

export function matches(element: Element, selector: string): boolean {
  return genuine(element, 'matches').call(element, selector);
}

/** The nearest ancestor or the element itself, within its own tree. */
export function nearest(element: Element, selector: string): Element | undefined {
  return genuine(element, 'closest').call(element, selector) ?? undefined;
}

/** All elements below a node that match. */
export function findAll(below: ParentNode, selector: string): NodeListOf<Element> {
  return genuine(below, 'querySelectorAll').call(below, selector);
}

/** The document or shadow root that an element lies in; undefined for one that was taken out. */
export function rootOf(node: Node): Document | ShadowRoot | undefined {
  const root = genuine(node, 'getRootNode').call(node);
  return root instanceof Document || root instanceof ShadowRoot ? root : undefined;
}

/** Tag name in lower case. */
export function tagOf(element: Element): string {
  return genuine(element, 'localName');
}

/** Where an element is in the viewport, CSS px. */
export function rectOf(element: Element): DOMRect {
  return genuine(element, 'getBoundingClientRect').call(element);
}
