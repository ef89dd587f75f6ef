// Wires exemptions to the collector: what is new goes up, what was decided comes down, and the person hears of it.
import { policyOf } from '../../src/control/decide.ts';
import type { ControlDesk } from '../../src/control/desk.ts';
import { awaitsAnswer } from '../../src/control/exemption.ts';
import { applyControl, changedExemptions, changeOne } from '../../src/control/exemption-api.ts';
import { createOneAtATime } from '../../src/control/one-at-a-time.ts';
import type { ControlAnswer } from '../../src/model/collector-api.ts';
import type { Exemption } from '../../src/model/exemption.ts';
import type { Database } from '../../src/store/database.ts';
import { recordControl } from '../../src/store/lifecycle.ts';
import type { ControlDeps } from '../../src/upload/control-client.ts';
import { deleteExemption, fetchControl, postExemption } from '../../src/upload/control-client.ts';
import { mayLeaveAtAll } from '../../src/upload/quota.ts';
import { setAlarm } from './browser-facts.ts';
import type { Gatehouse } from './gatehouse.ts';
import { notify } from './notify.ts';
import { collectorFetch } from './uploader.ts';

/** Fires while a request is undecided or an exemption runs. */
export const CONTROL_ALARM = 'control';
const ASK_EVERY_MS = 30 * 60_000;

/** Tells the collector what is new and asks what was decided; sets the alarm for the next time. */
export function createCollectorDesk(
  database: Promise<Database>,
  desk: ControlDesk,
  gatehouse: Pick<Gatehouse, 'publish'>,
): () => Promise<void> {
  const oneAtATime = createOneAtATime();
  /** What the answer changed is on disk, told to everybody, and the person hears of decisions. */
  const takeAnswer = async (answer: ControlAnswer): Promise<void> => {
    const now = Date.now();
    const before = (await desk.facts()).control;
    const facts = await desk.change((state) => applyControl(state, answer, now));
    const news = changedExemptions(before, facts.control);
    const decided = news.filter(isDecided);
    if (decided.length > 0)
      await recordControl(await database, { kind: 'control', action: 'exemption', by: 'policy' }, now, now);
    if (news.length > 0) await gatehouse.publish(facts);
    for (const one of decided) await notify(toNews(one));
  };
  const askOnce = async (): Promise<void> => {
    const rules = policyOf(await desk.facts());
    if (rules === undefined || !isReachable(rules)) return;
    const network: ControlDeps = { fetch: collectorFetch(await database, rules) };
    await handIn(network, desk, rules.collectorUrl);
    const outcome = await fetchControl(network, rules.collectorUrl, await askedFor(desk));
    if (outcome.kind === 'answered') await takeAnswer(outcome.answer);
    await setAlarm(CONTROL_ALARM, awaitsAnswer((await desk.facts()).control) ? Date.now() + ASK_EVERY_MS : undefined);
  };
  return () => oneAtATime(askOnce);
}

/** Ids of the requests of which the collector may have news. */
async function askedFor(desk: ControlDesk): Promise<readonly string[]> {
  const { exemptions = [] } = (await desk.facts()).control;
  return exemptions.filter(({ via, state }) => via === 'collector' && ASKED.includes(state)).map(({ id }) => id);
}

const ASKED: readonly Exemption['state'][] = ['sent', 'pending', 'approved'];

/** The same addresses as for recordings. */
function isReachable(policy: Parameters<typeof mayLeaveAtAll>[0] & object): boolean {
  return mayLeaveAtAll(policy).kind === 'now';
}

function isDecided({ state }: Exemption): boolean {
  return state === 'approved' || state === 'denied';
}

function toNews({ state }: Exemption): Parameters<typeof notify>[0] {
  return state === 'approved' ? 'notifyApproved' : 'notifyDenied';
}

/** Hands in what the collector does not know yet: requests, and those taken back. */
async function handIn(network: ControlDeps, desk: ControlDesk, collectorUrl: string): Promise<void> {
  const { exemptions = [] } = (await desk.facts()).control;
  for (const one of exemptions.filter(({ via }) => via === 'collector')) {
    if (one.state === 'draft') await handInDraft(network, desk, collectorUrl, one);
    if (one.unsaid === true) {
      const { kind } = await deleteExemption(network, collectorUrl, one.id);
      if (kind !== 'failed') await desk.change((state) => changeOne(state, one.id, ({ unsaid: _, ...said }) => said));
    }
  }
}

async function handInDraft(
  network: ControlDeps,
  desk: ControlDesk,
  collectorUrl: string,
  one: Exemption,
): Promise<void> {
  const { id, category, scope, until, note, contact } = one;
  const said = { ...(note !== undefined && { note }), ...(contact !== undefined && { contact }) };
  const request = { id, category, scope, until: new Date(until).toISOString(), ...said };
  const { kind } = await postExemption(network, collectorUrl, request);
  if (kind !== 'taken') return;
  const now = Date.now();
  await desk.change((state) =>
    changeOne(state, id, (draft) =>
      draft.state === 'draft' ? { ...draft, state: 'sent', dates: { ...draft.dates, sent: now } } : draft,
    ),
  );
}
