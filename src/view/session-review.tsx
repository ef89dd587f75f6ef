// One session: a moment to scrub through, the drawing, filter and search, the list, and what can be taken back. Page.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { RecordView, ReviewView, SessionView } from '../model/worker-api.ts';
import type { Stretch } from './lanes.ts';
import { lastAtOrBefore } from './last-at.ts';
import { MarkButtons } from './mark-buttons.tsx';
import type { Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { RecordDetail } from './record-detail.tsx';
import { ALL_RECORDS, useShownRecords } from './record-filter.ts';
import { RecordFilterForm } from './record-filter-form.tsx';
import { placedSentence } from './record-sentence.ts';
import type { StagedScene } from './scene-finder.ts';
import { StageView } from './stage-view.tsx';
import { TakeBack } from './take-back.tsx';
import { clockText, countText, durationText } from './time-words.ts';
import { Timeline } from './timeline.tsx';
import type { LoadedSession } from './use-session.ts';
import { useSession } from './use-session.ts';
import { VirtualList } from './virtual-list.tsx';

const ROW_PX = 44;

interface SessionReviewProps extends PageProps {
  readonly view: ReviewView;
  readonly session: SessionView;
  readonly version: number;
  readonly onTaken: () => Promise<void>;
}

export function SessionReview(props: SessionReviewProps): JSX.Element {
  const { worker, say, view } = props;
  const { startedAt, lastAt } = props.session;
  const loaded = useSession(worker, props.session, props.version);
  const { session, count } = loaded;
  const [filter, setFilter] = useState(ALL_RECORDS);
  // The newest first: it is what can still be taken back before it leaves.
  const [at, setAt] = useState(Math.max(1, lastAt - startedAt));
  const [marked, setMarked] = useState<Stretch>();
  const { shown, isSearching } = useShownRecords(session.records, count, filter, say);
  const lanes = useMemo(() => session.lanes(), [session, count]);
  const staged = useStaged(loaded, at);
  const chosen = lastAtOrBefore(shown.count, (index) => (shown.at(index)?.at ?? 0) - startedAt, at);
  const record = shown.at(chosen);
  const clock = clockText(startedAt + at, say);
  const text = record === undefined ? clock : say('momentAt', clock, placedSentence(record.body, record.origin, say));
  const endMs = Math.max(1, lastAt - startedAt);
  return (
    <>
      <section class="review" aria-label={say('reviewLink')}>
        <StageView staged={staged} at={at} say={say} />
        <Timeline
          endMs={endMs}
          lanes={lanes}
          at={at}
          text={text}
          chosen={marked}
          say={say}
          onScrub={setAt}
          onChoose={setMarked}
        />
        <div class="actions">
          <output aria-live="off">{clock}</output>
          <MarkButtons at={at} endMs={endMs} say={say} onChoose={setMarked} />
        </div>
        <RecordFilterForm
          filter={filter}
          origins={session.origins()}
          kinds={session.kinds}
          say={say}
          onChange={(change) => setFilter({ ...filter, ...change })}
        />
        <p role="status" class="note">
          {progressText(loaded, shown.count, isSearching, say)}
        </p>
        <VirtualList
          label={say('reviewLink')}
          count={shown.count}
          rowPx={ROW_PX}
          chosen={chosen}
          onChoose={(index) => setAt((shown.at(index)?.at ?? startedAt) - startedAt)}
          row={(index) => <RecordRow record={shown.at(index)} view={view} now={props.now()} say={say} />}
        />
        {record !== undefined && <RecordDetail record={record} say={say} />}
      </section>
      <TakeBack
        worker={worker}
        session={props.session.id}
        origins={session.origins()}
        isStudy={view.cost === undefined}
        say={say}
        onTaken={props.onTaken}
        {...(marked !== undefined && { range: { from: startedAt + marked.from, to: startedAt + marked.to } })}
      />
    </>
  );
}

/** The scene of a moment; the same one as long as it covers the moment. While records come in it is made once, and once more at the end. */
function useStaged({ session, progress }: LoadedSession, at: number) {
  const held = useMemo((): { staged: StagedScene | undefined } => ({ staged: undefined }), [session, progress]);
  const { staged } = held;
  if (staged === undefined || at < staged.from || at >= staged.to) held.staged = session.sceneAt(at);
  return held.staged;
}

interface RecordRowProps {
  readonly record: RecordView | undefined;
  readonly view: ReviewView;
  readonly now: number;
  readonly say: Say;
}

function RecordRow({ record, view, now, say }: RecordRowProps): JSX.Element {
  if (record === undefined) return <span class="note">…</span>;
  return (
    <>
      <time>{clockText(record.at, say)}</time>
      <span class="what">{placedSentence(record.body, record.origin, say)}</span>
      <span class="note">{stateText(record, view, now, say)}</span>
    </>
  );
}

function progressText({ count, progress }: LoadedSession, shown: number, isSearching: boolean, say: Say): string {
  if (progress === 'broken') return say('reviewBroken');
  if (progress === 'reading' || isSearching) return say('reviewLoading');
  return say('reviewShown', countText(shown, say), countText(count, say));
}

/** When a record leaves, or that it has. */
function stateText({ state, at }: RecordView, { holdMinutes }: ReviewView, now: number, say: Say): string {
  if (state === 'sent') return say('hasLeft');
  if (holdMinutes === undefined) return say('leavesNever');
  const leftMs = at + holdMinutes * 60_000 - now;
  return leftMs > 0 ? say('leavesIn', durationText(leftMs, say)) : say('leavesSoon');
}
