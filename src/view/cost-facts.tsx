// What recording costs the person: bytes against the budget, what waits, when it goes, and on which networks.
import type { JSX } from 'preact';
import type { CostView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { bytesText, momentText, percentText } from './time-words.ts';

interface CostFactsProps {
  /** Absent where nothing leaves by itself. */
  readonly view: CostView | undefined;
  readonly say: Say;
  readonly now: () => number;
}

export function CostFacts({ view, say, now }: CostFactsProps): JSX.Element {
  if (view === undefined) {
    return (
      <section aria-labelledby="cost">
        <h2 id="cost">{say('cost')}</h2>
        <p>{say('noticeNobody')}</p>
      </section>
    );
  }
  const facts = [
    ...(view.sentTodayBytes === undefined ? [] : [[say('costToday'), bytesText(view.sentTodayBytes, say)] as const]),
    ...(view.sentWeekBytes === undefined ? [] : [[say('costWeek'), bytesText(view.sentWeekBytes, say)] as const]),
    [
      say('factLastSent'),
      view.lastSentAt === undefined ? say('factNever') : momentText(view.lastSentAt, now(), say),
    ] as const,
    [say('costBudget'), bytesText(view.budgetBytes, say)],
    [say('costWaits'), bytesText(view.waitingBytes, say)],
    [say('costNext'), view.nextAt === undefined ? say('costNextNone') : momentText(view.nextAt, now(), say)],
  ] as const;
  return (
    <section aria-labelledby="cost">
      <h2 id="cost">{say('cost')}</h2>
      {view.problem !== undefined && (
        <p class="problem">
          <strong>{say('uploadProblem')}</strong> {view.problem}
        </p>
      )}
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
    </section>
  );
}
