// What the extension's pages may ask and decide: the worker's side of `WorkerApi`. Worker.
import type { ControlState, Pause } from '../model/control.ts';
import { PAUSE_MAX_MINUTES } from '../model/limit.ts';
import type { Policy } from '../model/policy.ts';
import type { ControlView, DeviceView, Selection, Withdrawn, WorkerApi } from '../model/worker-api.ts';
import { policyOf, withReceipt } from './decide.ts';
import type { ExemptionDeps } from './exemption-api.ts';
import { createExemptionApi } from './exemption-api.ts';
import type { GateFacts } from './gate.ts';
import { answerGate, mayStudy } from './gate.ts';
import { createNoticeApi } from './notice-api.ts';
import { keepPause, pausedAt, resumePause, toPause } from './pause.ts';

export interface ApiDeps extends ExemptionDeps {
  /** Undefined for no such tab, or a page that the browser keeps to itself. */
  readonly findTabUrl: (tabId: number) => Promise<string | undefined>;
  readonly readDevice: (policy: Policy | undefined) => Promise<DeviceView>;
  /** Tells pages of a pause that is on its way to disk, and keeps it for the next life of the worker, should this one end now. */
  readonly tellPause: (facts: GateFacts, pressed: Pause) => Promise<void>;
  /** Notes in the running session what became of the newest pause: it began, or it was ended. */
  readonly recordPause: (control: ControlState) => Promise<void>;
  readonly saveSession: WorkerApi['saveSession'];
  readonly review: Pick<WorkerApi, 'sessions' | 'records' | 'countTakeBack'>;
  readonly countRecords: WorkerApi['countRecords'];
  readonly withdraw: WorkerApi['withdraw'];
  /** Looks whether somebody moved the clock while a pause runs. */
  readonly settleClock: () => Promise<void>;
}

export function createWorkerApi(deps: ApiDeps): WorkerApi {
  return {
    view: (tabId) => view(deps, tabId),
    pause: (minutes) => pause(deps, minutes),
    resume: () => resume(deps),
    setStudySite: (origin, isOn) => setStudySite(deps, origin, isOn),
    saveSession: deps.saveSession,
    countRecords: deps.countRecords,
    withdraw: (selection) => withdraw(deps, selection),
    ...deps.review,
    device: async () => {
      const facts = await deps.desk.facts();
      // With a fault the device cannot be asked, and the gate's answer is what counts.
      return facts.fault === undefined ? deps.readDevice(policyOf(facts)) : { waiting: 0, sent: 0 };
    },
    ...createNoticeApi(deps),
    ...createExemptionApi(deps),
  };
}

async function view({ desk, now, findTabUrl, settleClock }: ApiDeps, tabId: number | undefined): Promise<ControlView> {
  await settleClock();
  const facts = await desk.facts();
  const policy = policyOf(facts);
  const url = tabId === undefined ? undefined : await findTabUrl(tabId);
  const site = url !== undefined && /^https?:/.test(url) ? new URL(url).origin : undefined;
  return {
    gate: answerGate(facts, { url: url ?? '', topUrl: url ?? '', at: now() }),
    ...(site !== undefined && { site }),
    study: mayStudy(facts),
    studySite: mayStudy(facts) && facts.control.studySites.some(({ origin }) => origin === site),
    orgName: policy?.orgName ?? '',
    ...(policy !== undefined && /^https:/.test(policy.noticeUrl) && { noticeUrl: policy.noticeUrl }),
    ...(policy !== undefined && policy.contactEmail !== '' && { contactEmail: policy.contactEmail }),
    pauseMaxMinutes: policy?.pauseMaxMinutes ?? PAUSE_MAX_MINUTES,
  };
}

/** Taken back first; the receipt says how much, and nothing of what or where. */
async function withdraw(deps: ApiDeps, selection: Selection): Promise<Withdrawn> {
  const withdrawn = await deps.withdraw(selection);
  const records = Object.values(withdrawn.counts).reduce((sum, count) => sum + count, 0);
  if (records === 0) return withdrawn;
  const facts = await deps.desk.facts();
  await deps.desk.change((state) =>
    withReceipt(state, 'withdrawal', deps, {
      policy: policyOf(facts),
      details: { withdrawn: { selection: selection.kind, records, counts: withdrawn.counts } },
    }),
  );
  return withdrawn;
}

/** Told while it goes to disk, since disks take their time on a busy machine: what dies in between leaves the pause as it was pressed. */
async function pause(deps: ApiDeps, minutes: number): Promise<void> {
  const before = await deps.desk.facts();
  const pressed = toPause(minutes, policyOf(before)?.pauseMaxMinutes ?? PAUSE_MAX_MINUTES, deps.now());
  const ahead = { ...before, control: keepPause(before.control, pressed) };
  try {
    const [facts] = await Promise.all([deps.desk.pause(pressed), deps.tellPause(ahead, pressed)]);
    await deps.recordPause(facts.control);
    await deps.publish(facts);
  } catch (error) {
    // The person is told that it failed, and pages what holds then.
    await deps.publish(await deps.desk.facts());
    throw error;
  }
}

/** First on disk, then told: nothing is recorded again before that is sure. */
async function resume(deps: ApiDeps): Promise<void> {
  const { control } = await deps.desk.facts();
  if (pausedAt(control, deps.now()) === undefined) return;
  const facts = await deps.desk.change((state) => resumePause(state, deps.now()));
  await deps.recordPause(facts.control);
  await deps.publish(facts);
}

async function setStudySite({ desk, now, publish }: ApiDeps, origin: string, isOn: boolean): Promise<void> {
  if (!mayStudy(await desk.facts())) throw new Error('A policy rules here: sites are switched on by it alone.');
  if (!/^https?:\/\/[^/]+$/.test(origin)) throw new Error(`${origin} is no site.`);
  const facts = await desk.change((state) => {
    const others = state.studySites.filter((site) => site.origin !== origin);
    const isNew = others.length === state.studySites.length;
    if (isOn && !isNew) return state;
    return { ...state, studySites: isOn ? [...others, { origin, since: now() }] : others };
  });
  await publish(facts);
}
