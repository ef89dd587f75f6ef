// Where documents of a session lie: which tab was first, and which frame of its parent a document is.
import type { SessionRecord } from '../model/record.ts';
import type { UnknownRecord } from '../session/parse-record.ts';
import type { RecordOf } from '../session/reduce/draft.ts';

const DOCUMENTS_MAX = 10_000;

/** What is known of documents as their `page` records go by. */
export interface Documents {
  readonly note: (record: SessionRecord | UnknownRecord) => void;
  /** The first page that no other document holds; undefined before one was seen. */
  readonly first: () => RecordOf<'page'> | undefined;
  /** Position among the frames of its parent, from the outermost in, in the order in which they were seen. Empty for a page. */
  readonly frameOf: (doc: string | undefined) => readonly number[];
}

export function createDocuments(): Documents {
  const frames = new Map<string, readonly number[]>();
  const children = new Map<string, number>();
  let first: RecordOf<'page'> | undefined;
  return {
    note: (record) => {
      if (!isPage(record) || record.doc === undefined || frames.has(record.doc) || frames.size >= DOCUMENTS_MAX) return;
      if (record.parent === undefined) {
        first ??= record;
        frames.set(record.doc, []);
        return;
      }
      const position = children.get(record.parent) ?? 0;
      children.set(record.parent, position + 1);
      frames.set(record.doc, [...(frames.get(record.parent) ?? []), position]);
    },
    first: () => first,
    frameOf: (doc) => (doc === undefined ? [] : (frames.get(doc) ?? [])),
  };
}

function isPage(record: SessionRecord | UnknownRecord): record is RecordOf<'page'> {
  return record.kind === 'page';
}
