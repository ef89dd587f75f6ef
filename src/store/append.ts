// Appends a page's batch in one transaction: ticked off, placed in its session, on disk, then acknowledged. Worker.
import type { Cause, PageEvent } from '../model/event.ts';
import type { RecordBody, RecordKind, TimedEvent } from '../model/record.ts';
import type { Database, DocRow } from './database.ts';
import type { LostTimes } from './documents.ts';
import { loseBatch, parentOf, tickBatch } from './documents.ts';
import { openDoc, sealDoc } from './payload.ts';
import type { Log, SessionSource } from './session-log.ts';
import { addRow, closeAbsence, inLog, sessionFor } from './session-log.ts';

export interface NewBatch {
  readonly doc: string;
  /** Number of the batch in its document. */
  readonly batch: number;
  /** Redacted, and let in by the gate. May be empty: the number counts. */
  readonly records: readonly TimedEvent[];
  /** Pointer paths that the page gave up before it sent the batch. */
  readonly shed?: number;
}

/** Kinds that a person's hand makes: they end a stretch on an unlisted site. A page in the background may change by itself. */
const WORK_KINDS: readonly RecordKind[] = [
  'pointer',
  'click',
  'drag',
  'scroll',
  'key',
  'typing',
  'change',
  'clipboard',
  'submit',
];

/** Resolves when the batch is on disk. A batch that was here before changes nothing; one of an unknown document is dropped. */
export async function append(
  db: Database,
  { doc, batch, records, shed }: NewBatch,
  now: number,
  source: SessionSource,
): Promise<{ readonly kind: 'kept' }> {
  await inLog(db, now, async (log) => {
    const docs = log.tx.objectStore('docs');
    const stored = await docs.get(doc);
    const known = stored && openDoc(log.vault, stored);
    const ticked = known && tickBatch(known, batch, { at: records[0]?.at ?? now, now });
    if (ticked === undefined) return;
    const { isHeld: _over, ...heard } = ticked;
    let row: DocRow = { ...heard, seenAt: now };
    await docs.put(sealDoc(log.vault, log.key, row));
    if (shed !== undefined) await noteShed(log, row, shed, records[0]?.at ?? now);
    for (const record of records) row = await appendRecord(log, row, record, now, source);
    await docs.put(sealDoc(log.vault, log.key, row));
  });
  return { kind: 'kept' };
}

/** Counts a batch that arrived but could not be read as lost: its session's end will say so. */
export async function lose(
  { idb }: Database,
  { doc, batch, times }: { readonly doc: string; readonly batch: number; readonly times?: LostTimes | undefined },
  now: number,
): Promise<void> {
  const tx = idb.transaction('docs', 'readwrite');
  const known = await tx.store.get(doc);
  if (known !== undefined) await tx.store.put(loseBatch(known, batch, now, times));
  await tx.done;
}

async function appendRecord(
  log: Log,
  row: DocRow,
  { at: happenedAt, event }: TimedEvent,
  now: number,
  source: SessionSource,
): Promise<DocRow> {
  const before = log.session?.id;
  const session = await sessionFor(log, happenedAt, now, source);
  const isStated = row.session === session.id;
  // A batch that was overtaken by the next one must not stand before the page that was restated for that one, nor what came after
  // the clock was set back before its page: it takes the time of the page, until the clock is past that again.
  const at = isStated ? Math.max(happenedAt, row.statedAt ?? happenedAt) : happenedAt;
  // A session that ended here may have declared holes of this document.
  const { holes } = (session.id !== before && (await log.tx.objectStore('docs').get(row.doc))) || row;
  const { absence } = session;
  if (absence !== undefined && at >= absence.from && WORK_KINDS.includes(event.kind)) await closeAbsence(log, at);
  const isRestated = !isStated && (await restate(log, row, event, at));
  const isFirstPage = event.kind === 'page' && (!isStated || row.page === undefined);
  // A frame's first record may come before its page was heard of.
  const parent = event.kind === 'page' ? await parentOf(log.tx.objectStore('docs'), row) : row.parent;
  await addRow(log, { at, doc: row.doc, origin: row.origin, body: placed(event, { ...row, parent }) });
  return {
    ...row,
    ...(parent !== undefined && { parent }),
    holes,
    session: session.id,
    ...((isRestated || isFirstPage) && { statedAt: at }),
    ...whatChanged(row, event, at),
  };
}

/** What a record says of its document. */
function whatChanged(row: DocRow, event: PageEvent, at: number): Partial<DocRow> {
  return {
    ...(event.kind === 'page' && { page: event, viewport: { kind: 'viewport', ...event.viewport } }),
    ...(event.kind === 'viewport' && { viewport: event }),
    ...(WORK_KINDS.includes(event.kind) && { workedAt: Math.max(row.workedAt ?? at, at) }),
    isHidden: event.kind === 'visibility' && event.state === 'hidden',
    lastAt: Math.max(row.lastAt ?? at, at),
  };
}

/** Says in a new session which tab, page and viewport the document is, before its first record there. True when that took restating. */
async function restate(log: Log, row: DocRow, first: PageEvent, at: number): Promise<boolean> {
  if (log.session !== undefined && !log.session.tabs.includes(row.tab)) {
    log.session = { ...log.session, tabs: [...log.session.tabs, row.tab] };
    await addRow(log, { at, body: { kind: 'tab', tab: row.tab, action: 'opened' } });
  }
  const { page, viewport } = row;
  if (first.kind === 'page' || page === undefined || viewport === undefined) return false;
  const { kind: _kind, ...size } = viewport;
  const again: PageEvent = { ...page, cause: 'new_session', viewport: size };
  await addRow(log, { at, doc: row.doc, origin: row.origin, body: placed(again, row) });
  await addRow(log, { at, doc: row.doc, origin: row.origin, body: viewport });
  return true;
}

/** What the page gave up is a gap of the running session; without one nothing was recorded that it could be missing from. */
async function noteShed(log: Log, { doc, lastAt }: DocRow, shed: number, at: number): Promise<void> {
  const from = Math.min(lastAt ?? at, at);
  await addRow(log, { at, doc, body: { kind: 'gap', reason: 'shed', from, to: at, counts: { pointer: shed } } });
}

/** A page cannot know its tab's number, its parent's document or, but for a reload, why it was loaded: the worker adds them. */
function placed(event: PageEvent, row: Place): RecordBody {
  if (event.kind !== 'page') return event;
  const { parent: _said, ...page } = event;
  return {
    ...page,
    cause: row.page === undefined ? causeOf(event.cause, row) : event.cause,
    tab: row.tab,
    ...(row.parent !== undefined && { parent: row.parent }),
  };
}

/** The browser's word before the page's. A frame's referrer is the page that holds it, so of itself it cannot tell a link from its first load. */
function causeOf(said: Cause, { cause, parentFrameId }: Place): Cause {
  if (!LOAD_CAUSES.includes(said)) return said;
  return cause ?? (said === 'link' && parentFrameId !== undefined ? 'other' : said);
}

type Place = Pick<DocRow, 'tab' | 'page' | 'cause' | 'parentFrameId'> & { readonly parent?: string | undefined };

/** What a page may say of its own load. Anything else (`spa`, `fragment`, …) it knows best. */
const LOAD_CAUSES: readonly Cause[] = ['link', 'other', 'reload', 'back_forward'];
