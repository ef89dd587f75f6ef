// A list of any length of which only what is on the screen is drawn. One stop for the Tab key; arrows move in it.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecordView } from '../model/worker-api.ts';
import type { Say } from './message-key.ts';
import { placedSentence } from './record-words.ts';
import { clockText } from './time-words.ts';

/** Height of a row in CSS px: the style sheet has the same. */
const ROW_CSS_PX = 40;
/** Rows drawn above and below what is seen. */
const SPARE_ROWS = 8;

interface RecordListProps {
  readonly records: readonly RecordView[];
  /** Index of the chosen record; -1 for none. */
  readonly chosen: number;
  readonly label: string;
  readonly say: Say;
  /** Such as “leaves in 12 minutes”; empty for nothing to say. */
  readonly stateOf: (record: RecordView) => string;
  readonly onChoose: (index: number) => void;
}

export function RecordList({ records, chosen, label, say, stateOf, onChoose }: RecordListProps): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(0);
  useEffect(() => setHeight(list.current?.clientHeight ?? 0), [records.length === 0]);
  useEffect(() => {
    const seen = list.current;
    if (seen === null || chosen < 0) return;
    const at = chosen * ROW_CSS_PX;
    if (at < seen.scrollTop || at + ROW_CSS_PX > seen.scrollTop + seen.clientHeight)
      seen.scrollTop = at - seen.clientHeight / 2;
  }, [chosen]);

  const first = Math.max(0, Math.floor(top / ROW_CSS_PX) - SPARE_ROWS);
  const count = Math.ceil(height / ROW_CSS_PX) + 2 * SPARE_ROWS;
  const drawn = records.slice(first, first + count);
  const move = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, chosen, records.length, Math.max(1, Math.floor(height / ROW_CSS_PX) - 1));
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
  };
  return (
    <div
      ref={list}
      class="records"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      {...(chosen >= first && chosen < first + count && { 'aria-activedescendant': `record-${chosen}` })}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={move}
    >
      <div role="presentation" style={{ blockSize: `${records.length * ROW_CSS_PX}px` }}>
        {drawn.map((record, i) => {
          const index = first + i;
          const state = stateOf(record);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys.
            // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the chosen row.
            <div
              key={record.id}
              id={`record-${index}`}
              role="option"
              aria-selected={index === chosen}
              aria-posinset={index + 1}
              aria-setsize={records.length}
              style={{ insetBlockStart: `${index * ROW_CSS_PX}px` }}
              onClick={() => onChoose(index)}
            >
              <time>{clockText(record.at, say)}</time>
              <span class="what">{placedSentence(record.body, record.origin, say)}</span>
              <span class="note">{state}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a key leads in a list of `count`; undefined for keys that lead nowhere. */
export function nextIndex(key: string, from: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const to = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return to(from + 1);
    case 'ArrowUp':
      return to(from - 1);
    case 'PageDown':
      return to(from + page);
    case 'PageUp':
      return to(from - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
