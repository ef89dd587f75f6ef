// In which order to try the selectors of an element.
import type { Selector, Target } from '../model/target.ts';

/** Those that were unique first, else as recorded: the most lasting first. Inside a shadow root only those that lead into it. */
export function orderSelectors(target: Target | undefined): readonly Selector[] {
  const all = target?.selectors ?? [];
  const leading = all.filter(({ kind }) => kind === 'pierce' || kind === 'aria');
  const usable = (target?.shadow ?? []).length > 0 && leading.length > 0 ? leading : all;
  return [...usable.filter(({ unique }) => unique === 'yes'), ...usable.filter(({ unique }) => unique !== 'yes')];
}

const ARIA = /^\[role="([^"]+)"\]\[name="([^"]*)"\]$/;

/** Role and name that a selector by role and name looks for; undefined where it is of another shape. */
export function parseAria(value: string): { readonly role: string; readonly name: string } | undefined {
  const [, role, name] = ARIA.exec(value) ?? [];
  return role === undefined || name === undefined ? undefined : { role, name };
}
