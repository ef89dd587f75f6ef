// What recording costs the person: bytes against the budget, what waits, when it goes, and on which networks. Page.
import type { JSX } from 'preact';
import type { CostView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { problemText } from './problem-words.ts';
import { bytesText, momentText, percentText } from './time-words.ts';
import { waitText } from './wait-words.ts';

interface CostFactsProps {
  /** Absent where nothing leaves by itself. */
  readonly view: CostView | undefined;
  readonly say: Say;
  readonly now: () => number;
}

const WEEK_DAYS = 7;

export function CostFacts({ view, say, now }: CostFactsProps): JSX.Element {
  return (
    <section aria-labelledby="cost">
      <h2 id="cost">{say('cost')}</h2>
      {view === undefined ? <p>{say('noticeNobody')}</p> : <Facts view={view} say={say} now={now()} />}
    </section>
  );
}

function Facts({ view, say, now }: { readonly view: CostView; readonly say: Say; readonly now: number }): JSX.Element {
  const { waitsFor, problem, lastSentAt, nextAt, budgetBytes } = view;
  const facts = [
    [say('costWaits'), bytesText(view.waitingBytes, say)],
    [say('costNext'), nextAt === undefined ? say('costNextNone') : momentText(nextAt, now, say)],
    [say('factLastSent'), lastSentAt === undefined ? say('factNever') : momentText(lastSentAt, now, say)],
  ] as const;
  return (
    <>
      {problem !== undefined && <p class="problem">{problemText(problem, say)}</p>}
      {waitsFor !== undefined && <p>{waitText(waitsFor, now, say)}</p>}
      <Spent label={say('costToday')} bytes={view.sentTodayBytes} most={budgetBytes} say={say} />
      <Spent label={say('costWeek')} bytes={view.sentWeekBytes} most={WEEK_DAYS * budgetBytes} say={say} />
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="note">
        {say(view.onMetered ? 'costMeteredToo' : 'costMetered')}{' '}
        {say('costBattery', percentText(view.minBatteryPercent, say))}
        {view.isBudgetHalved && ` ${say('costUnknown')}`}
      </p>
    </>
  );
}

interface SpentProps {
  readonly label: string;
  readonly bytes: number;
  readonly most: number;
  readonly say: Say;
}

/** Against the budget, in words and as a bar. */
function Spent({ label, bytes, most, say }: SpentProps): JSX.Element {
  const text = say('costOf', bytesText(bytes, say), bytesText(most, say));
  return (
    <p class="spent">
      <span>{label}</span>
      <span>{text}</span>
      <meter min={0} max={most} value={bytes} aria-label={`${label}: ${text}`} />
    </p>
  );
}
