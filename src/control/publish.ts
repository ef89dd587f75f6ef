// Makes a change of the gate known: to pages by a counter, to the browser by what is registered, to ourselves by an alarm. Worker.
import type { Pause } from '../model/control.ts';
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
  /** `pressed`: a pause that is on its way to disk, kept in the same write; without one a pause that was kept before is forgotten. */
  readonly writeCounter: (counter: GateCounter, pressed?: Pause) => Promise<void>;
  /** Undefined: no alarm. */
  readonly setAlarm: (name: string, at: number | undefined) => Promise<void>;
  /** True when something else was registered before. Rejects where the browser refuses it: then nothing is registered. */
  readonly register: (wanted: readonly CaptureRegistration[]) => Promise<boolean>;
  /** Pages under these match patterns tell why they are loaded; empty: nothing is heard of any. */
  readonly watchNavigation: (patterns: readonly string[]) => void;
  /** Puts the script into listed tabs that are open already. */
  readonly injectIntoOpenTabs: (facts: GateFacts) => Promise<void>;
  /** The browser refused what was to be registered: nothing can be recorded. */
  readonly onRefused: () => Promise<void>;
}

export interface Publisher {
  /** A pause that is on its way to disk: pages hear of it now. Call `publish` when it is there. */
  readonly tellPause: (facts: GateFacts, pressed: Pause) => Promise<void>;
  /** Call it whenever the gate may have changed. Pages ask again. */
  readonly publish: (facts: GateFacts) => Promise<void>;
  /** Call it at each start: sets what browsers may have forgotten, and disturbs no page when nothing changed. */
  readonly ensure: (readFacts: () => Promise<GateFacts>) => Promise<void>;
  /** Call it after an install or update too: the scripts of the old version are orphans. */
  readonly inject: (readFacts: () => Promise<GateFacts>) => Promise<void>;
}

export function createPublisher(deps: PublishDeps, now: () => number): Publisher {
  const telling = createOneAtATime();
  const settingUp = createOneAtATime();
  // Apart: nobody must wait until the browser has put our script into every open tab.
  const injecting = createOneAtATime();
  let newest = 0;
  const publish = async (facts: GateFacts): Promise<void> => {
    newest += 1;
    const mine = newest;
    const tell = (): Promise<void> => telling(() => bump(deps, facts, now()));
    const isOpen = gateCounterOpen(facts, now());
    if (!isOpen) await tell();
    const outcome = await settingUp(() => setUp(deps, facts, now()));
    if (outcome === 'refused') return deps.onRefused();
    // Pages hear last that they may begin, and not at all when something was decided in the meantime.
    if (isOpen && mine === newest) await tell();
    if (outcome === 'changed') await injecting(() => injectNow(deps, facts, now()));
  };
  return {
    tellPause: (facts, pressed) => {
      newest += 1;
      return telling(() => bump(deps, facts, now(), pressed));
    },
    publish,
    ensure: async (readFacts) => {
      const facts = await readFacts();
      // A pause may have ended, or a policy come with an update, while nobody was here to tell.
      if ((await deps.readCounter())?.open !== gateCounterOpen(facts, now())) return publish(facts);
      const outcome = await settingUp(() => setUp(deps, facts, now()));
      if (outcome === 'refused') return deps.onRefused();
      if (outcome === 'changed') await injecting(() => injectNow(deps, facts, now()));
    },
    inject: (readFacts) => injecting(async () => injectNow(deps, await readFacts(), now())),
  };
}

async function bump(deps: PublishDeps, facts: GateFacts, now: number, pressed?: Pause): Promise<void> {
  const before = await deps.readCounter();
  await deps.writeCounter({ n: (before?.n ?? 0) + 1, open: gateCounterOpen(facts, now) }, pressed);
}

/** `changed`: something else was registered before, so open tabs have no script or another. */
async function setUp(deps: PublishDeps, facts: GateFacts, now: number): Promise<'same' | 'changed' | 'refused'> {
  // While nothing is recorded navigations must not wake the worker either.
  deps.watchNavigation(gateCounterOpen(facts, now) ? listedPatterns(facts) : []);
  // With a fault nothing is known of what should be registered; pages ask, and are told to rest.
  if (facts.fault !== undefined) return 'same';
  await deps.setAlarm(GATE_ALARM, nextGateChange(facts, now));
  try {
    return (await deps.register(describeRegistrations(facts, now, deps.browser))) ? 'changed' : 'same';
  } catch (error) {
    // Whatever the browser has against it, our script is in no page now.
    console.error('The browser refuses the sites that are to be recorded:', error);
    return 'refused';
  }
}

async function injectNow(deps: PublishDeps, facts: GateFacts, now: number): Promise<void> {
  if (describeRegistrations(facts, now, deps.browser).length > 0) await deps.injectIntoOpenTabs(facts);
}
