// A form was submitted, and by which button.
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import type { Sight } from './sight.ts';

export function captureSubmits(sight: Sight, emit: Emit): void {
  sight.listenInRoots<SubmitEvent>(sight.window, 'submit', (event) => {
    const form = innermostOf(event, sight.openRoot);
    if (form === undefined) return;
    const submitter = event.submitter === null ? undefined : sight.describe(event.submitter, 'brief').node;
    emit({ kind: 'submit', target: sight.describe(form), submitter }, event.timeStamp);
  });
}
