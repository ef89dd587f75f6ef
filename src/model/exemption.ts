// Exemptions: what a person asks for, and where the request stands. Kept on the device by the worker.
import type { ExemptionRequest, ExemptionScope } from './collector-api.ts';

export type ExemptionCategory = ExemptionRequest['category'];

/**
 * `draft`: asked for, but not on its way yet. `sent`: written as a mail, or handed to the collector. `pending`: the collector
 * has it and nobody decided. `expired`: its time is over.
 */
export const EXEMPTION_STATES = ['draft', 'sent', 'pending', 'approved', 'denied', 'expired', 'withdrawn'] as const;
export type ExemptionState = (typeof EXEMPTION_STATES)[number];

/** A stretch in which nothing is recorded in the scope, in ms since 1970. Without `to` it lasts until the exemption ends. */
export interface OffSpan {
  readonly from: number;
  readonly to?: number;
}

/** What the person filled in. `until` in ms since 1970. */
export interface ExemptionWish {
  readonly category: ExemptionCategory;
  readonly scope: ExemptionScope;
  readonly until: number;
  readonly note?: string;
  readonly contact?: string;
}

export interface Exemption extends ExemptionWish {
  /** Random; the collector knows the request by it. */
  readonly id: string;
  readonly state: ExemptionState;
  /** Who hears of it: the organisation's collector, or its contact by mail where there is no collector. */
  readonly via: 'collector' | 'mail';
  /** When it came to each state, in ms since 1970. */
  readonly dates: Readonly<Partial<Record<ExemptionState, number>>>;
  /** Who decided, as the organisation says it. */
  readonly decidedBy?: string;
  /** Approved as: recorded, but sent only on unmetered networks. */
  readonly hold?: true;
  /** The person took it back and the collector has not heard of it yet. */
  readonly unsaid?: true;
  readonly off: readonly OffSpan[];
}
