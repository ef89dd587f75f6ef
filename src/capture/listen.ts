// The one way to listen: in the capture phase, passive, to what a person did, and without a word in the page's console.

import { genuine } from './native.ts';

/** Called with an error of ours: the record that was being made is lost. */
export type OnFault = (error: unknown) => void;

/** Adds listeners that end with one signal. Events that a script made are not heard. */
export type Listen = <E extends Event>(target: EventTarget, type: string, heard: (event: E) => void) => void;

export function createListen(signal: AbortSignal, onFault: OnFault): Listen {
  return <E extends Event>(target: EventTarget, type: string, heard: (event: E) => void): void => {
    const guarded = (event: Event): void => {
      // Chromium calls its own composition events untrusted; a forged end only closes what trusted input counted.
      if (!event.isTrusted && event.type !== 'compositionend') return;
      try {
        heard(event as E);
      } catch (error) {
        // An error that left this frame would stand in the page's console.
        onFault(error);
      }
    };
    genuine(target, 'addEventListener').call(target, type, guarded, { capture: true, passive: true, signal });
  };
}
