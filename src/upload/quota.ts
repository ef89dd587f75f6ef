// May bytes leave now? Pure. Worker.
import type { Battery } from '../model/battery.ts';
import { isBatteryLow } from '../model/battery.ts';
import type { Policy } from '../model/policy.ts';
import type { SendProblem, WaitReason } from '../model/worker-api.ts';

export type Leave =
  | { readonly kind: 'now' }
  /** Ask again at this time, in ms since 1970. */
  | { readonly kind: 'later'; readonly at: number; readonly reason: WaitReason }
  /** Not under this policy; `why` is absent where nothing is meant to leave. */
  | { readonly kind: 'never'; readonly why?: SendProblem };

export type LeaveRules = Pick<
  Policy,
  | 'collectorUrl'
  | 'holdMinutes'
  | 'quotaMBPerDay'
  | 'uploadEveryMinutes'
  | 'uploadOnMetered'
  | 'uploadMinBatteryPercent'
>;

/** The device as it is now. */
export interface DeviceFacts {
  readonly isOnline: boolean;
  /** Undefined where the browser does not say. */
  readonly isMetered: boolean | undefined;
  /** Undefined where the browser does not say. */
  readonly battery: Battery | undefined;
}

/** What wants to leave, and what came before it. Times in ms since 1970. */
export interface LeaveFacts {
  /** Newest record in it. */
  readonly newestAt: number;
  readonly size: number;
  /** A back-off runs until then, for this reason. */
  readonly notBefore: number;
  readonly notBeforeReason?: WaitReason | undefined;
  /** Bytes that left today, by local date. */
  readonly spentBytes: number;
  readonly device: DeviceFacts;
}

const MEGABYTE = 1_000_000;
const MINUTES_A_DAY = 24 * 60;
/** Of the day's budget, what may leave at once; the rest becomes free evenly over the day. */
const AT_ONCE_SHARE = 0.25;

/** Whether anything may leave under these rules. */
export function mayLeaveAtAll(rules: Pick<LeaveRules, 'collectorUrl'> | undefined): Leave {
  if (rules === undefined || rules.collectorUrl === '') return { kind: 'never' };
  if (!isSafeCollector(rules.collectorUrl)) return { kind: 'never', why: { kind: 'insecure' } };
  return { kind: 'now' };
}

/** Whether a segment may leave now; if not, the one reason that lasts longest decides when it is asked again. */
export function mayLeave(facts: LeaveFacts, rules: LeaveRules, now: number): Leave {
  const ruled = mayLeaveAtAll(rules);
  if (ruled.kind !== 'now') return ruled;
  const nextRound = now + rules.uploadEveryMinutes * 60_000;
  const held = facts.newestAt + rules.holdMinutes * 60_000;
  if (facts.notBefore > now && facts.notBefore >= held)
    return { kind: 'later', at: facts.notBefore, reason: facts.notBeforeReason ?? 'collector' };
  if (held > now) return { kind: 'later', at: held, reason: 'hold' };
  const { isOnline, isMetered, battery } = facts.device;
  if (!isOnline) return { kind: 'later', at: nextRound, reason: 'offline' };
  if (isMetered === true && !rules.uploadOnMetered) return { kind: 'later', at: nextRound, reason: 'metered' };
  if (isBatteryLow(battery, rules)) return { kind: 'later', at: nextRound, reason: 'battery' };
  const budgetAt = whenInBudget(facts, dailyBytes(rules, facts.device), now);
  return budgetAt <= now ? { kind: 'now' } : { kind: 'later', at: budgetAt, reason: 'budget' };
}

/** Half of it where the browser tells neither network nor battery: sending could hurt without anybody knowing. */
export function dailyBytes(
  { quotaMBPerDay }: Pick<LeaveRules, 'quotaMBPerDay'>,
  { isMetered, battery }: DeviceFacts,
): number {
  return quotaMBPerDay * MEGABYTE * (isUnknownDevice({ isMetered, battery }) ? 0.5 : 1);
}

/** Firefox tells neither network nor battery. */
export function isUnknownDevice({ isMetered, battery }: Pick<DeviceFacts, 'isMetered' | 'battery'>): boolean {
  return isMetered === undefined && battery === undefined;
}

/** What is on disk of earlier sends, as far as the next one depends on it. */
export function leaveFactsOf(
  { notBefore, waitsFor, spent }: SendMemory,
  now: number,
): Pick<LeaveFacts, 'notBefore' | 'notBeforeReason' | 'spentBytes'> {
  const spentBytes = spent?.day === localDay(now) ? spent.bytes : 0;
  return { notBefore, notBeforeReason: waitsFor?.reason, spentBytes };
}

interface SendMemory {
  readonly notBefore: number;
  readonly waitsFor?: { readonly reason: WaitReason };
  readonly spent?: { readonly day: string; readonly bytes: number };
}

/** When these bytes fit into what the day has set free; one segment a day may leave whatever its size. */
function whenInBudget({ size, spentBytes }: LeaveFacts, budget: number, now: number): number {
  if (spentBytes === 0) return now;
  const after = spentBytes + size;
  if (after > budget) return nextLocalMidnight(now);
  const minute = MINUTES_A_DAY * ((after / budget - AT_ONCE_SHARE) / (1 - AT_ONCE_SHARE));
  return Math.max(now, lastLocalMidnight(now) + Math.ceil(Math.max(0, minute)) * 60_000);
}

/** The days of a week up to this one, newest first. */
export function lastWeekDays(at: number): readonly string[] {
  const day = new Date(at);
  return Array.from({ length: 7 }, (_, before) =>
    localDay(new Date(day.getFullYear(), day.getMonth(), day.getDate() - before, 12).getTime()),
  );
}

/** The day that a budget counts, by the device's own clock: `2026-11-22`. */
export function localDay(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function lastLocalMidnight(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

function nextLocalMidnight(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** https, or this machine; no name or password in it. */
function isSafeCollector(collectorUrl: string): boolean {
  if (!URL.canParse(collectorUrl)) return false;
  const { protocol, hostname, username, password } = new URL(collectorUrl);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
