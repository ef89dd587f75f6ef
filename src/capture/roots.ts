// Shadow roots: `change`, `scroll`, `submit` and `toggle` do not leave them, so each root that a person gets to is listened in.
import type { OpenRoot } from './composed.ts';
import type { Listen } from './listen.ts';
import { genuine, rootOf, tagOf } from './native.ts';

/** Events that leave every root, and come before any that does not. */
const SCOUTS = ['pointerdown', 'focusin', 'wheel', 'pointerover'] as const;

/** Gives a `listen` for events that stay in their root. `onRoot` is told each new root. */
export function createListenInRoots(
  window: Window,
  listen: Listen,
  openRoot: OpenRoot,
  onRoot: (root: ShadowRoot) => void,
): Listen {
  const heard: { readonly type: string; readonly hear: (event: Event) => void }[] = [];
  const known = new WeakSet<ShadowRoot>();

  const meet = (root: ShadowRoot): void => {
    if (known.has(root)) return;
    known.add(root);
    onRoot(root);
    for (const { type, hear } of heard) {
      listen(root, type, (event) => {
        // What is slotted into a root is heard in the document already.
        if (event.target instanceof Node && rootOf(event.target) === root) hear(event);
      });
    }
  };
  const scout = (event: Event): void => {
    for (const on of event.composedPath()) {
      if (on instanceof ShadowRoot) meet(on);
      else if (on instanceof HTMLElement && tagOf(on).includes('-') && genuine(on, 'shadowRoot') === null) {
        const closed = openRoot(on);
        if (closed !== null) meet(closed);
      }
    }
  };
  for (const type of SCOUTS) listen(window, type, scout);

  return <E extends Event>(target: EventTarget, type: string, hear: (event: E) => void): void => {
    heard.push({ type, hear: (event) => hear(event as E) });
    listen(target, type, hear);
  };
}
