// Requests for exemption: kept as they were made, apart from anything that was recorded; what was decided is in the decisions.
import * as z from 'zod/mini';
import type { ExemptionAnswer } from '../model/collector-api.ts';
import { exemptionRequest } from '../model/collector-api.ts';
import type { BlobStore } from './blob-store.ts';
import { jsonBlob } from './blob-store.ts';
import type { Decision } from './decisions.ts';
import { lastDecision, listDecisions } from './decisions.ts';

const FOLDER = 'exemptions/';

const kept = z.object({ askedAt: z.iso.datetime(), request: exemptionRequest });
/** A request with the time at which it arrived. */
export type KeptExemption = z.infer<typeof kept>;

/** Keeps a request. `other`: another request stands under its id. */
export async function keepExemption(
  store: BlobStore,
  request: KeptExemption['request'],
  now: number,
): Promise<'kept' | 'same' | 'other' | 'full'> {
  const made: KeptExemption = { askedAt: new Date(now).toISOString(), request };
  const { kind } = await store.putIfAbsent(keyOf(request.id), jsonBlob(made));
  if (kind === 'full') return 'full';
  if (kind === 'stored') return 'kept';
  const there = await readExemption(store, request.id);
  // The schema is strict, so equal requests have equal text once parsed: fields stand in the order of the schema.
  return JSON.stringify(there?.request) === JSON.stringify(request) ? 'same' : 'other';
}

export async function readExemption(store: BlobStore, id: string): Promise<KeptExemption | undefined> {
  const bytes = await store.get(keyOf(id));
  return bytes === undefined ? undefined : kept.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}

/** What the recorder that knows the id is told. */
export async function answerFor(store: BlobStore, id: string): Promise<ExemptionAnswer> {
  const [exemption, decision] = await Promise.all([readExemption(store, id), lastDecision(store, 'exemption', id)]);
  return exemption === undefined ? { id, state: 'unknown' } : toAnswer(exemption, decision);
}

/** A request with what was decided about it. */
export interface ExemptionCase {
  readonly exemption: KeptExemption;
  readonly answer: ExemptionAnswer;
}

/** Every request, undecided ones first, then the newest. */
export async function listExemptions(store: BlobStore): Promise<readonly ExemptionCase[]> {
  const last = new Map((await listDecisions(store, 'exemption')).map((decision) => [decision.on.id, decision]));
  const cases: ExemptionCase[] = [];
  for await (const { key } of store.list(FOLDER)) {
    const exemption = await readExemption(store, idOf(key));
    if (exemption !== undefined) cases.push({ exemption, answer: toAnswer(exemption, last.get(exemption.request.id)) });
  }
  const rank = ({ answer }: ExemptionCase) => (answer.state === 'pending' ? 0 : 1);
  return cases.sort((a, b) => rank(a) - rank(b) || (a.exemption.askedAt < b.exemption.askedAt ? 1 : -1));
}

/** Forgets requests that ended before a time: their notes and contacts are of no use any more. Decisions stay. */
export async function forgetExemptions(store: BlobStore, endedBefore: number): Promise<number> {
  let count = 0;
  for (const { exemption, answer } of await listExemptions(store)) {
    if (Date.parse(answer.until ?? exemption.request.until) >= endedBefore) continue;
    await store.delete(keyOf(exemption.request.id));
    count += 1;
  }
  return count;
}

function toAnswer({ request }: KeptExemption, decision: Decision | undefined): ExemptionAnswer {
  if (decision?.on.what !== 'exemption')
    return { id: request.id, state: 'pending', scope: request.scope, until: request.until };
  const { state, scope, until, hold } = decision.on;
  return { id: request.id, state, scope, until, decidedAt: decision.at, decidedBy: decision.by, hold };
}

function keyOf(id: string): string {
  return `${FOLDER}${id}.json`;
}

function idOf(key: string): string {
  return key.slice(FOLDER.length, -'.json'.length);
}
