// A list of any length, of which only the rows in sight are in the page. Every row has the same height.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows above and below what is in sight, so that a scroll by a line shows no blank. */
const SPARE_ROWS = 8;
/** Taller than this browsers cut an element off: the list scrolls by proportion from there on. */
const HEIGHT_MAX_PX = 8_000_000;

interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  readonly rowPx: number;
  /** Row that is chosen and kept in sight; undefined for none. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
  /** Told which rows are shown, so that they can be fetched. */
  readonly onShow?: (from: number, to: number) => void;
  readonly row: (index: number) => JSX.Element | string;
}

export function VirtualList({ label, count, rowPx, chosen, onChoose, onShow, row }: VirtualListProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [{ top, height }, setSight] = useState({ top: 0, height: 600 });
  const fullPx = Math.min(count * rowPx, HEIGHT_MAX_PX);
  const perPx = count === 0 ? 0 : (count * rowPx) / fullPx;
  const first = Math.max(0, Math.floor((top * perPx) / rowPx) - SPARE_ROWS);
  const last = Math.min(count, Math.ceil((top * perPx + height) / rowPx) + SPARE_ROWS);

  const look = (): void => {
    const { current } = box;
    if (current !== null) setSight({ top: current.scrollTop, height: current.clientHeight });
  };
  useEffect(() => {
    look();
    const { current } = box;
    if (current === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => onShow?.(first, last), [first, last, count]);
  useEffect(() => {
    const { current } = box;
    if (current === null || chosen === undefined || chosen < 0) return;
    const at = (chosen * rowPx) / perPx;
    if (at < current.scrollTop || at + rowPx > current.scrollTop + current.clientHeight)
      current.scrollTop = at - current.clientHeight / 2;
  }, [chosen]);

  const move = (event: KeyboardEvent): void => {
    const next = nextIndex(event.key, chosen ?? -1, count, Math.max(1, Math.floor(height / rowPx) - 1));
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
  };

  const press = (event: MouseEvent): void => {
    const pressed = (event.target as Element).closest<HTMLElement>('[data-index]');
    if (pressed !== null) onChoose(Number(pressed.dataset['index']));
  };

  const rows: JSX.Element[] = [];
  for (let index = first; index < last; index++) {
    rows.push(
      // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the chosen row.
      <div
        key={index}
        id={`row-${index}`}
        role="option"
        aria-selected={index === chosen}
        aria-setsize={count}
        aria-posinset={index + 1}
        class="row"
        style={{ top: `${(index * rowPx) / perPx}px`, height: `${rowPx}px` }}
        data-index={index}
      >
        {row(index)}
      </div>,
    );
  }
  return (
    <div
      ref={box}
      class="virtual-list"
      role="listbox"
      aria-label={label}
      {...(chosen !== undefined && chosen >= first && chosen < last && { 'aria-activedescendant': `row-${chosen}` })}
      tabIndex={0}
      onScroll={look}
      onKeyDown={move}
      onClick={press}
    >
      <div class="rows" style={{ height: `${fullPx}px` }}>
        {rows}
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
