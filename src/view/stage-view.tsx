// The wireframe of the page at a moment, as large as its place allows. Page.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Say } from './message-key.ts';
import type { StagedScene } from './scene-finder.ts';
import { roleText } from './target-words.ts';
import { drawWireframe } from './wireframe.ts';

interface StageViewProps {
  readonly staged: StagedScene | undefined;
  /** ms since the session started. */
  readonly at: number;
  readonly say: Say;
}

export function StageView({ staged, at, say }: StageViewProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    let frame = 0;
    // Once for each frame, however quickly the moment moves.
    const draw = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => paint(current, staged, at, say));
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [staged, at, say]);
  return (
    <figure class="stage">
      <figcaption class="address">{staged?.scene.url.replace(/^https?:\/\//, '') ?? ''}</figcaption>
      <canvas ref={canvas} role="img" aria-label={say('drawing')} />
      <p class="note">{say('drawingNote')}</p>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, staged: StagedScene | undefined, at: number, say: Say): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext('2d');
  if (context === null || staged === undefined) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  drawWireframe(context, staged.scene, at, {
    width,
    height,
    roleText: (role) => roleText(role, say),
    colours: {
      back: colour('--back'),
      ground: colour('--ground'),
      line: colour('--line'),
      ink: colour('--ink'),
      soft: colour('--ink-soft'),
      accent: colour('--accent'),
    },
  });
}
