// What was decided about recording, and the gate's one answer.
import type { Exemption } from './exemption.ts';
import type { PolicyProblem } from './policy.ts';
import type { Receipt } from './receipt.ts';
import type { GapReason } from './record.ts';

export interface Pause {
  /** ms since 1970. */
  readonly from: number;
  /** When it ends by itself, at the latest. */
  readonly until: number;
  /** When the person resumed before `until`. */
  readonly resumedAt?: number;
}

/** What the person decided; kept on disk by the worker. */
export interface ControlState {
  /** Newest last; kept for a day, so that late batches are judged by when they happened. */
  readonly pauses: readonly Pause[];
  /** Origins that the person switched on in study mode, with the time. */
  readonly studySites: readonly { readonly origin: string; readonly since: number }[];
  /** A policy was seen once: study mode is over for this install. */
  readonly policySeen: boolean;
  /** A policy in managed storage was seen once: a packaged one no longer counts. */
  readonly managedSeen?: boolean;
  /** `noticeVersion` that the person acknowledged. */
  readonly acknowledged?: string;
  /** When, in ms since 1970: nothing from before is recorded. */
  readonly acknowledgedAt?: number;
  /** `noticeVersion` for which the notice opened by itself; `''` for that of study mode. */
  readonly noticeShown?: string;
  /** Newest last. */
  readonly exemptions?: readonly Exemption[];
  /** Newest last. */
  readonly receipts?: readonly Receipt[];
  /** Names this install in receipts, and nowhere else: random. */
  readonly principal?: string;
  /** Hours that the person set for themselves, written as `captureHours`: they only narrow what policy allows. */
  readonly ownHours?: readonly string[];
}

export const NO_CONTROL: ControlState = { pauses: [], studySites: [], policySeen: false };

export const GATE_STATES = [
  'capturing',
  'waiting',
  'policy-error',
  'off',
  'acknowledge',
  'paused',
  'exempt',
  'hours',
  'site',
  'region',
  'study',
  'stopped',
] as const;
export type GateState = (typeof GATE_STATES)[number];

/** Why recording has stopped: what is recorded could not be kept, or the browser does not play along. */
export type StopCause = 'disk-full' | 'unreadable' | 'unanswered' | 'sites-refused';

/** The gate's answer for one URL at one time, with its reason. */
export type GateAnswer =
  | { readonly state: Exclude<GateState, 'paused' | 'exempt' | 'hours' | 'policy-error' | 'stopped'> }
  | { readonly state: 'paused'; readonly until: number }
  /** `isPending`: nobody decided yet, and policy keeps recording off until then. */
  | { readonly state: 'exempt'; readonly until: number; readonly isPending: boolean }
  /** `own`: the person set these hours. */
  | { readonly state: 'hours'; readonly own?: true }
  | { readonly state: 'policy-error'; readonly problems: readonly PolicyProblem[] }
  | { readonly state: 'stopped'; readonly why: StopCause };

/** The gap that a state leaves in the file; undefined where nothing is missing from it. */
export function gapOf(state: GateState): GapReason | undefined {
  switch (state) {
    case 'paused':
      return 'paused';
    case 'exempt':
      return 'exempt';
    case 'hours':
      return 'hours';
    case 'region':
      return 'region';
    case 'site':
    case 'study':
      return 'unlisted';
    case 'waiting':
    case 'policy-error':
    case 'off':
    case 'acknowledge':
      return 'policy';
    case 'stopped':
      return 'lost';
    case 'capturing':
      return undefined;
  }
}
