// Marks a stretch of time by two buttons: the way for those who do not drag. Page.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Stretch } from './lanes.ts';
import type { Say } from './message-key.ts';

interface MarkButtonsProps {
  /** ms since the session started. */
  readonly at: number;
  readonly endMs: number;
  readonly say: Say;
  readonly onChoose: (stretch: Stretch) => void;
}

export function MarkButtons({ at, endMs, say, onChoose }: MarkButtonsProps): JSX.Element {
  const [from, setFrom] = useState(0);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          setFrom(at);
          onChoose({ from: at, to: endMs });
        }}
      >
        {say('markFrom')}
      </button>
      <button type="button" onClick={() => onChoose({ from: Math.min(from, at), to: Math.max(from, at) })}>
        {say('markTo')}
      </button>
    </>
  );
}
