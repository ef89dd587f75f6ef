// Holds what the gate looks at: reads it from disk and browser once a worker life, and again when it changes. Worker.
import type { ControlState } from '../model/control.ts';
import { NO_CONTROL } from '../model/control.ts';
import type { GateFacts } from './gate.ts';
import type { PolicySource, PolicyState } from './policy-source.ts';
import { readPolicy } from './policy-source.ts';

export interface DeskDeps {
  readonly readControl: () => Promise<ControlState>;
  /** Changes what is on disk, and resolves when it would survive the machine's death. */
  readonly changeControl: (change: (before: ControlState) => ControlState) => Promise<ControlState>;
  readonly policies: PolicySource;
  /** `management.getSelf().installType`, and the device's time zone. */
  readonly readDevice: () => Promise<{ readonly installType: string; readonly timeZone: string }>;
}

export interface ControlDesk {
  /** Never rejects: what cannot be read closes the gate. */
  readonly facts: () => Promise<GateFacts>;
  /** Reads the policy again. */
  readonly reread: () => Promise<GateFacts>;
  /** Nothing is recorded while something is broken, as one sentence; `reread` looks whether it still is. */
  readonly stop: (fault: string) => Promise<GateFacts>;
  readonly change: (change: (before: ControlState) => ControlState) => Promise<GateFacts>;
}

export function createDesk(deps: DeskDeps): ControlDesk {
  let known: Promise<GateFacts> | undefined;
  const facts = (): Promise<GateFacts> => {
    known ??= readFacts(deps);
    return known;
  };
  return {
    facts,
    reread: () => {
      known = undefined;
      return facts();
    },
    stop: async (fault) => {
      known = Promise.resolve({ ...(await facts()), fault });
      return known;
    },
    change: async (change) => {
      const before = await facts();
      const control = await deps.changeControl(change);
      known = Promise.resolve({ ...before, control });
      return known;
    },
  };
}

async function readFacts(deps: DeskDeps): Promise<GateFacts> {
  const device = await deps.readDevice();
  try {
    const before = await deps.readControl();
    const { state, memory } = await readPolicy(deps.policies, {
      policySeen: before.policySeen,
      managedSeen: before.managedSeen === true,
    });
    const isNews = memory.policySeen !== before.policySeen || memory.managedSeen !== (before.managedSeen === true);
    const control = isNews ? await deps.changeControl((state) => ({ ...state, ...memory })) : before;
    return { ...device, policy: state, control };
  } catch (error) {
    // A damaged database or a full disk: nothing can be kept, so nothing is recorded, and the popup says so.
    console.error('What was decided could not be read:', error);
    return { ...device, ...UNREADABLE };
  }
}

const UNREADABLE: { readonly policy: PolicyState; readonly control: ControlState; readonly fault: string } = {
  policy: { kind: 'awaited' },
  control: NO_CONTROL,
  fault: 'The recordings on this device cannot be opened.',
};
