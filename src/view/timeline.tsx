// Time from left to right: what was done when, gaps, and a scrubber. A range can be dragged on it, or marked by buttons. Page.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { LaneName, Lanes, Stretch } from './lanes.ts';
import { LANE_NAMES } from './lanes.ts';
import type { MessageKey, Say } from './message-key.ts';

interface TimelineProps {
  /** The whole, in ms since the session started. */
  readonly endMs: number;
  readonly lanes: Lanes;
  readonly at: number;
  /** What the slider says of the moment. */
  readonly text: string;
  readonly chosen: Stretch | undefined;
  readonly say: Say;
  readonly onScrub: (t: number) => void;
  /** A range was marked; undefined when a plain press took it away. */
  readonly onChoose: (stretch: Stretch | undefined) => void;
}

const LANES: Readonly<Record<LaneName, { readonly name: MessageKey; readonly colour: string }>> = {
  pointer: { name: 'legendPointer', colour: '--ink-soft' },
  press: { name: 'legendClick', colour: '--accent' },
  keys: { name: 'legendKeys', colour: '--ink' },
  gap: { name: 'legendGap', colour: '--warn-line' },
};
/** Narrowest that a stretch is drawn. */
const MARK_MIN_CSS_PX = 1.5;
/** A press that moves less is no dragged range. */
const DRAG_MIN_PX = 4;
const STEP_MIN_MS = 1_000;
const STEPS_MAX = 2_000;

export function Timeline(props: TimelineProps): JSX.Element {
  const { endMs, lanes, at, text, chosen, say, onScrub, onChoose } = props;
  const step = Math.max(STEP_MIN_MS, endMs / STEPS_MAX);
  const percent = (t: number) => `${(100 * t) / Math.max(1, endMs)}%`;
  return (
    <div class="timeline">
      <div role="presentation" class="strip" {...useDrag(endMs, onScrub, onChoose)}>
        <LaneCanvas lanes={lanes} endMs={endMs} />
        {chosen !== undefined && (
          <i class="chosen" style={{ left: percent(chosen.from), width: percent(chosen.to - chosen.from) }} />
        )}
        <i class="moment" style={{ left: percent(at) }} />
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.ceil(endMs / step)) * step}
        step={step}
        value={at}
        aria-label={say('moment')}
        aria-valuetext={text}
        onInput={(event) => onScrub(Math.min(endMs, Number(event.currentTarget.value)))}
      />
      <ul class="legend">
        {LANE_NAMES.map((lane) => (
          <li key={lane}>
            <span style={{ background: `var(${LANES[lane].colour})` }} />
            {say(LANES[lane].name)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A press scrubs; a press that moves marks a range, too. */
function useDrag(endMs: number, onScrub: TimelineProps['onScrub'], onChoose: TimelineProps['onChoose']) {
  const drag = useRef<{ readonly x: number; readonly t: number } | undefined>(undefined);
  const timeAt = (event: PointerEvent): number => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(endMs, Math.max(0, ((event.clientX - left) / Math.max(1, width)) * endMs));
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, t: timeAt(event) };
      onScrub(timeAt(event));
    },
    onPointerMove: (event: PointerEvent): void => {
      const { current } = drag;
      if (current === undefined) return;
      const t = timeAt(event);
      onScrub(t);
      if (Math.abs(event.clientX - current.x) >= DRAG_MIN_PX)
        onChoose({ from: Math.min(current.t, t), to: Math.max(current.t, t) });
    },
    onPointerUp: (event: PointerEvent): void => {
      const { current } = drag;
      drag.current = undefined;
      if (current !== undefined && Math.abs(event.clientX - current.x) < DRAG_MIN_PX) onChoose(undefined);
    },
  };
}

/** The lanes alone: a scrub moves only what lies above them. */
function LaneCanvas({ lanes, endMs }: Pick<TimelineProps, 'lanes' | 'endMs'>): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const draw = () => paint(current, lanes, endMs);
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', draw);
    };
  }, [lanes, endMs]);
  return <canvas ref={canvas} />;
}

function paint(canvas: HTMLCanvasElement, lanes: Lanes, endMs: number): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
  const style = getComputedStyle(canvas);
  const scale = canvas.width / Math.max(1, endMs);
  const height = canvas.height / LANE_NAMES.length;
  for (const [row, lane] of LANE_NAMES.entries()) {
    context.fillStyle = style.getPropertyValue(LANES[lane].colour);
    for (const { from, to } of lanes[lane])
      context.fillRect(
        from * scale,
        row * height + 1,
        Math.max((to - from) * scale, MARK_MIN_CSS_PX * devicePixelRatio),
        height - 2,
      );
  }
}
