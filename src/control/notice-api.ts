// The notice: what it says, whether it was read, and the hours that a person sets for themselves. Worker.
import type { Policy } from '../model/policy.ts';
import type { NoticeRules, NoticeView, WorkerApi } from '../model/worker-api.ts';
import { tryParseHours } from './capture-hours.ts';
import type { DecisionDeps } from './decide.ts';
import { policyOf, withReceipt } from './decide.ts';
import type { GateFacts } from './gate.ts';
import { mayStudy } from './gate.ts';

/** Stands for the notice of study mode, which has no version. */
const STUDY_NOTICE = '';

export function createNoticeApi(deps: DecisionDeps): Pick<WorkerApi, 'notice' | 'acknowledge' | 'setOwnHours'> {
  return {
    notice: async () => viewNotice(await deps.desk.facts()),
    acknowledge: (version) => acknowledge(deps, version),
    setOwnHours: (hours) => setOwnHours(deps, hours),
  };
}

/**
 * The version of the notice that should open by itself now; undefined for none. A policy without a version, and a state in
 * which nothing can be recorded for want of a policy, open none.
 */
export function noticeToShow(facts: GateFacts): string | undefined {
  const { noticeShown } = facts.control;
  const policy = policyOf(facts);
  if (policy === undefined) return mayStudy(facts) && noticeShown === undefined ? STUDY_NOTICE : undefined;
  return policy.noticeVersion === '' || policy.noticeVersion === noticeShown ? undefined : policy.noticeVersion;
}

function viewNotice(facts: GateFacts): NoticeView {
  const policy = policyOf(facts);
  const { acknowledged, acknowledgedAt, receipts = [], ownHours = [] } = facts.control;
  const isAcknowledged = policy !== undefined && acknowledged === policy.noticeVersion;
  return {
    study: mayStudy(facts),
    orgName: policy?.orgName ?? '',
    ...(policy !== undefined && /^https:/.test(policy.noticeUrl) && { noticeUrl: policy.noticeUrl }),
    ...(policy !== undefined && policy.contactEmail !== '' && { contactEmail: policy.contactEmail }),
    ...(policy !== undefined && { rules: rulesFor(policy) }),
    noticeVersion: policy?.noticeVersion ?? '',
    mustAcknowledge: policy?.requireAcknowledgement ?? false,
    ...(isAcknowledged && { acknowledgedAt: acknowledgedAt ?? 0 }),
    receipts: receipts.toReversed(),
    ownHours,
  };
}

function rulesFor(policy: Policy): NoticeRules {
  return {
    purpose: policy.purpose,
    region: policy.region,
    sites: policy.sites,
    excludedSites: policy.excludedSites,
    eventsOff: Object.entries(policy.events).flatMap(([kind, isOn]) => (isOn ? [] : [kind])),
    captureHours: policy.captureHours,
    ...(policy.collectorUrl !== '' && { collector: new URL(policy.collectorUrl).host }),
    isEncrypted: policy.recipients.length > 0,
    holdMinutes: policy.holdMinutes,
    retentionDays: policy.retentionDays,
    quotaMBPerDay: policy.quotaMBPerDay,
    uploadEveryMinutes: policy.uploadEveryMinutes,
    uploadOnMetered: policy.uploadOnMetered,
    uploadMinBatteryPercent: policy.uploadMinBatteryPercent,
    pauseMaxMinutes: policy.pauseMaxMinutes,
    exemptionMaxDays: policy.exemption.maxDays,
    textFields: policy.fieldRules.filter(({ mode }) => mode === 'scrubbed' || mode === 'kept').length,
  };
}

async function acknowledge(deps: DecisionDeps, version: string): Promise<void> {
  const { desk, now, recordDecision, publish } = deps;
  const before = await desk.facts();
  const policy = policyOf(before);
  if (policy === undefined || policy.noticeVersion !== version)
    throw new Error('The notice has changed since it was shown. Read the new one.');
  if (before.control.acknowledged === version) return;
  const facts = await desk.change((state) =>
    withReceipt({ ...state, acknowledged: version, acknowledgedAt: now() }, 'acknowledgement', deps, {
      policy,
      details: { notice_version: version },
    }),
  );
  await recordDecision('acknowledgement', 'person');
  await publish(facts);
}

async function setOwnHours({ desk, publish }: DecisionDeps, hours: readonly string[]): Promise<void> {
  const unreadable = hours.find((rule) => tryParseHours(rule) === undefined);
  if (unreadable !== undefined) throw new Error(`"${unreadable}" are no hours.`);
  await publish(await desk.change((state) => ({ ...state, ownHours: [...hours] })));
}
