// Makes a change of the gate known: to pages by a counter, to the browser by what is registered, to ourselves by an alarm. Worker.
import type { GateCounter } from '../model/message.ts';
import type { CaptureRegistration } from './capture-registration.ts';
import { describeRegistrations, listedPatterns } from './capture-registration.ts';
import type { GateFacts } from './gate.ts';
import { gateCounterOpen, nextGateChange } from './gate.ts';
import { createOneAtATime } from './one-at-a-time.ts';

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
  /** Pages under these match patterns tell why they are loaded; empty: nothing is heard of any. */
  readonly watchNavigation: (patterns: readonly string[]) => void;
  /** Puts the script into listed tabs that are open already. */
  readonly injectIntoOpenTabs: (facts: GateFacts) => Promise<void>;
}

export interface Publisher {
  /** Call it whenever the gate may have changed. Pages ask again. */
  readonly publish: (facts: GateFacts) => Promise<void>;
  /** Call it at each start: sets what browsers may have forgotten, and disturbs no page when nothing changed. */
  readonly ensure: (readFacts: () => Promise<GateFacts>) => Promise<void>;
  /** Call it after an install or update too: the scripts of the old version are orphans. */
  readonly inject: (readFacts: () => Promise<GateFacts>) => Promise<void>;
}

export function createPublisher(deps: PublishDeps, now: () => number): Publisher {
  const telling = createOneAtATime();
  // Apart: a pause must not wait until the browser has put our script into every open tab.
  const settingUp = createOneAtATime();
  return {
    publish: async (facts) => {
      await telling(() => bump(deps, facts, now()));
      await settingUp(() => setUp(deps, facts, now()));
    },
    ensure: async (readFacts) => {
      await telling(async () => {
        const facts = await readFacts();
        // A pause may have ended, or a policy come with an update, while nobody was here to tell.
        if ((await deps.readCounter())?.open !== gateCounterOpen(facts, now())) await bump(deps, facts, now());
      });
      await settingUp(async () => setUp(deps, await readFacts(), now()));
    },
    inject: (readFacts) => settingUp(async () => injectNow(deps, await readFacts(), now())),
  };
}

async function bump(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  const before = await deps.readCounter();
  await deps.writeCounter({ n: (before?.n ?? 0) + 1, open: gateCounterOpen(facts, now) });
}

async function setUp(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  // While nothing is recorded navigations must not wake the worker either.
  deps.watchNavigation(gateCounterOpen(facts, now) ? listedPatterns(facts) : []);
  // With a fault nothing is known of what should be registered; pages ask, and are told to rest.
  if (facts.fault !== undefined) return;
  await deps.setAlarm(GATE_ALARM, nextGateChange(facts, now));
  if (await deps.register(describeRegistrations(facts, now, deps.browser))) await injectNow(deps, facts, now);
}

async function injectNow(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  if (describeRegistrations(facts, now, deps.browser).length > 0) await deps.injectIntoOpenTabs(facts);
}
