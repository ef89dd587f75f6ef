// The log of decisions: each is one blob that nobody can overwrite, numbered within its subject. The last one counts.
import * as z from 'zod/mini';
import { exemptionScope } from '../model/collector-api.ts';
import type { BlobStore } from './blob-store.ts';
import { jsonBlob } from './blob-store.ts';

const FOLDER = 'decisions/';

const decisionOn = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('exemption'),
    id: z.string(),
    state: z.enum(['approved', 'denied', 'withdrawn']),
    scope: exemptionScope,
    until: z.iso.datetime(),
    /** Recorded, but sent only on unmetered networks. */
    hold: z.boolean(),
  }),
  /** An install is shut out, by the thumbprint of its key, or let in again. */
  z.strictObject({ what: z.literal('install'), id: z.string(), state: z.enum(['revoked', 'restored']) }),
  /** The stop switch of all recorders. */
  z.strictObject({ what: z.literal('sending'), id: z.literal('all'), state: z.enum(['stopped', 'resumed']) }),
]);
export type DecisionOn = z.infer<typeof decisionOn>;

const decision = z.object({ at: z.iso.datetime(), by: z.string(), on: decisionOn });
/** Who decided what, and when. */
export type Decision = z.infer<typeof decision>;

/** Who decides, for the log. */
export interface Decider {
  readonly by: string;
  readonly now: number;
}

/** Appends a decision. Of two at once both are kept, one after the other. */
export async function appendDecision(store: BlobStore, on: DecisionOn, { by, now }: Decider): Promise<Decision> {
  const made: Decision = { at: new Date(now).toISOString(), by, on };
  for (;;) {
    const next = (await keysOf(store, on.what, on.id)).length + 1;
    const key = `${folderOf(on.what, on.id)}${String(next).padStart(6, '0')}.json`;
    const { kind } = await store.putIfAbsent(key, jsonBlob(made));
    if (kind === 'stored') return made;
    if (kind !== 'present') throw new Error('the store has no room for a decision');
  }
}

/** The decision that counts for one subject; undefined where nobody decided. */
export async function lastDecision(
  store: BlobStore,
  what: DecisionOn['what'],
  id: string,
): Promise<Decision | undefined> {
  const key = (await keysOf(store, what, id)).at(-1);
  return key === undefined ? undefined : read(store, key);
}

/** Every decision of one kind or of all, oldest first. */
export async function listDecisions(store: BlobStore, what?: DecisionOn['what']): Promise<readonly Decision[]> {
  const found: Decision[] = [];
  for await (const { key } of store.list(what === undefined ? FOLDER : `${FOLDER}${what}/`)) {
    const made = await read(store, key);
    if (made !== undefined) found.push(made);
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}

async function keysOf(store: BlobStore, what: string, id: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(folderOf(what, id))) keys.push(key);
  return keys;
}

function folderOf(what: string, id: string): string {
  return `${FOLDER}${what}/${id}/`;
}

async function read(store: BlobStore, key: string): Promise<Decision | undefined> {
  const bytes = await store.get(key);
  return bytes === undefined ? undefined : decision.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
