// Keeps the popup's picture of the worker current: asks once, again at each change of the gate, and after each action.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ControlView } from '../model/worker-api.ts';

/** Longest the popup waits before it says that there is no answer: a worker that starts needs well under a second. */
export const ANSWER_TIMEOUT_MS = 3_000;

export type Shown =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly view: ControlView }
  /** Never shown beside an old view: an old state may be a wrong state. */
  | { readonly kind: 'unanswered' };

export interface ViewSource {
  readonly askView: () => Promise<ControlView>;
  /** Calls back at every change of the gate, until the signal aborts. */
  readonly onGateChange: (changed: () => void, signal: AbortSignal) => void;
}

/** What to show, and a function that asks again and resolves once that shows. `source` must stay the same object. */
export function useControlView(source: ViewSource): readonly [Shown, () => Promise<void>] {
  const [shown, setShown] = useState<Shown>({ kind: 'asking' });
  const newest = useRef(0);
  const ask = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    const answer = await answerWithin(source.askView(), ANSWER_TIMEOUT_MS);
    // Answers may overtake each other: only the newest question's counts.
    if (mine === newest.current) setShown(answer);
  }, [source]);

  useEffect(() => {
    const closed = new AbortController();
    source.onGateChange(() => void ask(), closed.signal);
    void ask();
    return () => closed.abort();
  }, [source, ask]);

  return [shown, ask];
}

/** A worker that hangs and one that is gone look the same to the person, so both become `unanswered`. */
function answerWithin(asked: Promise<ControlView>, timeoutMs: number): Promise<Shown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'unanswered' }), timeoutMs);
    asked.then(
      (view) => {
        clearTimeout(timer);
        resolve({ kind: 'answered', view });
      },
      (error: unknown) => {
        clearTimeout(timer);
        console.warn('No answer from the worker:', error);
        resolve({ kind: 'unanswered' });
      },
    );
  });
}
