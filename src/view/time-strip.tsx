// The time of a session as a strip: pointer, clicks, keys and gaps, with a slider to any moment of it.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { RecordBody, RecordKind } from '../model/record.ts';
import type { RecordView } from '../model/worker-api.ts';
import type { MessageKey, Say } from './message-key.ts';

/** The rows of the strip, from the top. */
const LANES: readonly { readonly name: MessageKey; readonly kinds: readonly RecordKind[]; readonly colour: string }[] =
  [
    { name: 'legendPointer', kinds: ['pointer', 'scroll'], colour: '--ink-soft' },
    { name: 'legendClick', kinds: ['click', 'drag', 'change', 'submit'], colour: '--accent' },
    { name: 'legendKeys', kinds: ['key', 'typing', 'clipboard'], colour: '--ink' },
    { name: 'legendGap', kinds: ['gap'], colour: '--warn-line' },
  ];
/** A stretch of the strip, in CSS px, that shows at all. */
const MARK_MIN_CSS_PX = 1.5;
const SLIDER_STEPS = 2_000;

interface TimelineProps {
  readonly records: readonly RecordView[];
  /** ms since 1970. */
  readonly from: number;
  readonly to: number;
  readonly at: number;
  /** What the slider says of the moment. */
  readonly text: string;
  readonly say: Say;
  readonly onMove: (at: number) => void;
}

export function Timeline({ records, from, to, at, text, say, onMove }: TimelineProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) paint(canvas.current, records, from, to);
  }, [records, from, to]);
  const step = (to - from) / SLIDER_STEPS || 1;
  return (
    <div class="timeline">
      <canvas ref={canvas} />
      <ul class="legend">
        {LANES.map(({ name, colour }) => (
          <li key={name}>
            <span style={{ background: `var(${colour})` }} />
            {say(name)}
          </li>
        ))}
      </ul>
      <input
        type="range"
        min={0}
        max={SLIDER_STEPS}
        value={Math.round((at - from) / step)}
        aria-label={say('moment')}
        aria-valuetext={text}
        onInput={(event) => onMove(from + Number(event.currentTarget.value) * step)}
      />
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, records: readonly RecordView[], from: number, to: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
  const style = getComputedStyle(canvas);
  const scale = canvas.width / Math.max(1, to - from);
  const height = canvas.height / LANES.length;
  for (const [i, { kinds, colour }] of LANES.entries()) {
    context.fillStyle = style.getPropertyValue(colour);
    for (const { x, width } of marksOf(records, kinds, from, scale))
      context.fillRect(x, i * height + 1, width, height - 2);
  }
}

/** What to fill of a lane, in canvas px. Thousands of records fall on one pixel: each is filled once. */
function* marksOf(
  records: readonly RecordView[],
  kinds: readonly RecordKind[],
  from: number,
  scale: number,
): Generator<{ readonly x: number; readonly width: number }> {
  let filledTo = Number.NEGATIVE_INFINITY;
  for (const { at, body } of records) {
    if (!kinds.includes(body.kind)) continue;
    const ms = lengthOf(body);
    const width = Math.max(ms * scale, MARK_MIN_CSS_PX * devicePixelRatio);
    const x = (at - from) * scale - (ms > 0 ? width : 0);
    if (x + width <= filledTo) continue;
    yield { x, width };
    filledTo = x + width;
  }
}

/** How long a record took, up to the time that it carries. */
function lengthOf(body: RecordBody): number {
  if (body.kind === 'gap') return body.to - body.from;
  return 'ms' in body ? body.ms : 0;
}
