// Checks that what records refer to is in the session: documents that hold frames, tabs, and tabs that opened tabs.
import type { SessionRecord } from '../model/record.ts';
import type { Place, Report } from './fault.ts';

const FIX = 'Records were removed or moved: take the segments again from the store.';

/** A check of each record of a known kind; `end` reports what was referred to and never came. */
export interface ReferenceCheck {
  readonly record: (record: SessionRecord, place: Place) => void;
  readonly end: (mayLack: boolean) => void;
}

/** Starts a check over one session. Records sorted by time may stand before what they refer to: only the whole session tells. */
export function createReferenceCheck(report: Report): ReferenceCheck {
  const documents = new Set<string>();
  const tabs = new Set<number>();
  const toDocument = new Map<string, Place>();
  const toTab = new Map<number, Place>();
  const noteTab = (tab: number | undefined, place: Place) => {
    if (tab !== undefined && !toTab.has(tab)) toTab.set(tab, place);
  };
  return {
    record: (record, place) => {
      if (record.kind === 'tab') {
        tabs.add(record.tab);
        noteTab(record.opener, place);
      }
      if (record.kind !== 'page') return;
      if (record.doc !== undefined) documents.add(record.doc);
      if (record.parent !== undefined && !toDocument.has(record.parent)) toDocument.set(record.parent, place);
      noteTab(record.tab, place);
    },
    end: (mayLack) => {
      if (mayLack) return;
      for (const [doc, place] of toDocument)
        if (!documents.has(doc)) report('reference', place, `parent names document ${doc}, which has no \`page\``, FIX);
      for (const [tab, place] of toTab)
        if (!tabs.has(tab)) report('reference', place, `tab ${tab} has no \`tab\` record`, FIX);
    },
  };
}
