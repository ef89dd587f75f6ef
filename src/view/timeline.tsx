// Time from left to right: how much happened, gaps, and a scrubber. A range can be dragged on it. Page.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A stretch in ms since the session started. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface TimelineProps {
  readonly label: string;
  /** The whole, in ms since the session started. */
  readonly endMs: number;
  /** How many records lie in each of equal stretches of the whole. */
  readonly counts: readonly number[];
  readonly gaps: readonly Stretch[];
  readonly at: number;
  /** Such as “12:04:31”, for the scrubber's value. */
  readonly timeText: (t: number) => string;
  readonly chosen: Stretch | undefined;
  readonly onScrub: (t: number) => void;
  /** A range was dragged; undefined when a plain press took it away. */
  readonly onChoose: (stretch: Stretch | undefined) => void;
}

const HEIGHT_PX = 56;
/** A press that moves less is no dragged range. */
const DRAG_MIN_PX = 4;

export function Timeline(props: TimelineProps): JSX.Element {
  const { label, endMs, at, timeText, chosen, onScrub, onChoose } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<{ readonly x: number; readonly t: number } | undefined>(undefined);

  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const draw = () => drawTimeline(current, props);
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    return () => observer.disconnect();
  }, [props.counts, props.gaps, at, chosen, endMs]);

  const timeAt = (event: PointerEvent): number => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(endMs, Math.max(0, ((event.clientX - left) / Math.max(1, width)) * endMs));
  };
  const press = (event: PointerEvent): void => {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, t: timeAt(event) };
    onScrub(timeAt(event));
  };
  const move = (event: PointerEvent): void => {
    const { current } = drag;
    if (current === undefined) return;
    const t = timeAt(event);
    onScrub(t);
    if (Math.abs(event.clientX - current.x) >= DRAG_MIN_PX)
      onChoose({ from: Math.min(current.t, t), to: Math.max(current.t, t) });
  };
  const release = (event: PointerEvent): void => {
    const { current } = drag;
    drag.current = undefined;
    if (current !== undefined && Math.abs(event.clientX - current.x) < DRAG_MIN_PX) onChoose(undefined);
  };
  return (
    <div class="timeline">
      <div role="presentation" class="strip" onPointerDown={press} onPointerMove={move} onPointerUp={release}>
        <canvas ref={canvas} style={{ height: `${HEIGHT_PX}px` }} />
      </div>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.round(endMs))}
        step={1000}
        value={at}
        aria-label={label}
        aria-valuetext={timeText(at)}
        onInput={(event) => onScrub(Number(event.currentTarget.value))}
      />
    </div>
  );
}

function drawTimeline(canvas: HTMLCanvasElement, { counts, gaps, endMs, at, chosen }: TimelineProps): void {
  const { clientWidth: width } = canvas;
  const scale = devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(HEIGHT_PX * scale);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  const toX = (t: number) => (t / Math.max(1, endMs)) * width;
  if (chosen !== undefined) {
    context.globalAlpha = 0.18;
    context.fillStyle = colour('--accent');
    context.fillRect(toX(chosen.from), 0, Math.max(1, toX(chosen.to) - toX(chosen.from)), HEIGHT_PX);
    context.globalAlpha = 1;
  }
  const most = Math.max(1, ...counts);
  context.fillStyle = colour('--ink-soft');
  const bar = width / Math.max(1, counts.length);
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    const height = Math.max(2, (count / most) * (HEIGHT_PX - 14));
    context.fillRect(index * bar, HEIGHT_PX - 8 - height, Math.max(1, bar - 1), height);
  }
  context.fillStyle = colour('--warn-line');
  for (const { from, to } of gaps) context.fillRect(toX(from), HEIGHT_PX - 6, Math.max(2, toX(to) - toX(from)), 6);
  context.fillStyle = colour('--accent');
  context.fillRect(Math.min(width - 2, toX(at)), 0, 2, HEIGHT_PX);
}
