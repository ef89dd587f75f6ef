// The words, the badge and the icon of each state of the gate: one set for toolbar, tooltip and popup. Page or worker.
import type { GateAnswer, GateState, StopCause } from '../model/control.ts';
import type { ControlView } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';
import { momentText } from './time-words.ts';

/** What a sentence depends on besides the gate's answer. `site` is absent for pages of the browser itself. */
export type WordFacts = Pick<ControlView, 'orgName' | 'study' | 'site'>;

const HEADINGS: Readonly<Record<GateState, MessageKey>> = {
  capturing: 'headingCapturing',
  waiting: 'headingWaiting',
  'policy-error': 'headingPolicyError',
  off: 'headingOff',
  acknowledge: 'headingAcknowledge',
  paused: 'headingPaused',
  exempt: 'headingExempt',
  hours: 'headingHours',
  site: 'headingSite',
  region: 'headingRegion',
  study: 'headingStudy',
  stopped: 'headingStopped',
};

const STOPPED: Readonly<Record<StopCause, MessageKey>> = {
  'disk-full': 'stoppedDiskFull',
  unreadable: 'stoppedUnreadable',
  unanswered: 'stoppedUnanswered',
  'sites-refused': 'stoppedSitesRefused',
};

/** The state in a few words, without a full stop. */
export function headingOf(answer: GateAnswer, facts: WordFacts, say: Say): string {
  return say(isNoSite(answer, facts) ? 'headingNoSite' : HEADINGS[answer.state]);
}

/** Whether something is recorded, why, and what can be done: one to three full sentences. */
export function sentenceOf(answer: GateAnswer, facts: WordFacts, now: number, say: Say): string {
  if (isNoSite(answer, facts)) return say('sentenceNoSite');
  const organisation = organisationOf(facts, say);
  switch (answer.state) {
    case 'capturing':
      return facts.study ? say('sentenceCapturingStudy') : say('sentenceCapturing', organisation);
    case 'waiting':
      return say('sentenceWaiting');
    case 'policy-error':
      return say('sentencePolicyError', organisation);
    case 'off':
      return say('sentenceOff', organisation);
    case 'acknowledge':
      return say('sentenceAcknowledge', organisation);
    case 'paused':
      return say('sentencePaused', momentText(answer.until, now, say));
    case 'exempt':
      return say(answer.isPending ? 'sentenceExemptPending' : 'sentenceExempt', momentText(answer.until, now, say));
    case 'hours':
      return answer.own ? say('sentenceHoursOwn') : say('sentenceHours', organisation);
    case 'site':
      return say('sentenceSite', organisation);
    case 'region':
      return say('sentenceRegion', organisation);
    case 'study':
      return say('sentenceStudy');
    case 'stopped':
      return say('sentenceStopped', say(STOPPED[answer.why]));
  }
}

/** The toolbar button's tooltip. Badges are not read aloud, so this says all of it. */
export function titleOf(answer: GateAnswer, facts: WordFacts, now: number, say: Say): string {
  return say('title', headingOf(answer, facts, say), sentenceOf(answer, facts, now, say));
}

/** The badge: `!` where something is wrong, else empty. Nothing that time changes: nobody repaints it while nobody acts. */
export function badgeOf(answer: GateAnswer): string {
  switch (answer.state) {
    case 'policy-error':
    case 'stopped':
      return '!';
    case 'capturing':
    case 'paused':
    case 'waiting':
    case 'off':
    case 'acknowledge':
    case 'exempt':
    case 'hours':
    case 'site':
    case 'region':
    case 'study':
      return '';
  }
}

/** The drawings in assets/icons/. Each has a shape and a colour of its own. */
export const ICON_NAMES = ['capturing', 'paused', 'off', 'waiting', 'error', 'study'] as const;
export type IconName = (typeof ICON_NAMES)[number];
/** Sizes of each drawing, in px. */
export const ICON_SIZES = [16, 32, 48, 128] as const;
export type IconSize = (typeof ICON_SIZES)[number];

/** Path of a drawing from the root of the extension. */
export function iconPath(name: IconName, sizePx: IconSize): string {
  return `/icons/${name}-${sizePx}.png`;
}

/** The icon for `action.setIcon({ path })`. */
export function iconOf(state: GateState): Record<16 | 32, string> {
  const name = iconNameOf(state);
  return { 16: iconPath(name, 16), 32: iconPath(name, 32) };
}

/** Which drawing a state has: states that mean the same to the person at a glance share one. */
export function iconNameOf(state: GateState): IconName {
  switch (state) {
    case 'capturing':
    case 'paused':
    case 'study':
      return state;
    case 'waiting':
    case 'acknowledge':
      return 'waiting';
    case 'policy-error':
    case 'stopped':
      return 'error';
    case 'off':
    case 'exempt':
    case 'hours':
    case 'site':
    case 'region':
      return 'off';
  }
}

/** The organisation's name, or words that stand for it. */
export function organisationOf(facts: Pick<WordFacts, 'orgName'>, say: Say): string {
  return facts.orgName === '' ? say('yourOrganisation') : facts.orgName;
}

/** Pages without an origin of their own are never recorded, whatever is listed or switched on. */
function isNoSite(answer: GateAnswer, facts: WordFacts): boolean {
  return facts.site === undefined && (answer.state === 'site' || answer.state === 'study');
}
