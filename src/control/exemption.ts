// Exemptions: asked for, decided, ended; and whether a page lies in one at a time. Pure. Worker.
import type { ExemptionAnswer } from '../model/collector-api.ts';
import type { ControlState } from '../model/control.ts';
import type { Exemption, ExemptionState, ExemptionWish, OffSpan } from '../model/exemption.ts';
import { matchesAny } from '../model/match-pattern.ts';
import type { Policy } from '../model/policy.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What policy says of exemptions. */
export type ExemptionRules = Policy['exemption'];

/** Nothing can be decided any more. */
const OVER: readonly ExemptionState[] = ['denied', 'expired', 'withdrawn'];
/** Asked for, and not decided. */
const OPEN: readonly ExemptionState[] = ['draft', 'sent', 'pending'];

export function isOpen({ state }: Pick<Exemption, 'state'>): boolean {
  return OPEN.includes(state);
}

/** A request as it is when the person hands it in: recording in its scope is off from now on where policy says so. */
export function askExemption(
  wish: ExemptionWish,
  rules: ExemptionRules,
  { id, via, now }: { readonly id: string; readonly via: Exemption['via']; readonly now: number },
): Exemption {
  return {
    ...wish,
    until: Math.min(wish.until, now + rules.maxDays * DAY_MS),
    id,
    via,
    state: 'draft',
    dates: { draft: now },
    off: rules.offWhilePending ? [{ from: now }] : [],
  };
}

/** The request in its next state. One that is over stays as it is. */
export function moveExemption(exemption: Exemption, state: ExemptionState, now: number): Exemption {
  if (OVER.includes(exemption.state) || exemption.state === state) return exemption;
  const moved = { ...exemption, state, dates: { ...exemption.dates, [state]: now } };
  if (OVER.includes(state)) return { ...moved, off: closeSpan(exemption.off, Math.min(now, exemption.until)) };
  if (state !== 'approved') return moved;
  return { ...moved, off: exemption.hold ? closeSpan(exemption.off, now) : openSpan(exemption.off, now) };
}

/** The request with what the collector says of it. */
export function applyAnswer(exemption: Exemption, answer: ExemptionAnswer, now: number): Exemption {
  if (answer.state === 'unknown') return exemption.state === 'draft' ? exemption : { ...exemption, state: 'draft' };
  const { scope, until, decidedBy, hold } = answer;
  const told: Exemption = {
    ...exemption,
    ...(scope !== undefined && { scope }),
    ...(until !== undefined && { until: Date.parse(until) }),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(hold === true && { hold }),
  };
  return moveExemption(told, answer.state, now);
}

/** The exemptions as they stand at a time: those whose time is over are `expired`. The same list when nothing changed. */
export function expireExemptions(exemptions: readonly Exemption[], now: number): readonly Exemption[] {
  const isDue = (one: Exemption): boolean => one.until <= now && !OVER.includes(one.state);
  return exemptions.some(isDue)
    ? exemptions.map((one) => (isDue(one) ? moveExemption(one, 'expired', one.until) : one))
    : exemptions;
}

/** The exemption by which nothing is recorded at that time on a page with one of these URLs; with no URL, everywhere. */
export function exemptionAt(state: ControlState, urls: readonly string[], at: number): Exemption | undefined {
  return state.exemptions?.find((one) => isOffAt(one, at) && isInScope(one, urls));
}

/** Match patterns of the sites that are exempt by themselves at that time. */
export function sitesExemptAt({ exemptions = [] }: ControlState, at: number): readonly string[] {
  return exemptions.flatMap((one) => (isOffAt(one, at) && one.scope.kind !== 'everything' ? one.scope.sites : []));
}

/** True when an exemption of whatever scope keeps recording off at any time of a stretch. */
export function isAnythingExempt({ exemptions = [] }: ControlState, from: number, to: number): boolean {
  return exemptions.some(({ off, until }) =>
    off.some((span) => span.from <= to && Math.min(span.to ?? until, until) > from),
  );
}

/** When the next of them begins or ends to keep recording off, in ms since 1970. */
export function nextExemptionChange(state: ControlState, now: number): number | undefined {
  const ends = (state.exemptions ?? []).filter((one) => !OVER.includes(one.state)).map(({ until }) => until);
  const next = ends.filter((end) => end > now);
  return next.length > 0 ? Math.min(...next) : undefined;
}

/** True while the collector may have something to say: a request is not decided, or an approved one runs and may be ended. */
export function awaitsAnswer(state: ControlState): boolean {
  return (state.exemptions ?? []).some(
    (one) => one.via === 'collector' && (isOpen(one) || one.state === 'approved' || one.unsaid === true),
  );
}

/** True while IT wants this person's recordings sent on unmetered networks only. */
export function holdsBack(state: ControlState, now: number): boolean {
  return (state.exemptions ?? []).some((one) => one.hold === true && one.state === 'approved' && one.until > now);
}

function isOffAt({ off, until }: Exemption, at: number): boolean {
  return off.some(({ from, to }) => at >= from && at < Math.min(to ?? until, until));
}

function isInScope({ scope }: Exemption, urls: readonly string[]): boolean {
  return scope.kind === 'everything' || urls.some((url) => matchesAny(scope.sites, url));
}

function closeSpan(spans: readonly OffSpan[], at: number): readonly OffSpan[] {
  return spans.map((span) => (span.to === undefined ? { ...span, to: Math.max(span.from, at) } : span));
}

function openSpan(spans: readonly OffSpan[], at: number): readonly OffSpan[] {
  return spans.some(({ to }) => to === undefined) ? spans : [...spans, { from: at }];
}
