// The gate: may this page be recorded at this time? One answer, with its reason. Pure. Worker.
import type { ControlState, GateAnswer, StopCause } from '../model/control.ts';
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import { matchesAny } from '../model/match-pattern.ts';
import type { Policy } from '../model/policy.ts';
import { checksumOf } from '../model/policy-checksum.ts';
import { isInHours, nextHoursChange } from './capture-hours.ts';
import { exemptionAt, isOpen, nextExemptionChange } from './exemption.ts';
import { endOf, PAUSE_KEEP_MS, pausedAt } from './pause.ts';
import type { PolicyState } from './policy-source.ts';
import { isInRegion } from './region.ts';

/** All that the gate looks at. Read from disk and from the browser, never from a page. */
export interface GateFacts {
  readonly policy: PolicyState;
  readonly control: ControlState;
  /** `management.getSelf().installType`; `unknown` where the browser did not say. */
  readonly installType: string;
  /** The device's time zone, as `Intl.DateTimeFormat` names it. */
  readonly timeZone: string;
  /** What is broken: nothing is recorded while it is. */
  readonly fault?: StopCause;
}

export interface GateQuestion {
  /** URL of the document; for about:blank, srcdoc, data and blob frames that of the document that it inherits from. */
  readonly url: string;
  /** URL of the page in the tab that holds the document. */
  readonly topUrl: string;
  /** ms since 1970. */
  readonly at: number;
}

export function answerGate(facts: GateFacts, { url, topUrl, at }: GateQuestion): GateAnswer {
  const answer = answerGateForTime(facts, at);
  if (answer.state !== 'capturing') return answer;
  const since = [listedSince(facts, url), listedSince(facts, topUrl)];
  if (since.some((time) => time === undefined || time > at))
    return { state: facts.policy.kind === 'policy' ? 'site' : 'study' };
  return answerExempt(facts, [url, topUrl], at) ?? answer;
}

/** Undefined where no exemption covers a page with these URLs at that time; without URLs only those for everything count. */
export function answerExempt({ control }: GateFacts, urls: readonly string[], at: number): GateAnswer | undefined {
  const exemption = exemptionAt(control, urls, at);
  return exemption && { state: 'exempt', until: exemption.until, isPending: isOpen(exemption) };
}

/** The answer without the site: `capturing` means that listed sites may be recorded at that time. */
export function answerGateForTime(facts: GateFacts, at: number): GateAnswer {
  if (facts.fault !== undefined) return { state: 'stopped', why: facts.fault };
  const closed = answerPolicy(facts, at);
  if (closed !== undefined) return closed;
  const pause = pausedAt(facts.control, at);
  if (pause !== undefined) return { state: 'paused', until: endOf(pause) };
  const exempt = answerExempt(facts, [], at);
  if (exempt !== undefined) return exempt;
  if (facts.policy.kind === 'policy' && !isInHours(facts.policy.policy.captureHours, new Date(at))) {
    return { state: 'hours' };
  }
  if (!isInHours(facts.control.ownHours ?? [], new Date(at))) return { state: 'hours', own: true };
  return { state: 'capturing' };
}

/**
 * Since when the URL is listed, in ms since 1970: 0 for policy, the moment the person switched it on in study mode.
 * Undefined where nobody listed it or something excludes it.
 */
export function listedSince(facts: GateFacts, url: string): number | undefined {
  if (matchesAny(CORE_EXCLUSIONS, url)) return undefined;
  if (facts.policy.kind === 'policy') {
    const { sites, excludedSites } = facts.policy.policy;
    return matchesAny(sites, url) && !matchesAny(excludedSites, url) ? 0 : undefined;
  }
  if (!mayStudy(facts) || !/^https?:/.test(url) || !URL.canParse(url)) return undefined;
  const { origin } = new URL(url);
  return facts.control.studySites.find((site) => site.origin === origin)?.since;
}

/** Whether pages should ask at all. */
export function gateCounterOpen(facts: GateFacts, now: number): boolean {
  return answerGateForTime(facts, now).state === 'capturing' && !hasNoSites(facts);
}

/** Whether a record of that time can still be judged: pauses are forgotten after a day. */
export function canJudge(at: number, now: number): boolean {
  return at > now - PAUSE_KEEP_MS;
}

/**
 * Study mode: the person switches sites on, nothing leaves the device by itself. Only where no policy is, none ever was,
 * and no administrator installed us (there a policy may still be on its way). An unknown way of installing is no permission.
 */
export function mayStudy({ policy, control, installType }: GateFacts): boolean {
  return policy.kind === 'none' && !control.policySeen && STUDY_INSTALLS.includes(installType);
}
const STUDY_INSTALLS: readonly string[] = ['normal', 'development', 'sideload'];

/** Which rules let a document in: answers given under other rules do not count for later batches. IT may forget to name a new revision. */
export function rulesOf({ policy }: GateFacts): string {
  if (policy.kind !== 'policy') return policy.kind;
  let rules = rulesOfPolicy.get(policy.policy);
  if (rules === undefined) {
    rules = `policy ${checksumOf(policy.policy)}`;
    rulesOfPolicy.set(policy.policy, rules);
  }
  return rules;
}

/** Asked with every batch, while a policy changes a few times a year. */
const rulesOfPolicy = new WeakMap<Policy, string>();

/** When the answer changes next by itself (a pause or exemption that ends, hours that begin or end), in ms since 1970. */
export function nextGateChange(facts: GateFacts, now: number): number | undefined {
  const pause = pausedAt(facts.control, now);
  const hours = facts.policy.kind === 'policy' ? facts.policy.policy.captureHours : [];
  const own = facts.control.ownHours ?? [];
  const times = [
    pause && endOf(pause),
    nextExemptionChange(facts.control, now),
    nextHoursChange(hours, new Date(now)),
    nextHoursChange(own, new Date(now)),
  ].filter((time) => time !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function answerPolicy(facts: GateFacts, at: number): GateAnswer | undefined {
  switch (facts.policy.kind) {
    case 'problems':
      return { state: 'policy-error', problems: facts.policy.problems };
    case 'awaited':
      return { state: 'waiting' };
    case 'none':
      return mayStudy(facts) ? undefined : { state: 'waiting' };
    case 'policy':
      return answerRules(facts.policy.policy, facts, at);
  }
}

function answerRules(policy: Policy, { control, timeZone }: GateFacts, at: number): GateAnswer | undefined {
  if (policy.sites.length === 0) return { state: 'off' };
  if (!isInRegion(policy.region, policy.regions, timeZone)) return { state: 'region' };
  const isRead = control.acknowledged === policy.noticeVersion && at >= (control.acknowledgedAt ?? 0);
  if (policy.requireAcknowledgement && !isRead) return { state: 'acknowledge' };
  return undefined;
}

function hasNoSites({ policy, control }: GateFacts): boolean {
  return policy.kind !== 'policy' && control.studySites.length === 0;
}
