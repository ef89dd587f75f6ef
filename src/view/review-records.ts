// The records of a session as the review page holds them: read piece by piece, filtered, and looked up by time. Pure.
import type { RecordView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { placedSentence } from './record-words.ts';

/** What the person wants to see; empty texts mean all. */
export interface RecordFilter {
  readonly kind: string;
  readonly origin: string;
  readonly search: string;
}

export const ALL_RECORDS: RecordFilter = { kind: '', origin: '', search: '' };

export function filterRecords(records: readonly RecordView[], filter: RecordFilter, say: Say): readonly RecordView[] {
  const { kind, origin } = filter;
  const search = filter.search.trim().toLocaleLowerCase();
  if (kind === '' && origin === '' && search === '') return records;
  return records.filter(
    (record) =>
      (kind === '' || record.body.kind === kind) &&
      (origin === '' || record.origin === origin) &&
      (search === '' || placedSentence(record.body, record.origin, say).toLocaleLowerCase().includes(search)),
  );
}

/** Origins in the order in which they first appear. */
export function originsOf(records: readonly RecordView[]): readonly string[] {
  return [...new Set(records.flatMap(({ origin }) => origin ?? []))];
}

/** Index of the last record at or before a time; -1 before the first. Records are sorted by time. */
export function indexAt(records: readonly Pick<RecordView, 'at'>[], at: number): number {
  let [low, high] = [0, records.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((records[middle]?.at ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
