// May bytes leave now? Pure. Worker. Budget, network and battery will be asked here too.
import type { Policy } from '../model/policy.ts';

export type Leave =
  | { readonly kind: 'now' }
  /** Ask again at this time, in ms since 1970. */
  | { readonly kind: 'later'; readonly at: number }
  /** Not under this policy; `why` as one sentence, absent where nothing is meant to leave. */
  | { readonly kind: 'never'; readonly why?: string };

export type LeaveRules = Pick<Policy, 'collectorUrl' | 'recipients' | 'holdMinutes'>;

/** Whether anything may leave under these rules. */
export function mayLeaveAtAll(rules: LeaveRules | undefined): Leave {
  if (rules === undefined || rules.collectorUrl === '') return { kind: 'never' };
  if (!isSafeCollector(rules.collectorUrl)) return { kind: 'never', why: 'The address of the collector is not https.' };
  return { kind: 'now' };
}

/** Whether a segment may leave now: its newest record is out of the hold window, and no back-off runs. */
export function mayLeave(newestAt: number, notBefore: number, rules: LeaveRules, now: number): Leave {
  const ruled = mayLeaveAtAll(rules);
  if (ruled.kind !== 'now') return ruled;
  const at = Math.max(notBefore, newestAt + rules.holdMinutes * 60_000);
  return at <= now ? { kind: 'now' } : { kind: 'later', at };
}

/** https, or this machine. */
function isSafeCollector(collectorUrl: string): boolean {
  if (!URL.canParse(collectorUrl)) return false;
  const { protocol, hostname } = new URL(collectorUrl);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
