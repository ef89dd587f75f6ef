// Holds what the gate looks at: reads it from disk and browser once a worker life, and again when it changes. Worker.
import type { ControlState, Pause, StopCause } from '../model/control.ts';
import { NO_CONTROL } from '../model/control.ts';
import type { GateFacts } from './gate.ts';
import { hasPause, keepPause } from './pause.ts';
import type { PolicySource, PolicyState } from './policy-source.ts';
import { readPolicy } from './policy-source.ts';

export interface DeskDeps {
  readonly readControl: () => Promise<ControlState>;
  /** Changes what is on disk, and resolves when it would survive the machine's death. */
  readonly changeControl: (change: (before: ControlState) => ControlState) => Promise<ControlState>;
  /** A pause that pages were told of, while the worker may have ended before it was on disk. */
  readonly readPressed: () => Promise<Pause | undefined>;
  readonly policies: PolicySource;
  /** The browser told the policy after all, when nobody waited for it any more. */
  readonly policyCameLate: () => void;
  /** `management.getSelf().installType`. */
  readonly readInstallType: () => Promise<string>;
  /** The device's time zone right now: who travels changes it while the worker lives. */
  readonly readTimeZone: () => string;
}

export interface ControlDesk {
  /** Never rejects: what cannot be read closes the gate. */
  readonly facts: () => Promise<GateFacts>;
  /** True when `facts` would resolve at once. */
  readonly areKnown: () => boolean;
  /** Reads the policy again. */
  readonly reread: () => Promise<GateFacts>;
  /** Nothing is recorded while something is broken; `reread` looks whether it still is. */
  readonly stop: (fault: StopCause) => Promise<GateFacts>;
  readonly change: (change: (before: ControlState) => ControlState) => Promise<GateFacts>;
  /** Keeps a pause; it counts from this moment on, for whoever asks while it is on its way to disk. */
  readonly pause: (pressed: Pause) => Promise<GateFacts>;
}

/** Chromium takes 3 to 5 s to tell the policy after each start. A browser that takes longer than this will not tell it. */
export const ANSWER_MAX_MS = 30_000;

export function createDesk(deps: DeskDeps): ControlDesk {
  let known: Promise<GateFacts> | undefined;
  let areKnown = false;
  const facts = async (): Promise<GateFacts> => {
    known ??= answerInTime(readFacts(deps), (late) => {
      known = late;
      deps.policyCameLate();
    });
    const found = await known;
    areKnown = true;
    return { ...found, timeZone: deps.readTimeZone() };
  };
  const change = async (change: (before: ControlState) => ControlState): Promise<GateFacts> => {
    const before = await facts();
    const control = await deps.changeControl(change);
    known = Promise.resolve({ ...before, control });
    return known;
  };
  return {
    facts,
    areKnown: () => areKnown,
    reread: () => {
      known = undefined;
      return facts();
    },
    stop: async (fault) => {
      known = Promise.resolve({ ...(await facts()), fault });
      return known;
    },
    change,
    pause: async (pressed) => {
      const before = await facts();
      known = Promise.resolve({ ...before, control: keepPause(before.control, pressed) });
      try {
        return await change((state) => keepPause(state, pressed));
      } catch (error) {
        // What is on disk counts, and perhaps that cannot be read any more either.
        known = undefined;
        throw error;
      }
    },
  };
}

/** The facts; or, after a while without them, that nothing is known. Then `onLate` is called once they are there. */
function answerInTime(facts: Promise<GateFacts>, onLate: (facts: Promise<GateFacts>) => void): Promise<GateFacts> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      resolve({ installType: 'unknown', timeZone: '', ...NOTHING_KNOWN, fault: 'unanswered' });
    }, ANSWER_MAX_MS);
    facts.then((answer) => {
      clearTimeout(timer);
      if (isLate) onLate(facts);
      else resolve(answer);
    }, reject);
  });
}

async function readFacts(deps: DeskDeps): Promise<GateFacts> {
  const device = { installType: await deps.readInstallType(), timeZone: deps.readTimeZone() };
  try {
    const [before, pressed] = await Promise.all([deps.readControl(), deps.readPressed()]);
    const { state, memory } = await readPolicy(deps.policies, {
      policySeen: before.policySeen,
      managedSeen: before.managedSeen === true,
    });
    const isNews = memory.policySeen !== before.policySeen || memory.managedSeen !== (before.managedSeen === true);
    const isUnkept = pressed !== undefined && !hasPause(before, pressed);
    const complete = (state: ControlState): ControlState => {
      const remembered = isNews ? { ...state, ...memory } : state;
      return isUnkept ? keepPause(remembered, pressed) : remembered;
    };
    const control = isNews || isUnkept ? await deps.changeControl(complete) : before;
    return { ...device, policy: state, control };
  } catch (error) {
    // A damaged database or a full disk: nothing can be kept, so nothing is recorded, and the popup says so.
    console.error('What was decided could not be read:', error);
    return { ...device, ...NOTHING_KNOWN, fault: 'unreadable' };
  }
}

const NOTHING_KNOWN: { readonly policy: PolicyState; readonly control: ControlState } = {
  policy: { kind: 'awaited' },
  control: NO_CONTROL,
};
