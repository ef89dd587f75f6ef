// Documents: where they are, and which of their batches are here. Worker.
import type { Database, DocRow, Hole } from './database.ts';

/** What is known of a document when it is let in. */
export type DocumentFacts = Pick<
  DocRow,
  'doc' | 'tab' | 'frameId' | 'parentFrameId' | 'origin' | 'topOrigin' | 'rules'
>;

export async function findDocument(db: Database, doc: string): Promise<DocRow | undefined> {
  return db.get('docs', doc);
}

/** Notes a document that was let in, or that it is somewhere else now; what is known of its batches stays. */
export async function knowDocument(db: Database, facts: DocumentFacts, now: number): Promise<void> {
  const tx = db.transaction('docs', 'readwrite');
  const known = await tx.store.get(facts.doc);
  const parent =
    facts.parentFrameId === undefined ? undefined : await newestIn(tx.store, facts.tab, facts.parentFrameId);
  await tx.store.put({
    ...(known ?? { highest: -1, holes: [] }),
    ...facts,
    ...(parent !== undefined && { parent }),
    seenAt: now,
  });
  await tx.done;
}

interface DocsByFrame {
  index(name: 'frame'): { getAll(key: [number, number]): Promise<readonly DocRow[]> };
}

/** A frame shows one document at a time: the one heard of last. */
async function newestIn(docs: DocsByFrame, tab: number, frameId: number): Promise<string | undefined> {
  const found = await docs.index('frame').getAll([tab, frameId]);
  return found.reduce<DocRow | undefined>((a, b) => (a === undefined || b.seenAt >= a.seenAt ? b : a), undefined)?.doc;
}

/** Forgets every document: at a browser's start none of the old ones lives. */
export async function forgetDocuments(db: Database): Promise<void> {
  await db.clear('docs');
}

export interface BatchTimes {
  /** Of the batch's first record, or now. */
  readonly at: number;
  readonly now: number;
}

/** The document with the batch ticked off, or undefined when the batch was here before. Leaves a hole for batches left out. */
export function tickBatch(row: DocRow, batch: number, { at, now }: BatchTimes): DocRow | undefined {
  if (batch > row.highest) {
    const hole: Hole = { from: row.highest + 1, to: batch - 1, after: row.lastAt ?? at, before: at, noticed: now };
    return { ...row, highest: batch, holes: hole.from > hole.to ? row.holes : [...row.holes, hole] };
  }
  const hole = row.holes.find(({ from, to }) => batch >= from && batch <= to);
  if (hole === undefined) return undefined;
  const rest = [
    { ...hole, to: batch - 1 },
    { ...hole, from: batch + 1 },
  ].filter(({ from, to }) => from <= to);
  return { ...row, holes: row.holes.flatMap((other) => (other === hole ? rest : [other])) };
}

/** The document with a batch noted as lost: it arrived, but nobody could read it. Unchanged when it was here before. */
export function loseBatch(row: DocRow, batch: number, now: number): DocRow {
  if (batch <= row.highest) return row;
  const hole: Hole = { from: row.highest + 1, to: batch, after: row.lastAt ?? now, before: now, noticed: now };
  return { ...row, highest: batch, holes: [...row.holes, hole] };
}
