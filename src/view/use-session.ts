// Reads the records of a session piece by piece, so that no single answer is large and the first are there at once. Page.
import { useEffect, useState } from 'preact/hooks';
import type { RecordPage, SessionView, WorkerApi } from '../model/worker-api.ts';
import type { ReviewSession } from './review-session.ts';
import { createReviewSession } from './review-session.ts';

/** While a session is read the page is drawn anew this often at most: each time costs as much as the session is long. */
const SHOW_EVERY_MS = 400;

export interface LoadedSession {
  readonly session: ReviewSession;
  /** Records in it so far. */
  readonly count: number;
  /** `broken`: the worker went away while it was read; what had come stays. */
  readonly progress: 'reading' | 'whole' | 'broken';
}

/** Reads again when `version` changes: something was taken back. */
export function useSession(
  worker: Pick<WorkerApi, 'records'>,
  { id, startedAt }: Pick<SessionView, 'id' | 'startedAt'>,
  version: number,
): LoadedSession {
  const [loaded, setLoaded] = useState(() => begin(startedAt));
  useEffect(() => {
    const closed = new AbortController();
    const fresh = begin(startedAt);
    setLoaded(fresh);
    void load(worker, id, fresh.session, setLoaded, closed.signal);
    return () => closed.abort();
  }, [worker, id, startedAt, version]);
  return loaded;
}

function begin(startedAt: number): LoadedSession {
  return { session: createReviewSession(startedAt), count: 0, progress: 'reading' };
}

async function load(
  worker: Pick<WorkerApi, 'records'>,
  id: string,
  session: ReviewSession,
  show: (loaded: LoadedSession) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    let shownAt = Number.NEGATIVE_INFINITY;
    for (let asked: Promise<RecordPage> | undefined = worker.records(id, undefined); asked !== undefined; ) {
      const { records, next }: RecordPage = await asked;
      if (signal.aborted) return;
      // The worker reads on while these are taken in.
      asked = next === undefined ? undefined : worker.records(id, next);
      session.add(records);
      if (next !== undefined && performance.now() - shownAt < SHOW_EVERY_MS) continue;
      shownAt = performance.now();
      show({ session, count: session.records.length, progress: next === undefined ? 'whole' : 'reading' });
    }
  } catch (error) {
    // The worker went away: what is there stays, and the page's next question starts it again.
    console.warn('Not all records could be read:', error);
    show({ session, count: session.records.length, progress: 'broken' });
  }
}
