// The viewer: opens a session file and shows it over time, as wireframe, as actions and as raw records. Page.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionRecord } from '../model/record.ts';
import type { Action } from '../session/reduce/action.ts';
import { actionSentence } from './action-sentence.ts';
import type { Stretch } from './lanes.ts';
import { MarkButtons } from './mark-buttons.tsx';
import type { Say } from './message-key.ts';
import { PointerSpeed } from './pointer-speed.tsx';
import { recordSentence } from './record-sentence.ts';
import type { StagedScene } from './scene-finder.ts';
import type { Overview, Row, SessionReader } from './session-reader.ts';
import { SiteLanes } from './site-lanes.tsx';
import { StageView } from './stage-view.tsx';
import { Timeline } from './timeline.tsx';
import { ViewerFacts } from './viewer-facts.tsx';
import { VirtualList } from './virtual-list.tsx';

const ROW_PX = 44;
const SPEEDS = [1, 4, 16, 64];
/** How often the moment moves on while it plays. */
const FRAME_MS = 50;

export interface OpenSession {
  readonly name: string;
  readonly overview: Overview;
  readonly reader: SessionReader;
}

interface ViewerProps extends OpenSession {
  readonly say: Say;
  readonly offerFile: (name: string, file: Blob) => void;
}

type List = 'actions' | 'records';

/** An open session. */
export function Viewer({ overview, reader, say, offerFile }: ViewerProps): JSX.Element {
  const [at, setAt] = useState(0);
  const [list, setList] = useState<List>('actions');
  const [chosen, setChosen] = useState<number>(0);
  const [selected, setSelected] = useState<Stretch | undefined>(undefined);
  const [speed, setSpeed] = useState<number | undefined>(undefined);
  const staged = useStagedScene(reader, at);
  const rows = useRows(reader, list);

  const goTo = (t: number): void => {
    setAt(t);
    void reader.indexAt(list, t).then(setChosen);
  };
  usePlay(speed, () => {
    if (at >= overview.endMs) setSpeed(undefined);
    else goTo(Math.min(overview.endMs, at + FRAME_MS * (speed ?? 1)));
  });
  const choose = (index: number): void => {
    setChosen(index);
    const row = rows.at(index);
    if (row !== undefined) setAt(row.t);
  };
  const change = (next: List): void => {
    setList(next);
    void reader.indexAt(next, at).then(setChosen);
  };
  const cut = async (stretch: Stretch): Promise<void> => {
    const name = `${overview.head?.session ?? 'session'}.${Math.round(stretch.from)}-${Math.round(stretch.to)}.jsonl.gz`;
    offerFile(name, await reader.cut(stretch));
  };
  const row = rows.at(chosen);
  return (
    <>
      <ViewerFacts overview={overview} say={say} />
      <section class="over-time">
        <Timeline
          endMs={overview.endMs}
          lanes={overview.lanes}
          at={at}
          text={timeText(at)}
          chosen={selected}
          say={say}
          onScrub={goTo}
          onChoose={setSelected}
        />
        <SiteLanes overview={overview} say={say} />
        <div class="controls">
          <button type="button" class="primary" onClick={() => setSpeed(speed === undefined ? 1 : undefined)}>
            {say(speed === undefined ? 'viewerPlay' : 'viewerStop')}
          </button>
          <label>
            {say('viewerSpeed')}{' '}
            <select value={speed ?? 1} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
              {SPEEDS.map((times) => (
                <option key={times} value={times}>
                  {times}×
                </option>
              ))}
            </select>
          </label>
          <output aria-live="off">{timeText(at)}</output>
          <MarkButtons at={at} endMs={overview.endMs} say={say} onChoose={setSelected} />
          {selected === undefined ? (
            <span class="note">{say('viewerCutNote')}</span>
          ) : (
            <>
              <span class="note">{say('viewerSelected', timeText(selected.from), timeText(selected.to))}</span>
              <button type="button" onClick={() => void cut(selected)}>
                {say('viewerCut')}
              </button>
            </>
          )}
        </div>
      </section>
      <div class="side-by-side">
        <section>
          <StageView staged={staged} at={at} say={say} />
          <PointerSpeed staged={staged} at={at} say={say} />
        </section>
        <section class="lists">
          <div class="tabs">
            {(['actions', 'records'] as const).map((name) => (
              <button type="button" key={name} aria-pressed={list === name} onClick={() => change(name)}>
                {say(name === 'actions' ? 'viewerActions' : 'viewerRecords')}
              </button>
            ))}
          </div>
          <VirtualList
            label={say(list === 'actions' ? 'viewerActions' : 'viewerRecords')}
            count={list === 'actions' ? overview.actions : overview.records}
            rowPx={ROW_PX}
            chosen={chosen}
            onChoose={choose}
            onShow={rows.show}
            row={(index) => <RowText row={rows.at(index)} say={say} />}
          />
          <details class="raw">
            <summary>{say('viewerRaw')}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
            <pre tabIndex={0}>{row === undefined ? '' : JSON.stringify(row.body, null, 2)}</pre>
          </details>
        </section>
      </div>
    </>
  );
}

type AnyRow = Row<SessionRecord | Action>;

function RowText({ row, say }: { readonly row: AnyRow | undefined; readonly say: Say }): JSX.Element {
  if (row === undefined) return <span class="note">…</span>;
  const { body, t } = row;
  const text = 'seqs' in body ? actionSentence(body, say) : recordSentence(body, say);
  return (
    <>
      <time>{timeText(t)}</time>
      <span class="what">{text}</span>
    </>
  );
}

/** The rows of a list, fetched as they come into sight. */
function useRows(reader: SessionReader, list: List) {
  const [, redraw] = useState(0);
  const cache = useMemo(() => new Map<number, AnyRow>(), [reader, list]);
  const show = (from: number, to: number): void => {
    const missing = Array.from({ length: to - from }, (_, at) => from + at).filter((index) => !cache.has(index));
    const [first] = missing;
    const last = missing.at(-1);
    if (first === undefined || last === undefined) return;
    const fetched: Promise<readonly AnyRow[]> =
      list === 'actions' ? reader.actions(first, last + 1) : reader.records(first, last + 1);
    void fetched.then((rows) => {
      for (const row of rows) cache.set(row.index, row);
      redraw((times) => times + 1);
    });
  };
  return { show, at: (index: number): AnyRow | undefined => cache.get(index) };
}

/** The scene at a moment: the last one until its answer is there; of several questions only the newest counts. */
function useStagedScene(reader: SessionReader, at: number): StagedScene | undefined {
  const [staged, setStaged] = useState<StagedScene | undefined>(undefined);
  const isCovered = staged !== undefined && at >= staged.from && at < staged.to;
  const asked = useRef(0);
  useEffect(() => {
    if (isCovered) return;
    const question = ++asked.current;
    void reader.sceneAt(at).then((answer) => {
      if (question === asked.current) setStaged(answer);
    });
  }, [reader, at, isCovered]);
  return staged;
}

function usePlay(speed: number | undefined, step: () => void): void {
  const latest = useRef(step);
  latest.current = step;
  useEffect(() => {
    if (speed === undefined) return;
    const timer = setInterval(() => latest.current(), FRAME_MS);
    return () => clearInterval(timer);
  }, [speed]);
}

/** ms since the session started as h:mm:ss. */
export function timeText(t: number): string {
  const seconds = Math.floor(Math.max(0, t) / 1_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
