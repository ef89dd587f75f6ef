// Puts text to the records of the bursts that it was typed in, as long as they are held: they were stored at once, without. Worker.

import type { Field } from '../model/field.ts';
import { LOST_TEXT } from '../model/lost-text.ts';
import type { RecordBody } from '../model/record.ts';
import type { Database, RowOnDisk } from './database.ts';
import { openRow, sealBody } from './payload.ts';
import type { Log } from './session-log.ts';
import { inLog } from './session-log.ts';

/** Cleaned texts of one field of one document. */
export interface JoinedText {
  readonly doc: string;
  /** Number of the field. */
  readonly node: number;
  readonly mode: Field['mode'];
  /** `ats`: times of the bursts, in ms since 1970. The last one gets the text; those before it say only that it was let through. */
  readonly texts: readonly { readonly ats: readonly number[]; readonly text: string }[];
}

type Typing = Extract<RecordBody, { kind: 'typing' }>;

/** Resolves when it is on disk. A record that is sealed already, or that was taken back, stays as it is. */
export async function joinText(db: Database, { doc, node, mode, texts }: JoinedText, now: number): Promise<void> {
  await inLog(db, now, async (log) => {
    for (const { ats, text } of texts)
      for (const [i, at] of ats.entries()) {
        const found = await findBurst(log, { doc, node, at });
        if (found !== undefined)
          await rewrite(log, found, withText(found.body, mode, i === ats.length - 1 ? text : undefined));
      }
  });
}

interface FoundBurst {
  readonly id: number;
  readonly stored: RowOnDisk;
  readonly body: Typing;
}

async function findBurst(
  { tx, vault }: Log,
  { doc, node, at }: { readonly doc: string; readonly node: number; readonly at: number },
): Promise<FoundBurst | undefined> {
  const index = tx.objectStore('rows').index('at');
  const [ids, rows] = [await index.getAllKeys(at), await index.getAll(at)];
  for (const [i, stored] of rows.entries()) {
    const id = ids[i];
    if (id === undefined || stored.doc !== doc || stored.kind !== 'typing' || stored.state !== 'held') continue;
    const body = openRow(vault, stored)?.body;
    if (body?.kind === 'typing' && body.target.node === node && body.text === LOST_TEXT) return { id, stored, body };
  }
  return undefined;
}

function withText({ text: _lost, ...body }: Typing, mode: Field['mode'], text: string | undefined): Typing {
  const field = { ...body.field, mode };
  return { ...body, field, target: { ...body.target, field }, ...(text !== undefined && { text }) };
}

async function rewrite(log: Log, { id, stored, body: _ }: FoundBurst, body: Typing): Promise<void> {
  const { sealed: before, ...facts } = stored;
  const payload = sealBody(log.vault, log.key, body);
  await log.tx.objectStore('rows').put({ ...facts, ...payload }, id);
  const grown = payload.sealed.length - before.length;
  if (log.session?.id === facts.session) {
    log.session = { ...log.session, bytes: log.session.bytes + grown };
    return;
  }
  const sessions = log.tx.objectStore('sessions');
  const session = await sessions.get(facts.session);
  if (session !== undefined) await sessions.put({ ...session, bytes: session.bytes + grown });
}
