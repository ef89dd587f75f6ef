// When to try sending next: one alarm, and only while something waits. Worker.
import type { DrainResult } from './drain.ts';

export const UPLOAD_ALARM = 'upload';

export interface ScheduleFacts {
  /** Records or segments wait, and policy lets them leave. */
  readonly isWaiting: boolean;
  readonly uploadEveryMinutes: number;
}

/** When the next try is due, in ms since 1970; undefined when nothing waits. */
export function nextUploadAt(
  { isWaiting, uploadEveryMinutes }: ScheduleFacts,
  last: DrainResult | undefined,
  now: number,
): number | undefined {
  if (!isWaiting || last?.kind === 'never') return undefined;
  const regular = now + uploadEveryMinutes * 60_000;
  // A back-off may be over sooner than the next round, and must not be cut short by it.
  return last?.kind === 'later' ? last.at : regular;
}

export interface AlarmDeps {
  readonly getAlarm: (name: string) => Promise<{ readonly scheduledTime: number } | undefined>;
  readonly setAlarm: (name: string, at: number) => Promise<void>;
  readonly clearAlarm: (name: string) => Promise<unknown>;
}

/** Sets, keeps or clears the one alarm. */
export async function setUploadAlarm(alarms: AlarmDeps, at: number | undefined): Promise<void> {
  if (at === undefined) await alarms.clearAlarm(UPLOAD_ALARM);
  else await alarms.setAlarm(UPLOAD_ALARM, at);
}

/** Sets the alarm unless one is set: after a record was kept, and at each start, since browsers may forget alarms. */
export async function ensureUploadAlarm(alarms: AlarmDeps, at: number | undefined): Promise<void> {
  if (at === undefined || (await alarms.getAlarm(UPLOAD_ALARM)) !== undefined) return;
  await alarms.setAlarm(UPLOAD_ALARM, at);
}
