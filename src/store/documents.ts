// Documents: where they are, and which of their batches are here. Worker.
import type { Database, DocRow, Hole } from './database.ts';

/** What is known of a document when it is let in. */
export type DocumentFacts = Pick<
  DocRow,
  'doc' | 'tab' | 'frameId' | 'parentFrameId' | 'origin' | 'topOrigin' | 'rules' | 'cause'
>;

export async function findDocument(db: Database, doc: string): Promise<DocRow | undefined> {
  return db.get('docs', doc);
}

/** Every document that was heard of in this run. */
export async function listDocuments(db: Database): Promise<readonly DocRow[]> {
  return db.getAll('docs');
}

/** Notes a document that was let in, or that it is somewhere else now; what is known of its batches stays. */
export async function knowDocument(db: Database, facts: DocumentFacts, now: number): Promise<void> {
  const tx = db.transaction('docs', 'readwrite');
  const known = await tx.store.get(facts.doc);
  const row: DocRow = { ...(known ?? { highest: -1, holes: [] }), ...facts, seenAt: now };
  const parent = await parentOf(tx.store, row);
  await tx.store.put({ ...row, ...(parent !== undefined && { parent }) });
  await tx.done;
}

interface DocsByFrame {
  index(name: 'frame'): { getAll(key: [number, number]): Promise<readonly DocRow[]> };
}

/** `doc` of the document that holds a frame; undefined for a page, and where nothing was heard of what holds it. */
export async function parentOf(docs: DocsByFrame, row: DocRow): Promise<string | undefined> {
  if (row.parent !== undefined || row.parentFrameId === undefined) return row.parent;
  // A frame shows one document at a time: the one heard of last, unless that was its goodbye.
  const found = (await docs.index('frame').getAll([row.tab, row.parentFrameId])).filter(({ isHidden }) => !isHidden);
  return found.reduce<DocRow | undefined>((a, b) => (a === undefined || b.seenAt >= a.seenAt ? b : a), undefined)?.doc;
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
