// The admin page: asks who is there, then shows the exemption queue and the figures of the collector.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { AdminOverview } from '../model/admin-api.ts';
import type { ConsoleApi, Done, Loaded } from './api.ts';
import { DecisionLog } from './decision-log.tsx';
import { ExemptionQueue } from './exemption-queue.tsx';
import { Figures } from './figures.tsx';
import { SendingSwitch } from './sending-switch.tsx';
import { SignIn } from './sign-in.tsx';

interface ConsoleProps {
  readonly api: ConsoleApi;
}

export function Console({ api }: ConsoleProps) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [problem, setProblem] = useState<Done>();
  const load = useCallback(async () => setLoaded(await api.load()), [api]);
  useEffect(() => void load(), [load]);
  /** Does one thing, says what went wrong with it, and shows how things stand then. */
  const act = async (doing: Promise<Done>) => {
    setProblem(await doing);
    await load();
  };
  return (
    <>
      <p class="problem" role="alert">
        {problem ?? (loaded?.kind === 'problem' ? loaded.text : '')}
      </p>
      {loaded?.kind === 'signedOut' && <SignIn onSignIn={(name, token) => act(api.signIn(name, token))} />}
      {loaded?.kind === 'overview' && <Overview overview={loaded.overview} api={api} act={act} />}
    </>
  );
}

interface OverviewProps extends ConsoleProps {
  readonly overview: AdminOverview;
  readonly act: (doing: Promise<Done>) => Promise<void>;
}

function Overview({ overview, api, act }: OverviewProps) {
  return (
    <>
      <header>
        <h1>Showhow collector</h1>
        <p>
          Signed in as {overview.signedInAs}{' '}
          <button type="button" onClick={() => act(api.signOut())}>
            Sign out
          </button>
        </p>
      </header>
      <ExemptionQueue exemptions={overview.exemptions} onDecide={(id, verdict) => act(api.decide(id, verdict))} />
      <SendingSwitch isStopped={overview.isStopped} onOrder={(state) => act(api.orderSending(state))} />
      <Figures overview={overview} />
      <DecisionLog decisions={overview.decisions} />
    </>
  );
}
