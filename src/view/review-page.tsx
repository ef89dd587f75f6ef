// The review page: everything that was recorded, by day and session, to read, to look at moment by moment, and to take back.
import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { ReviewView, SessionView } from '../model/worker-api.ts';
import { CostFacts } from './cost-facts.tsx';
import { Deletions } from './deletions.tsx';
import type { Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { PageFrame } from './page-frame.tsx';
import { SaveCopy } from './save-copy-button.tsx';
import { SessionReview } from './session-review.tsx';
import { clockText, countText, dayText } from './time-words.ts';

export function ReviewPage(props: PageProps): JSX.Element {
  const { worker, say } = props;
  const ask = useCallback(() => worker.sessions(), [worker]);
  return (
    <PageFrame file="review.html" title="reviewLink" ask={ask} say={say} onGateChange={props.onGateChange}>
      {(view, again) => <Sessions {...props} view={view} again={again} />}
    </PageFrame>
  );
}

/** How soon the page looks again what became of a deletion that is under way. */
const ASK_AGAIN_MS = 3_000;

interface SessionsProps extends PageProps {
  readonly view: ReviewView;
  readonly again: () => Promise<void>;
}

function Sessions(props: SessionsProps): JSX.Element {
  const { view, again, say } = props;
  const { sessions, deletions } = view;
  const [chosen, setChosen] = useState<string>();
  const session = sessions.find(({ id }) => id === chosen) ?? sessions[0];
  const [version, setVersion] = useState(0);
  const onTaken = async (): Promise<void> => {
    setVersion((before) => before + 1);
    await again();
  };
  useEffect(() => {
    // One that failed is tried with the next upload, which may be long.
    const isUnderWay = deletions.some(
      ({ segments, deleted, failedAt }) => deleted < segments.length && failedAt === undefined,
    );
    if (!isUnderWay) return;
    const timer = setTimeout(() => void again(), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [view]);
  return (
    <>
      <p class="lead">{say('reviewIntro')}</p>
      {session === undefined ? (
        <p>{say('reviewNone')}</p>
      ) : (
        <>
          <Days sessions={sessions} chosen={session.id} say={say} onChoose={setChosen} />
          <SessionReview {...props} key={session.id} session={session} version={version} onTaken={onTaken} />
        </>
      )}
      <Deletions deletions={deletions} say={say} now={props.now} />
      <CostFacts view={view.cost} say={say} now={props.now} />
      <SaveCopy worker={props.worker} say={say} now={props.now} offerFile={props.offerFile} />
    </>
  );
}

interface DaysProps {
  readonly sessions: readonly SessionView[];
  readonly chosen: string;
  readonly say: Say;
  readonly onChoose: (session: string) => void;
}

function Days({ sessions, chosen, say, onChoose }: DaysProps): JSX.Element {
  const days = useMemo(() => Map.groupBy(sessions, ({ startedAt }) => dayText(startedAt, say)), [sessions, say]);
  return (
    <section aria-labelledby="days">
      <h2 id="days">{say('reviewDays')}</h2>
      {[...days].map(([day, ofDay]) => (
        <div key={day} class="day">
          <h3>{day}</h3>
          <div class="actions">
            {ofDay.map(({ id, startedAt, lastAt, records }) => (
              <button type="button" key={id} aria-pressed={id === chosen} onClick={() => onChoose(id)}>
                {say('reviewSession', clockText(startedAt, say), clockText(lastAt, say))}
                <br />
                {say('reviewRecords', countText(records, say))}
              </button>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
