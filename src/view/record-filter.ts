// What of a session the person wants to see. Sentences are searched a few at a time, so that the page never stands still. Page.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { RecordView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { placedSentence } from './record-sentence.ts';

/** Empty texts mean all. */
export interface RecordFilter {
  readonly kind: string;
  readonly origin: string;
  readonly search: string;
}

export const ALL_RECORDS: RecordFilter = { kind: '', origin: '', search: '' };

/** What passes the filter, in the order of the records. */
export interface ShownRecords {
  readonly count: number;
  readonly at: (index: number) => RecordView | undefined;
}

/** Longest stretch of searching: half a frame. */
const SLICE_MS = 8;

/** Whether a record passes. */
export function createRecordTest(filter: RecordFilter, say: Say): (record: RecordView) => boolean {
  const { kind, origin } = filter;
  const search = filter.search.trim().toLocaleLowerCase();
  return (record) =>
    (kind === '' || record.body.kind === kind) &&
    (origin === '' || record.origin === origin) &&
    (search === '' || placedSentence(record.body, record.origin, say).toLocaleLowerCase().includes(search));
}

/** Records that pass so far, and whether all of `count` were looked at. Goes on where it stood when more records arrive. */
export function useShownRecords(
  records: readonly RecordView[],
  count: number,
  filter: RecordFilter,
  say: Say,
): { readonly shown: ShownRecords; readonly isSearching: boolean } {
  const isAll = filter.kind === '' && filter.origin === '' && filter.search.trim() === '';
  const passed = useMemo(() => ({ indices: [] as number[], looked: 0 }), [records, filter, say]);
  const [, redraw] = useState(0);
  useEffect(() => {
    if (isAll) return;
    const passes = createRecordTest(filter, say);
    let timer = 0;
    const look = (): void => {
      const until = performance.now() + SLICE_MS;
      for (; passed.looked < count && performance.now() < until; passed.looked++) {
        const record = records[passed.looked];
        if (record !== undefined && passes(record)) passed.indices.push(passed.looked);
      }
      redraw((times) => times + 1);
      if (passed.looked < count) timer = window.setTimeout(look);
    };
    look();
    return () => clearTimeout(timer);
  }, [passed, count, isAll]);
  if (isAll) return { shown: { count, at: (index) => records[index] }, isSearching: false };
  const { indices, looked } = passed;
  const at = (index: number): RecordView | undefined => records[indices[index] ?? -1];
  return { shown: { count: indices.length, at }, isSearching: looked < count };
}
