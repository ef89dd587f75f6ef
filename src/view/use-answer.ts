// Keeps a page's picture of the worker current: asks once, again at each change of the gate, and after each action.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** Longest a page waits before it says that there is no answer: a worker that starts needs well under a second. */
export const ANSWER_TIMEOUT_MS = 3_000;

export type Shown<T> =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly view: T }
  /** Never shown beside an old view: an old state may be a wrong state. */
  | { readonly kind: 'unanswered' };

/** Calls back at every change of the gate, until the signal aborts. */
export type OnGateChange = (changed: () => void, signal: AbortSignal) => void;

export interface AnswerSource<T> {
  readonly ask: () => Promise<T>;
  readonly onGateChange: OnGateChange;
}

/** What to show, and a function that asks again and resolves once that shows. `source` must stay the same object. */
export function useAnswer<T>(source: AnswerSource<T>): readonly [Shown<T>, () => Promise<void>] {
  const [shown, setShown] = useState<Shown<T>>({ kind: 'asking' });
  const newest = useRef(0);
  const ask = useCallback(async () => {
    newest.current += 1;
    const mine = newest.current;
    const answer = await answerWithin(source.ask(), ANSWER_TIMEOUT_MS);
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
function answerWithin<T>(asked: Promise<T>, timeoutMs: number): Promise<Shown<T>> {
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

/** A call to the worker fails when the worker is gone or refuses; the person is told, and the reason goes to the log. */
export async function succeeds(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    console.warn('The worker did not do it:', error);
    return false;
  }
}
