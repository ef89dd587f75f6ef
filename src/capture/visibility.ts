// Whether the document can be seen.
import type { Emit } from './emit.ts';
import { genuine } from './native.ts';
import type { Sight } from './sight.ts';

export function captureVisibility({ window, listen }: Sight, emit: Emit): void {
  const tell = (at: number): void =>
    emit({ kind: 'visibility', state: genuine(window.document, 'visibilityState') }, at);
  listen(window, 'visibilitychange', (event) => tell(event.timeStamp));
  // A page opened in the background is hidden from its start, and no event says so.
  if (genuine(window.document, 'visibilityState') === 'hidden') tell(performance.now());
}
