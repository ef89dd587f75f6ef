// Decisions of the person: first on disk, then told to everybody. Worker.
import type { ControlState } from '../model/control.ts';
import type { Policy } from '../model/policy.ts';
import type { Receipt, ReceiptKind } from '../model/receipt.ts';
import type { ControlDesk } from './desk.ts';
import type { GateFacts } from './gate.ts';
import { writeReceipt } from './receipt.ts';

export interface DecisionDeps {
  readonly desk: ControlDesk;
  readonly now: () => number;
  /** A random UUID. */
  readonly randomId: () => string;
  /** Language in which pages speak, as a BCP 47 tag. */
  readonly language: string;
  /** Notes the decision in the running session. */
  readonly recordDecision: (action: 'exemption' | 'acknowledgement', by: 'person' | 'policy') => Promise<void>;
  /** The gate may have changed: tells everybody. */
  readonly publish: (facts: GateFacts) => Promise<void>;
}

export function policyOf({ policy }: Pick<GateFacts, 'policy'>): Policy | undefined {
  return policy.kind === 'policy' ? policy.policy : undefined;
}

/** The state with a receipt for what the person decided now. */
export function withReceipt(
  state: ControlState,
  kind: ReceiptKind,
  { now, randomId, language }: Pick<DecisionDeps, 'now' | 'randomId' | 'language'>,
  { policy, details }: { readonly policy: Policy | undefined; readonly details: Readonly<Record<string, unknown>> },
): ControlState {
  const principal = state.principal ?? randomId();
  const receipt: Receipt = writeReceipt(kind, { id: randomId(), at: now(), principal, policy, language }, details);
  return { ...state, principal, receipts: [...(state.receipts ?? []), receipt] };
}
