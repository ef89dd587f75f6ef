// The pause: how long, how much of it is left, and the way back. One timer per minute, only while a pause is shown.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { GateAnswer, GateState } from '../model/control.ts';
import type { Say } from './message-key.ts';
import { minutesLeft, minutesText, nextMinuteInMs } from './time-words.ts';

const PAUSES_MINUTES = [5, 15, 30];

/** The pauses on offer, in minutes: those that policy allows, or the longest that it allows when that is shorter than all. */
export function offeredPauses(pauseMaxMinutes: number): readonly number[] {
  const allowed = PAUSES_MINUTES.filter((minutes) => minutes <= pauseMaxMinutes);
  return allowed.length > 0 ? allowed : [pauseMaxMinutes];
}

/** Whether something is, or on another site may be, recorded in this state: only then is there something to pause. */
export function mayPause(state: GateState): boolean {
  switch (state) {
    case 'capturing':
    case 'site':
    case 'hours':
    case 'study':
      return true;
    case 'waiting':
    case 'policy-error':
    case 'off':
    case 'acknowledge':
    case 'paused':
    case 'exempt':
    case 'region':
    case 'stopped':
      return false;
  }
}

interface PauseControlsProps {
  readonly gate: GateAnswer;
  readonly pauseMaxMinutes: number;
  readonly say: Say;
  readonly now: () => number;
  /** Both resolve once the new state shows. */
  readonly onPause: (minutes: number) => Promise<void>;
  readonly onResume: () => Promise<void>;
  /** The pause ran out while the popup was open. */
  readonly onOver: () => void;
}

export function PauseControls(props: PauseControlsProps): JSX.Element | null {
  const { gate, say } = props;
  const section = useRef<HTMLElement>(null);
  const isActing = useRef(false);

  /** The pressed button goes away with its state: the focus moves to what took its place. */
  const act = async (action: Promise<void>): Promise<void> => {
    isActing.current = true;
    await action;
    isActing.current = false;
    section.current?.querySelector('button')?.focus();
  };
  const press = (action: () => Promise<void>) => () => {
    if (!isActing.current) void act(action());
  };

  if (gate.state === 'paused') {
    return (
      <section ref={section} class="pause">
        <TimeLeft until={gate.until} now={props.now} say={say} onOver={props.onOver} />
        <button type="button" class="primary wide" onClick={press(props.onResume)}>
          {say('resume')}
        </button>
      </section>
    );
  }
  if (!mayPause(gate.state)) return null;
  return (
    <section ref={section} class="pause" aria-labelledby="pause-legend">
      <h2 id="pause-legend">{say('pauseLegend')}</h2>
      <div class="choices">
        {offeredPauses(props.pauseMaxMinutes).map((minutes) => (
          <button type="button" key={minutes} onClick={press(() => props.onPause(minutes))}>
            {minutesText(minutes, say)}
          </button>
        ))}
      </div>
      <PauseUntil {...props} onPause={(minutes) => act(props.onPause(minutes))} />
      <p class="note">{say('pauseNote')}</p>
    </section>
  );
}

/** Minutes from now until a time of day, such as `14:30`; undefined where that is not within the longest pause. */
export function minutesUntil(time: string, now: number, pauseMaxMinutes: number): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  if (hours === undefined) return undefined;
  const at = new Date(now);
  at.setHours(Number(hours), Number(minutes), 0, 0);
  // A time that is over today is meant for tomorrow.
  if (at.getTime() <= now) at.setDate(at.getDate() + 1);
  const left = (at.getTime() - now) / 60_000;
  return left <= pauseMaxMinutes ? left : undefined;
}

function PauseUntil({ say, now, pauseMaxMinutes, onPause }: PauseControlsProps): JSX.Element {
  const [time, setTime] = useState('');
  const [isBad, setBad] = useState(false);
  const pause = (): void => {
    const minutes = minutesUntil(time, now(), pauseMaxMinutes);
    setBad(minutes === undefined);
    if (minutes !== undefined) void onPause(minutes);
  };
  return (
    <form
      class="until"
      onSubmit={(event) => {
        event.preventDefault();
        pause();
      }}
    >
      <label>
        <span>{say('pauseUntil')}</span>
        <input
          type="time"
          value={time}
          aria-invalid={isBad}
          aria-describedby="pause-until-problem"
          onInput={(event) => setTime(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{say('pauseUntilGo')}</button>
      <p id="pause-until-problem" class="failure" role="alert">
        {isBad ? say('pauseUntilBad', minutesText(pauseMaxMinutes, say)) : ''}
      </p>
    </form>
  );
}

interface TimeLeftProps {
  readonly until: number;
  readonly now: () => number;
  readonly say: Say;
  readonly onOver: () => void;
}

function TimeLeft({ until, now, say, onOver }: TimeLeftProps): JSX.Element {
  const [at, setAt] = useState(now);
  useEffect(() => {
    const waitMs = nextMinuteInMs(until, now());
    if (waitMs === undefined) return;
    const timer = setTimeout(() => {
      setAt(now());
      if (nextMinuteInMs(until, now()) === undefined) onOver();
    }, waitMs);
    return () => clearTimeout(timer);
    // `at` is here so that each minute sets the timer of the next.
  }, [until, at]);
  const left = minutesLeft(until, at);
  return (
    <>
      {/* A timer is not read out at each change; who wants to know can go there. */}
      <p class="time-left" role="timer">
        {say('timeLeft', minutesText(left, say))}
      </p>
      <p class="unseen" role="status">
        {left === 1 ? say('pauseSoon') : ''}
      </p>
    </>
  );
}
