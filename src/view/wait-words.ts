// Why records that will leave are still here, as one sentence.
import type { WaitReason, WaitsFor } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';
import { momentText } from './time-words.ts';

const SENTENCES: Readonly<Record<WaitReason, MessageKey>> = {
  hold: 'waitHold',
  schedule: 'waitSchedule',
  offline: 'waitOffline',
  metered: 'waitMetered',
  battery: 'waitBattery',
  budget: 'waitBudget',
  collector: 'waitCollector',
  stopped: 'waitStopped',
  revoked: 'waitRevoked',
  enrolment: 'waitEnrolment',
};

/** Such as “Kept here until 2:47 PM, so that you can look and take back.” `now` in ms since 1970. */
export function waitText({ reason, until }: WaitsFor, now: number, say: Say): string {
  return say(SENTENCES[reason], momentText(until, now, say));
}
