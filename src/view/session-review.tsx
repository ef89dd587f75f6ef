// One session: filter and search, a moment to scrub through, the drawing, the list, and what can be taken back.
import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { RecordKind } from '../model/record.ts';
import type { RecordView, ReviewView, SessionView } from '../model/worker-api.ts';
import { Drawing } from './drawing.tsx';
import { sceneAt, toStretches } from './drawn-page.ts';
import type { Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { RecordList } from './record-list.tsx';
import { durationText, hostOf, KIND_NAMES, placedSentence, targetText } from './record-words.ts';
import type { RecordFilter } from './review-records.ts';
import { ALL_RECORDS, filterRecords, indexAt, originsOf } from './review-records.ts';
import { TakeBack } from './take-back.tsx';
import { Timeline } from './time-strip.tsx';
import { clockText, countText } from './time-words.ts';
import { useRecords } from './use-records.ts';

interface SessionReviewProps extends PageProps {
  readonly view: ReviewView;
  readonly session: SessionView;
  readonly version: number;
  readonly onTaken: () => Promise<void>;
}

export function SessionReview(props: SessionReviewProps): JSX.Element {
  const { worker, say, session, view } = props;
  const { records, isWhole } = useRecords(worker, session.id, props.version);
  const [filter, setFilter] = useState(ALL_RECORDS);
  const [at, setAt] = useState(session.startedAt);
  const [mark, setMark] = useState<{ readonly from?: number; readonly to?: number }>({});
  const shown = useMemo(() => filterRecords(records, filter, say), [records, filter, say]);
  const origins = useMemo(() => originsOf(records), [records]);
  const stretches = useMemo(() => toStretches(records, (target) => targetText(target, say)), [records, say]);
  const scene = useMemo(() => sceneAt(records, stretches, at), [records, stretches, at]);
  const chosen = indexAt(shown, at);
  const record = shown[chosen];
  const text =
    record === undefined
      ? clockText(at, say)
      : say('momentAt', clockText(at, say), placedSentence(record.body, record.origin, say));
  const { from, to } = mark;
  const range = from !== undefined && to !== undefined && from < to ? { range: { from, to } } : {};
  return (
    <>
      <section class="review" aria-label={say('reviewLink')}>
        <Drawing scene={scene} say={say} />
        <Timeline
          records={records}
          from={session.startedAt}
          to={Math.max(session.lastAt, session.startedAt + 1)}
          at={at}
          text={text}
          say={say}
          onMove={setAt}
        />
        <div class="actions">
          <button type="button" onClick={() => setMark({ ...mark, from: at })}>
            {say('markFrom')}
          </button>
          <button type="button" onClick={() => setMark({ ...mark, to: at })}>
            {say('markTo')}
          </button>
        </div>
        <Filter
          filter={filter}
          origins={origins}
          kinds={kindsOf(records)}
          say={say}
          onChange={(change) => setFilter({ ...filter, ...change })}
        />
        <p role="status" class="note">
          {isWhole
            ? say('reviewShown', countText(shown.length, say), countText(records.length, say))
            : say('reviewLoading')}
        </p>
        <RecordList
          records={shown}
          chosen={chosen}
          label={say('reviewLink')}
          say={say}
          stateOf={(one) => stateText(one, view, props.now(), say)}
          onChoose={(index) => setAt(shown[index]?.at ?? at)}
        />
        {record !== undefined && <OneRecord record={record} say={say} />}
      </section>
      <TakeBack
        worker={worker}
        session={session.id}
        origins={origins}
        waiting={view.tombstones}
        say={say}
        onTaken={props.onTaken}
        {...range}
      />
    </>
  );
}

function OneRecord({ record, say }: { readonly record: RecordView; readonly say: Say }): JSX.Element {
  return (
    <div class="box">
      <p>{placedSentence(record.body, record.origin, say)}</p>
      <details>
        <summary>{say('rawRecord')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>{JSON.stringify(record.body, undefined, 2)}</pre>
      </details>
    </div>
  );
}

interface FilterProps {
  readonly filter: RecordFilter;
  readonly origins: readonly string[];
  readonly kinds: readonly RecordKind[];
  readonly say: Say;
  readonly onChange: (change: Partial<RecordFilter>) => void;
}

function Filter({ filter, origins, kinds, say, onChange }: FilterProps): JSX.Element {
  return (
    <search class="pair">
      <label class="field">
        <span>{say('filterKind')}</span>
        <select value={filter.kind} onChange={(event) => onChange({ kind: event.currentTarget.value })}>
          <option value="">{say('filterAll')}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(KIND_NAMES[kind])}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say('filterSite')}</span>
        <select value={filter.origin} onChange={(event) => onChange({ origin: event.currentTarget.value })}>
          <option value="">{say('filterAll')}</option>
          {origins.map((origin) => (
            <option key={origin} value={origin}>
              {hostOf(origin)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say('filterSearch')}</span>
        <input
          type="search"
          value={filter.search}
          onInput={(event) => onChange({ search: event.currentTarget.value })}
        />
      </label>
    </search>
  );
}

function kindsOf(records: readonly RecordView[]): readonly RecordKind[] {
  const present = new Set(records.map(({ body }) => body.kind));
  return (Object.keys(KIND_NAMES) as RecordKind[]).filter((kind) => present.has(kind));
}

/** When a record leaves, or that it has. */
function stateText({ state, at }: RecordView, { holdMinutes }: ReviewView, now: number, say: Say): string {
  if (state === 'sent') return say('hasLeft');
  if (holdMinutes === undefined) return say('leavesNever');
  const leftMs = at + holdMinutes * 60_000 - now;
  return leftMs > 0 ? say('leavesIn', durationText(leftMs, say)) : say('leavesSoon');
}
