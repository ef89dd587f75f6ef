// Which modifier keys were down.
import type { Modifier } from '../model/event.ts';

interface WithModifiers {
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(key: string): boolean;
}

/** Undefined for none. AltGr is no modifier: it makes characters, and shows as Ctrl and Alt on Windows. */
export function toModifiers(event: WithModifiers): Modifier[] | undefined {
  const isAltGraph = event.getModifierState('AltGraph');
  const down: Modifier[] = [];
  if (event.altKey && !isAltGraph) down.push('Alt');
  if (event.ctrlKey && !isAltGraph) down.push('Control');
  if (event.metaKey) down.push('Meta');
  if (event.shiftKey) down.push('Shift');
  return down.length > 0 ? down : undefined;
}
