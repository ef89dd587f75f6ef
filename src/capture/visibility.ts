// Whether the document can be seen.
import type { Emit } from './emit.ts';
import { genuine } from './native.ts';
import type { Sight } from './sight.ts';

/** Says that the document is hidden now, where the browser does not: the frames of a closed tab are not told. */
export type Hide = () => void;

/** What is still open is closed by `closeAll` first: a document that was hidden says no more. */
export function captureVisibility({ window, listen }: Sight, emit: Emit, closeAll: () => void): Hide {
  let told: DocumentVisibilityState = 'visible';
  const tell = (state: DocumentVisibilityState, at: number): void => {
    if (state === told) return;
    told = state;
    if (state === 'hidden') closeAll();
    emit({ kind: 'visibility', state }, at);
  };
  const look = (at: number): void => tell(genuine(window.document, 'visibilityState'), at);
  listen(window, 'visibilitychange', (event) => look(event.timeStamp));
  // A page opened in the background is hidden from its start, and no event says so.
  look(performance.now());
  return () => tell('hidden', performance.now());
}
