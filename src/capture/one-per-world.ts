// One capture script in each document: a second injection finds the first, unless that one belongs to an extension that is gone.

/** In the extension's own world: no page can see it. */
const KEY = Symbol.for('capture');

interface Holder {
  readonly isAlive: () => boolean;
}

/** True where this script is the only living one here, and from now on holds the place. */
export function claimWorld(world: object, isAlive: () => boolean): boolean {
  const places = world as { [KEY]?: Holder };
  if (places[KEY]?.isAlive() === true) return false;
  places[KEY] = { isAlive };
  return true;
}
