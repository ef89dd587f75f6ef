// Reads the records of a session piece by piece, so that no single answer is large and the first are there at once.
import { useEffect, useState } from 'preact/hooks';
import type { RecordView, WorkerApi } from '../model/worker-api.ts';

export interface LoadedRecords {
  /** By time. */
  readonly records: readonly RecordView[];
  readonly isWhole: boolean;
}

const NONE: LoadedRecords = { records: [], isWhole: false };

/** Reads again when `version` changes: something was taken back. */
export function useRecords(
  worker: Pick<WorkerApi, 'records'>,
  session: string | undefined,
  version: number,
): LoadedRecords {
  const [loaded, setLoaded] = useState(NONE);
  useEffect(() => {
    const closed = new AbortController();
    setLoaded(NONE);
    if (session !== undefined) void load(worker, session, setLoaded, closed.signal);
    return () => closed.abort();
  }, [worker, session, version]);
  return loaded;
}

async function load(
  worker: Pick<WorkerApi, 'records'>,
  session: string,
  show: (loaded: LoadedRecords) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    let records: readonly RecordView[] = [];
    let after: { readonly at: number; readonly id: number } | undefined;
    do {
      const page = await worker.records(session, after);
      if (signal.aborted) return;
      records = [...records, ...page.records];
      after = page.next;
      show({ records, isWhole: after === undefined });
    } while (after !== undefined);
  } catch (error) {
    // The worker went away: what is there stays, and the page's next question starts it again.
    console.warn('Not all records could be read:', error);
    show({ records: [], isWhole: true });
  }
}
