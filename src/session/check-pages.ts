// Checks that a document is introduced by its `page` record before anything else happens in it.
import { pageEvents } from '../model/event.ts';
import type { GapReason, SessionRecord } from '../model/record.ts';
import type { Place, Report } from './fault.ts';

/** Gaps that can take a `page` record with them while later records of its document stay. */
const TAKING: readonly GapReason[] = ['withdrawn', 'shed', 'lost'];

/** A check of each record of a known kind; `end` reports documents that no gap excuses. */
export interface PageCheck {
  readonly record: (record: SessionRecord, place: Place) => void;
  readonly end: () => void;
  /** A segment that was taken back stood here, and took its `page` records with it. */
  readonly tombstone: () => void;
  /** True when a gap may have taken `page` records with it. */
  readonly mayLackPages: () => boolean;
}

/** Starts a check over one session. */
export function createPageCheck(report: Report): PageCheck {
  const introduced = new Set<string>();
  const homeless = new Map<string, Place>();
  let mayHaveTakenPages = false;
  return {
    record: (record, place) => {
      if (record.kind === 'gap') mayHaveTakenPages ||= TAKING.includes(record.reason) && takesPages(record.counts);
      if (!Object.hasOwn(pageEvents, record.kind)) return;
      if (record.doc === undefined) {
        const fix = 'The record cannot be placed: report this as a fault of the recorder.';
        report('page', place, `a record of kind ${record.kind} has no doc`, fix);
      } else if (record.kind === 'page') introduced.add(record.doc);
      else if (!introduced.has(record.doc) && !homeless.has(record.doc)) homeless.set(record.doc, place);
    },
    tombstone: () => {
      mayHaveTakenPages = true;
    },
    end: () => {
      if (mayHaveTakenPages) return;
      for (const [doc, place] of homeless) {
        const what = `no \`page\` record of document ${doc} stands before its first other record`;
        report('page', place, what, 'Records were removed or moved: take the segments again from the store.');
      }
    },
    mayLackPages: () => mayHaveTakenPages,
  };
}

/** `batch` counts batches of unknown content; no counts at all means that nothing is known. */
function takesPages(counts: Readonly<Record<string, number>> | undefined): boolean {
  return counts === undefined || 'page' in counts || 'batch' in counts;
}
