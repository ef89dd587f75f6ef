// What the person may look through: sessions, their records in the order of time, and what taking back would take. Worker.
import type {
  Counts,
  RecordPage,
  RecordPlace,
  RecordView,
  Selection,
  SessionView,
  TakeBackCounts,
} from '../model/worker-api.ts';
import type { Database, RowOnDisk, RowState } from './database.ts';
import { openRow, openSites } from './payload.ts';
import { inState } from './retention.ts';
import { eachSelected } from './withdraw.ts';

const STATES = ['held', 'sealed', 'sent'] as const;
/** Records in one answer: about 200 kB, which a page takes in without a stutter. */
const PAGE_RECORDS = 500;

/** Every session that is on the device, newest first. */
export async function listSessions({ idb }: Database): Promise<readonly SessionView[]> {
  const tx = idb.transaction(['sessions', 'rows']);
  const place = tx.objectStore('rows').index('place');
  const sessions = await tx.objectStore('sessions').getAll();
  const views = await Promise.all(
    sessions.map(async ({ id, startedAt, lastAt }) => {
      const counts = await Promise.all(STATES.map((state) => place.count(inState(state, id))));
      return { id, startedAt, lastAt, records: counts.reduce((sum, count) => sum + count, 0) };
    }),
  );
  return views.filter(({ records }) => records > 0).toSorted((a, b) => b.startedAt - a.startedAt);
}

/** The next records of a session after a place, by time and arrival. Records whose key is gone are left out. */
export async function readPage(
  { idb, vault }: Database,
  session: string,
  after: RecordPlace | undefined,
  most: number = PAGE_RECORDS,
): Promise<RecordPage> {
  const tx = idb.transaction(['sessions', 'rows']);
  const row = await tx.objectStore('sessions').get(session);
  const sites = row === undefined ? [] : openSites(vault, row);
  const index = tx.objectStore('rows').index('place');
  const from = after?.at ?? Number.NEGATIVE_INFINITY;
  const found: { readonly id: number; readonly row: RowOnDisk }[] = [];
  for (const state of STATES) found.push(...(await readState(index, { state, session, from }, after, most)));
  found.sort((a, b) => a.row.at - b.row.at || a.id - b.id);
  const page = found.slice(0, most);
  const last = page.at(-1);
  const records = page.flatMap(({ id, row: stored }): readonly RecordView[] => {
    const opened = openRow(vault, stored);
    if (opened === undefined) return [];
    const origin = opened.site === undefined ? '' : (sites[opened.site] ?? '');
    const { at, state, doc, body } = opened;
    return [{ id, at, state, body, ...(doc !== undefined && { doc }), ...(origin !== '' && { origin }) }];
  });
  return {
    records,
    ...(last !== undefined && found.length > page.length && { next: { at: last.row.at, id: last.id } }),
  };
}

interface PlaceIndex {
  getAll(range: IDBKeyRange, count: number): Promise<readonly RowOnDisk[]>;
  getAllKeys(range: IDBKeyRange, count: number): Promise<readonly number[]>;
}

/** One more than asked for, so that the caller sees whether there are more. */
async function readState(
  index: PlaceIndex,
  { state, session, from }: { readonly state: RowState; readonly session: string; readonly from: number },
  after: RecordPlace | undefined,
  most: number,
): Promise<readonly { readonly id: number; readonly row: RowOnDisk }[]> {
  const range = IDBKeyRange.bound([state, session, from], [state, session, []]);
  // Records of the same millisecond were in the page before: look further as long as they fill the answer.
  for (let count = most + 1; ; count *= 2) {
    const [keys, rows] = await Promise.all([index.getAllKeys(range, count), index.getAll(range, count)]);
    const found = rows.flatMap((row, i) => {
      const id = keys[i];
      const isNew = after === undefined || row.at > after.at || (id !== undefined && id > after.id);
      return id !== undefined && isNew ? [{ id, row }] : [];
    });
    if (found.length > most || rows.length < count) return found;
  }
}

/** How many records a selection holds, how many of them have left, and how many the segments hold that would go with them. */
export async function countTakeBack(
  { idb, vault }: Database,
  selection: Selection,
  now: number,
): Promise<TakeBackCounts> {
  const tx = idb.transaction(['rows', 'sessions', 'segments']);
  const records: Partial<Record<keyof Counts, number>> = {};
  const bySegment = new Map<string, number>();
  await eachSelected(tx as never, vault, selection, now, ({ kind, session, n }) => {
    records[kind] = (records[kind] ?? 0) + 1;
    if (n !== undefined) bySegment.set(`${session} ${n}`, (bySegment.get(`${session} ${n}`) ?? 0) + 1);
  });
  let [left, inSegments] = [0, 0];
  for (const [place, count] of bySegment) {
    const [session = '', n = ''] = place.split(' ');
    const segment = await tx.objectStore('segments').get([session, Number(n)]);
    if (segment === undefined || (segment.state !== 'sent' && segment.offered !== true)) continue;
    left += count;
    inSegments += segment.records;
  }
  return { records, left, inSegments };
}
