// What the person looks at right now: shown on the toolbar, and noted as a stretch that is not recorded where it is none of ours. Worker.
import type { GateAnswer } from '../model/control.ts';
import { gapOf } from '../model/control.ts';
import type { GapReason } from '../model/record.ts';
import type { GateFacts } from './gate.ts';
import { answerGate } from './gate.ts';

export interface AttentionDeps {
  readonly readFacts: () => Promise<GateFacts>;
  /** URL of the tab in front; undefined for none, and for pages that the browser keeps to itself. */
  readonly findActiveUrl: () => Promise<string | undefined>;
  /** From now on work is not recorded, for this reason; `undefined`: it is. */
  readonly recordAbsence: (
    absence: { readonly reason: GapReason; readonly until?: number } | undefined,
  ) => Promise<void>;
  readonly showState: (answer: GateAnswer, url: string | undefined) => Promise<void>;
  readonly now: () => number;
}

/** Call it when another tab or window comes to the front, when a page begins or ends, and when the gate changes. */
export async function noticeAttention(deps: AttentionDeps): Promise<void> {
  const [facts, url] = await Promise.all([deps.readFacts(), deps.findActiveUrl()]);
  const answer = answerGate(facts, { url: url ?? '', topUrl: url ?? '', at: deps.now() });
  const reason = gapOf(answer.state);
  const until = answer.state === 'paused' || answer.state === 'exempt' ? { until: answer.until } : {};
  await deps.recordAbsence(reason && { reason, ...until });
  await deps.showState(answer, url);
}
