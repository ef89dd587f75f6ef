// What a person may ask and decide about exemptions, and what the collector's answers change. Worker.
import type { ControlAnswer } from '../model/collector-api.ts';
import type { ControlState } from '../model/control.ts';
import type { Exemption, ExemptionState, ExemptionWish } from '../model/exemption.ts';
import { parseMatchPattern } from '../model/match-pattern.ts';
import type { Policy } from '../model/policy.ts';
import type { ExemptionsView, WorkerApi } from '../model/worker-api.ts';
import type { DecisionDeps } from './decide.ts';
import { policyOf, withReceipt } from './decide.ts';
import { applyAnswer, askExemption, expireExemptions, moveExemption } from './exemption.ts';
import type { GateFacts } from './gate.ts';

/** Longest note and contact, in UTF-16 code units: what a collector takes. */
const NOTE_MAX = 2_000;
const CONTACT_MAX = 200;

export interface ExemptionDeps extends DecisionDeps {
  /** Tells the collector what is new and asks what was decided. Never rejects. */
  readonly askCollector: () => Promise<void>;
}

type ExemptionApi = Pick<WorkerApi, 'exemptions' | 'askExemption' | 'noteMailSent' | 'withdrawExemption'>;

export function createExemptionApi(deps: ExemptionDeps): ExemptionApi {
  return {
    exemptions: async () => viewExemptions(await deps.desk.facts()),
    askExemption: (wish) => ask(deps, wish),
    noteMailSent: (id) => move(deps, id, 'sent'),
    withdrawExemption: async (id) => {
      await move(deps, id, 'withdrawn');
      await deps.askCollector();
    },
  };
}

function viewExemptions(facts: GateFacts): ExemptionsView {
  const policy = policyOf(facts);
  return {
    via: policy === undefined ? 'none' : viaOf(policy),
    orgName: policy?.orgName ?? '',
    ...(policy !== undefined && policy.contactEmail !== '' && { contactEmail: policy.contactEmail }),
    maxDays: policy?.exemption.maxDays ?? 0,
    offWhilePending: policy?.exemption.offWhilePending ?? true,
    exemptions: (facts.control.exemptions ?? []).toReversed(),
  };
}

function viaOf({ collectorUrl, contactEmail }: Policy): ExemptionsView['via'] {
  if (collectorUrl !== '') return 'collector';
  return contactEmail === '' ? 'none' : 'mail';
}

async function ask(deps: ExemptionDeps, wish: ExemptionWish): Promise<Exemption> {
  const { desk, now, randomId } = deps;
  const policy = policyOf(await desk.facts());
  const via = policy && viaOf(policy);
  if (policy === undefined || via === undefined || via === 'none') throw new Error('There is nobody here to ask.');
  const fault = faultOf(wish, now());
  if (fault !== undefined) throw new Error(fault);
  const asked = askExemption(wish, policy.exemption, { id: randomId(), via, now: now() });
  const { category, scope, until } = asked;
  await decided(deps, (state) =>
    withReceipt({ ...state, exemptions: [...(state.exemptions ?? []), asked] }, 'exemption', deps, {
      policy,
      details: { exemption: { id: asked.id, category, scope, until: new Date(until).toISOString() } },
    }),
  );
  await deps.askCollector();
  return asked;
}

/** What a form of ours never sends, so English is enough. */
function faultOf({ scope, until, note = '', contact = '' }: ExemptionWish, now: number): string | undefined {
  if (!Number.isFinite(until) || until <= now) return 'It would be over already.';
  if (note.length > NOTE_MAX || contact.length > CONTACT_MAX) return 'The note or the contact is too long.';
  if (scope.kind === 'everything') return undefined;
  if (scope.sites.length === 0) return 'No site is named.';
  const unreadable = scope.sites.find((site) => parseMatchPattern(site) === undefined);
  return unreadable === undefined ? undefined : `${unreadable} is no site.`;
}

async function move(deps: ExemptionDeps, id: string, to: ExemptionState): Promise<void> {
  const { exemptions = [] } = (await deps.desk.facts()).control;
  if (!exemptions.some((one) => one.id === id)) throw new Error('There is no such request.');
  await decided(deps, (state) => changeOne(state, id, (one) => told(moveExemption(one, to, deps.now()), one)));
}

/** The collector must hear of a request that was taken back, once it has it. */
function told(after: Exemption, before: Exemption): Exemption {
  const isUnsaid = after.state === 'withdrawn' && before.state !== 'withdrawn' && before.state !== 'draft';
  return isUnsaid && after.via === 'collector' ? { ...after, unsaid: true } : after;
}

async function decided(deps: DecisionDeps, change: (state: ControlState) => ControlState): Promise<void> {
  const facts = await deps.desk.change(change);
  await deps.recordDecision('exemption', 'person');
  await deps.publish(facts);
}

/** The state with one request changed. */
export function changeOne(state: ControlState, id: string, change: (one: Exemption) => Exemption): ControlState {
  return { ...state, exemptions: (state.exemptions ?? []).map((one) => (one.id === id ? change(one) : one)) };
}

/** The state with what the collector says, and with exemptions ended whose time is over. */
export function applyControl(state: ControlState, answer: ControlAnswer | undefined, now: number): ControlState {
  const answers = new Map(answer?.exemptions.map((one) => [one.id, one]));
  const exemptions = state.exemptions?.map((one) => {
    const said = answers.get(one.id);
    return said === undefined || one.state === 'withdrawn' ? one : applyAnswer(one, said, now);
  });
  return exemptions === undefined ? state : { ...state, exemptions: expireExemptions(exemptions, now) };
}

/** Requests whose state differs: what is new to the person. */
export function changedExemptions(before: ControlState, after: ControlState): readonly Exemption[] {
  const known = new Map(before.exemptions?.map(({ id, state }) => [id, state]));
  return (after.exemptions ?? []).filter(({ id, state }) => known.get(id) !== state);
}
