// What the organisation may decide: exemptions, who is shut out, and whether anything is sent. For the command line and the admin page.
import type { ExemptionAnswer, ExemptionScope } from '../model/collector-api.ts';
import type { BlobStore } from './blob-store.ts';
import type { Decider } from './decisions.ts';
import { appendDecision } from './decisions.ts';
import { answerFor, readExemption } from './exemptions.ts';

/** What somebody decided about a request; what is absent stays as it was asked for. */
export interface Verdict {
  readonly state: 'approved' | 'denied';
  readonly until?: string;
  readonly scope?: ExemptionScope;
  readonly hold?: boolean;
}

export type DecideOutcome =
  | { readonly kind: 'decided'; readonly answer: ExemptionAnswer }
  | { readonly kind: 'unknown' }
  /** The person took the request back: there is nothing to decide. */
  | { readonly kind: 'withdrawn' };

/** Decides a request for exemption, also one that was decided before: the last decision counts. */
export async function decideExemption(
  store: BlobStore,
  id: string,
  { state, until, scope, hold = false }: Verdict,
  decider: Decider,
): Promise<DecideOutcome> {
  const exemption = await readExemption(store, id);
  if (exemption === undefined) return { kind: 'unknown' };
  if ((await answerFor(store, id)).state === 'withdrawn') return { kind: 'withdrawn' };
  const { request } = exemption;
  const on = {
    what: 'exemption',
    id,
    state,
    scope: scope ?? request.scope,
    until: until ?? request.until,
    hold,
  } as const;
  await appendDecision(store, on, decider);
  return { kind: 'decided', answer: await answerFor(store, id) };
}

/** Takes a request back for the person who made it. False where there is none. */
export async function withdrawExemption(store: BlobStore, id: string, now: number): Promise<boolean> {
  const exemption = await readExemption(store, id);
  if (exemption === undefined) return false;
  if ((await answerFor(store, id)).state === 'withdrawn') return true;
  const { scope, until } = exemption.request;
  const on = { what: 'exemption', id, state: 'withdrawn', scope, until, hold: false } as const;
  await appendDecision(store, on, { by: 'the person who asked', now });
  return true;
}
