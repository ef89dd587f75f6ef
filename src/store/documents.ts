// Documents: where they are, and which of their batches are here. Worker.
import type { Database, DocFacts, DocRow, Hole } from './database.ts';
import { openDoc, sealDoc } from './payload.ts';

/** What is known of a document when it is let in. */
export type DocumentFacts = Pick<
  DocRow,
  'doc' | 'tab' | 'frameId' | 'parentFrameId' | 'origin' | 'topOrigin' | 'rules' | 'cause'
>;

/** Undefined for a document that was never let in, and for one whose key is gone: it is let in again. */
export async function findDocument({ idb, vault }: Database, doc: string): Promise<DocRow | undefined> {
  const stored = await idb.get('docs', doc);
  return stored && openDoc(vault, stored);
}

/** Every document that was heard of in this run. */
export async function listDocuments({ idb, vault }: Database): Promise<readonly DocRow[]> {
  return (await idb.getAll('docs')).flatMap((stored) => openDoc(vault, stored) ?? []);
}

/** Notes a document that was let in, or that it is somewhere else now; what is known of its batches stays. */
export async function knowDocument({ idb, vault }: Database, facts: DocumentFacts, now: number): Promise<void> {
  await vault.alone(async () => {
    const key = await vault.currentKey(now);
    const tx = idb.transaction('docs', 'readwrite');
    const stored = await tx.store.get(facts.doc);
    const known = stored && openDoc(vault, stored);
    const row: DocRow = { ...(known ?? { highest: -1, holes: [] }), ...facts, seenAt: now };
    const parent = await parentOf(tx.store, row);
    await tx.store.put(sealDoc(vault, key, { ...row, ...(parent !== undefined && { parent }) }));
    await tx.done;
  });
}

/** What is known of a document that nobody can judge yet: where it is, and nothing of what it shows. */
export type WaitingFacts = Pick<DocRow, 'doc' | 'tab' | 'frameId'> & { readonly at: number };

/** Notes a document whose page holds what is done in it until somebody can judge it. One that is known already stays as it is. */
export async function awaitDocument({ idb, vault }: Database, waiting: WaitingFacts, now: number): Promise<void> {
  const { at, ...place } = waiting;
  await vault.alone(async () => {
    const key = await vault.currentKey(now);
    const tx = idb.transaction('docs', 'readwrite', { durability: 'relaxed' });
    const nothing = { origin: '', topOrigin: '', rules: '', highest: -1, holes: [] };
    const row: DocRow = { ...place, ...nothing, seenAt: now, lastAt: at, workedAt: at, isHeld: true };
    if ((await tx.store.get(place.doc)) === undefined) await tx.store.put(sealDoc(vault, key, row));
    await tx.done;
  });
}

/** Such a document is not recorded: nothing of it can be missing. */
export async function forgetWaiting({ idb }: Database, doc: string): Promise<void> {
  const tx = idb.transaction('docs', 'readwrite', { durability: 'relaxed' });
  if ((await tx.store.get(doc))?.isHeld === true) await tx.store.delete(doc);
  await tx.done;
}

interface DocsByFrame {
  index(name: 'frame'): { getAll(key: [number, number]): Promise<readonly DocFacts[]> };
}

/** `doc` of the document that holds a frame; undefined for a page, and where nothing was heard of what holds it. */
export async function parentOf(docs: DocsByFrame, row: DocFacts): Promise<string | undefined> {
  if (row.parent !== undefined || row.parentFrameId === undefined) return row.parent;
  // A frame shows one document at a time: the one heard of last, unless that was its goodbye.
  const found = (await docs.index('frame').getAll([row.tab, row.parentFrameId])).filter(({ isHidden }) => !isHidden);
  return found.reduce<DocFacts | undefined>((a, b) => (a === undefined || b.seenAt >= a.seenAt ? b : a), undefined)
    ?.doc;
}

export interface BatchTimes {
  /** Of the batch's first record, or now. */
  readonly at: number;
  readonly now: number;
}

/** The document with the batch ticked off, or undefined when the batch was here before. Leaves a hole for batches left out. */
export function tickBatch<D extends DocFacts>(row: D, batch: number, { at, now }: BatchTimes): D | undefined {
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

/** When the first and the last record of a lost batch were made, where its page left word of it; ms since 1970. */
export type LostTimes = readonly [number, number];

/** The document with a batch noted as lost: nobody could read it, or only word of it came. Unchanged when it was here before. */
export function loseBatch<D extends DocFacts>(row: D, batch: number, now: number, times?: LostTimes): D {
  if (batch <= row.highest) return row;
  const [first, last] = times ?? [now, now];
  // Of a document that was let in, and went before it heard of that, nothing else is here that could say since when.
  const hole: Hole = { from: row.highest + 1, to: batch, after: row.lastAt ?? first, before: last, noticed: now };
  return { ...row, highest: batch, holes: [...row.holes, hole] };
}
