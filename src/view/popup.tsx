// The popup: the state first, then what the person can do about it, then the facts.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ControlView, DeviceView, WorkerApi } from '../model/worker-api.ts';
import { AboutRecording } from './about-recording.tsx';
import type { Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { PauseControls } from './pause-controls.tsx';
import { fetchSession } from './save-session.ts';
import type { SaveOutcome } from './session-facts.tsx';
import { SessionFacts } from './session-facts.tsx';
import { StateHeading, Statement } from './state-heading.tsx';
import { succeeds, useAnswer } from './use-answer.ts';

export interface PopupProps extends PageProps {
  /** The tab that the popup speaks about; undefined where there is none. */
  readonly tabId: number | undefined;
}

export function Popup(props: PopupProps): JSX.Element {
  const { worker, tabId, say, onGateChange } = props;
  const source = useMemo(() => ({ ask: () => worker.view(tabId), onGateChange }), [worker, tabId, onGateChange]);
  const [shown, ask] = useAnswer<ControlView>(source);
  switch (shown.kind) {
    case 'asking':
      return <Asking say={say} />;
    case 'unanswered':
      return <Unanswered say={say} onRetry={ask} />;
    case 'answered':
      return <Answered {...props} view={shown.view} ask={ask} />;
  }
}

function Asking({ say }: { readonly say: Say }): JSX.Element {
  return (
    <main class="asking" aria-busy="true">
      <p>{say('asking')}</p>
    </main>
  );
}

function Unanswered({ say, onRetry }: { readonly say: Say; readonly onRetry: () => Promise<void> }): JSX.Element {
  return (
    <main>
      <Statement icon="error" heading={say('unansweredHeading')} sentence={say('unansweredSentence')} />
      <button type="button" class="primary wide" onClick={() => void onRetry()}>
        {say('retry')}
      </button>
    </main>
  );
}

interface AnsweredProps extends PopupProps {
  readonly view: ControlView;
  readonly ask: () => Promise<void>;
}

function Answered({ view, ask, worker, say, now, offerFile }: AnsweredProps): JSX.Element {
  const [hasFailed, setFailed] = useState(false);
  const device = useDevice(worker, view);
  /** Does it, then shows the state as it is, whatever came of it. */
  const act = async (call: () => Promise<void>): Promise<void> => {
    const isDone = await succeeds(call);
    await ask();
    setFailed(!isDone);
  };
  const save = async (): Promise<SaveOutcome> => {
    let outcome: SaveOutcome = { kind: 'failed' };
    await act(async () => {
      const file = await fetchSession((piece) => worker.saveSession(piece));
      if (file !== undefined) offerFile(file.name, file.parts);
      outcome = file === undefined ? { kind: 'nothing' } : { kind: 'saved', name: file.name };
    });
    return outcome;
  };
  return (
    <main>
      <StateHeading view={view} say={say} now={now} />
      <p class="failure" role="alert">
        {hasFailed ? say('actionFailed') : ''}
      </p>
      {view.gate.state === 'acknowledge' && (
        <a class="button primary wide" href="welcome.html" target="_blank" rel="noreferrer">
          {say('readNotice')}
        </a>
      )}
      <StudySwitch view={view} say={say} onSwitch={(site, isOn) => act(() => worker.setStudySite(site, isOn))} />
      <PauseControls
        gate={view.gate}
        pauseMaxMinutes={view.pauseMaxMinutes}
        say={say}
        now={now}
        onPause={(minutes) => act(() => worker.pause(minutes))}
        onResume={() => act(() => worker.resume())}
        onOver={() => void ask()}
      />
      <SessionFacts isStudy={view.study} device={device} say={say} now={now} onSave={save} />
      <AboutRecording view={view} say={say} />
    </main>
  );
}

interface StudySwitchProps {
  readonly view: ControlView;
  readonly say: Say;
  readonly onSwitch: (site: string, isOn: boolean) => Promise<void>;
}

/** Only in study mode, and only on pages that can be recorded at all. */
function StudySwitch({ view, say, onSwitch }: StudySwitchProps): JSX.Element | null {
  const { site } = view;
  if (!view.study || site === undefined) return null;
  return (
    <label class="switch">
      <span>{say('studySwitch')}</span>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox has its checked state without ARIA.
        role="switch"
        checked={view.studySite}
        onChange={(event) => void onSwitch(site, event.currentTarget.checked)}
      />
    </label>
  );
}

/** What is on the device, after the state shows: counting a large backlog takes time. */
function useDevice(worker: WorkerApi, view: ControlView): DeviceView | undefined {
  const [device, setDevice] = useState<DeviceView>();
  useEffect(() => {
    let isCurrent = true;
    void succeeds(async () => {
      const answer = await worker.device();
      if (isCurrent) setDevice(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [worker, view]);
  return device;
}
