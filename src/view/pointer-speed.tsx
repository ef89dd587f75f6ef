// How fast the pointer moved around a moment, as a small plot. Page.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Say } from './message-key.ts';
import type { ScenePath } from './scene.ts';
import type { StagedScene } from './scene-finder.ts';
import { countText } from './time-words.ts';

const AROUND_MS = 10_000;
const HEIGHT_PX = 64;
/** Samples lie as close as 1 ms, in which a step of one pixel looks like a leap. */
const STEP_MS = 16;

interface PointerSpeedProps {
  readonly staged: StagedScene | undefined;
  /** ms since the session started. */
  readonly at: number;
  readonly say: Say;
}

export function PointerSpeed({ staged, at, say }: PointerSpeedProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const speeds = useMemo(() => (staged?.scene.paths ?? []).map(speedsOf), [staged]);
  const near = speeds.filter(({ t }) => (t.at(-1) ?? 0) > at - AROUND_MS && (t[0] ?? 0) < at + AROUND_MS);
  const most = Math.max(1, ...near.flatMap(({ pxPerS }) => pxPerS));
  useEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d') ?? null;
    if (current === null || context === null) return;
    const width = current.clientWidth;
    current.width = Math.round(width * devicePixelRatio);
    current.height = Math.round(HEIGHT_PX * devicePixelRatio);
    context.scale(devicePixelRatio, devicePixelRatio);
    const style = getComputedStyle(current);
    context.strokeStyle = style.getPropertyValue('--accent');
    const toX = (t: number) => ((t - at + AROUND_MS) / (2 * AROUND_MS)) * width;
    for (const { t, pxPerS } of near) {
      context.beginPath();
      for (const [index, speed] of pxPerS.entries())
        context.lineTo(toX(t[index + 1] ?? 0), HEIGHT_PX - 2 - (speed / most) * (HEIGHT_PX - 6));
      context.stroke();
    }
    context.fillStyle = style.getPropertyValue('--ink-soft');
    context.fillRect(width / 2, 0, 1, HEIGHT_PX);
  }, [near, at, most]);
  return (
    <figure class="pointer-speed">
      <figcaption>{say('viewerPointerSpeed', countText(Math.round(most), say))}</figcaption>
      <canvas ref={canvas} style={{ height: `${HEIGHT_PX}px` }} />
    </figure>
  );
}

/** Speed over stretches of at least `STEP_MS`, in CSS px a second; `t[i + 1]` is when stretch i ended. */
export function speedsOf({ t, x, y }: ScenePath): {
  readonly t: readonly number[];
  readonly pxPerS: readonly number[];
} {
  const ends = [t[0] ?? 0];
  const pxPerS: number[] = [];
  let px = 0;
  for (let sample = 1; sample < t.length; sample++) {
    px += Math.hypot((x[sample] ?? 0) - (x[sample - 1] ?? 0), (y[sample] ?? 0) - (y[sample - 1] ?? 0));
    const ms = (t[sample] ?? 0) - (ends.at(-1) ?? 0);
    if (ms < STEP_MS) continue;
    ends.push(t[sample] ?? 0);
    pxPerS.push((1_000 * px) / ms);
    px = 0;
  }
  return { t: ends, pxPerS };
}
