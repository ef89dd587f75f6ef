// Makes a change of the gate known: to pages by a counter, to the browser by what is registered, to ourselves by an alarm. Worker.
import type { GateCounter } from '../model/message.ts';
import type { CaptureRegistration } from './capture-registration.ts';
import { describeRegistrations } from './capture-registration.ts';
import type { GateFacts } from './gate.ts';
import { gateCounterOpen, nextGateChange } from './gate.ts';

/** Fires when the gate changes by itself: a pause ends, hours begin or end. */
export const GATE_ALARM = 'gate';

export interface PublishDeps {
  readonly browser: 'chromium' | 'firefox';
  readonly readCounter: () => Promise<GateCounter | undefined>;
  readonly writeCounter: (counter: GateCounter) => Promise<void>;
  /** Undefined: no alarm. */
  readonly setAlarm: (name: string, at: number | undefined) => Promise<void>;
  /** True when something else was registered before. */
  readonly register: (wanted: readonly CaptureRegistration[]) => Promise<boolean>;
  /** Puts the script into listed tabs that are open already. */
  readonly injectIntoOpenTabs: (facts: GateFacts) => Promise<void>;
}

/** Call it whenever the gate may have changed. Pages ask again. */
export async function publishGate(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  const before = await deps.readCounter();
  await deps.writeCounter({ n: (before?.n ?? 0) + 1, open: gateCounterOpen(facts, now) });
  await ensureGate(deps, facts, now);
}

/** Call it at each start: sets what browsers may have forgotten, and disturbs no page when nothing changed. */
export async function ensureGate(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  await deps.setAlarm(GATE_ALARM, nextGateChange(facts, now));
  const wanted = describeRegistrations(facts, now, deps.browser);
  if ((await deps.register(wanted)) && wanted.length > 0) await deps.injectIntoOpenTabs(facts);
}
