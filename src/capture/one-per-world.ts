// One capture script in each document: a second injection finds the first, unless that one belongs to an extension that is gone.
// And the scripts of a page's frames know each other, since only the top one hears in time that the tab is closed.

/** In the extension's own world: no page can see it. */
const KEY = Symbol.for('capture');

interface Holder {
  readonly isAlive: () => boolean;
  /** Set while recording. */
  leave?: Leave | undefined;
}
/** Closes what is open and sends all, because the document was `hidden` or is `gone`. */
export type Leave = (how: 'hidden' | 'gone') => void;
type Place = { [KEY]?: Holder };

/** True where this script is the only living one here, and from now on holds the place. */
export function claimWorld(world: object, isAlive: () => boolean): boolean {
  const place: Place = world;
  if (place[KEY]?.isAlive() === true) return false;
  place[KEY] = { isAlive };
  return true;
}

/** Says how this document is to be left while `signal` lasts. */
export function offerLeave(world: object, signal: AbortSignal, leave: Leave): void {
  const holder = (world as Place)[KEY];
  if (holder === undefined) return;
  holder.leave = leave;
  signal.addEventListener('abort', () => {
    holder.leave = undefined;
  });
}

/**
 * Leaves the frames in a window that may be looked into. Chromium ends the frames of a closed tab when nothing that they say is
 * heard any more.
 */
export function leaveFrames(window: Window, how: Parameters<Leave>[0]): void {
  for (let i = 0; i < window.length; i += 1) {
    try {
      (window[i] as Place | undefined)?.[KEY]?.leave?.(how);
    } catch (error) {
      // A frame of another origin.
      if (!(error instanceof DOMException && error.name === 'SecurityError')) throw error;
    }
  }
}
