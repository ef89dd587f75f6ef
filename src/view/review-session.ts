// One session as the review page holds it: records as they arrive, and what is found in them by time. Pure.
import type { RecordKind, SessionRecord } from '../model/record.ts';
import type { RecordView } from '../model/worker-api.ts';
import { createLanes } from './lanes.ts';
import { createSceneFinder } from './scene-finder.ts';

export type ReviewSession = ReturnType<typeof createReviewSession>;

/** `startedAt` in ms since 1970. */
export function createReviewSession(startedAt: number) {
  const records: RecordView[] = [];
  const origins = new Set<string>();
  const kinds = new Set<RecordKind>();
  const lanes = createLanes();
  const finder = createSceneFinder((index) => {
    const view = records[index];
    return view === undefined ? undefined : toRecord(view, startedAt);
  });
  return {
    startedAt,
    records: records as readonly RecordView[],
    /** In the order in which they first appear. */
    origins: (): readonly string[] => [...origins],
    kinds: kinds as ReadonlySet<RecordKind>,
    lanes: lanes.lanes,
    sceneAt: finder.sceneAt,
    /** Takes records in the order of their time. */
    add: (more: readonly RecordView[]): void => {
      for (const view of more) {
        records.push(view);
        kinds.add(view.body.kind);
        if (view.origin !== undefined) origins.add(view.origin);
        const record = toRecord(view, startedAt);
        finder.add(record);
        lanes.add(record);
      }
    },
  };
}

/** As it will stand in the file, but for its number, which sealing gives. */
function toRecord({ at, doc, body }: RecordView, startedAt: number): SessionRecord {
  const record = { ...body, seq: 0, t: Math.max(0, at - startedAt), ...(doc !== undefined && { doc }) };
  if (record.kind !== 'gap') return record;
  return { ...record, from: Math.max(0, record.from - startedAt), to: Math.max(0, record.to - startedAt) };
}
