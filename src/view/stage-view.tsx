// The wireframe of the page at a moment, as large as its place allows. Page.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { StagedScene } from './session-reader.ts';
import { drawWireframe } from './wireframe.ts';

interface StageViewProps {
  readonly staged: StagedScene | undefined;
  /** ms since the session started. */
  readonly at: number;
  readonly label: string;
}

export function StageView({ staged, at, label }: StageViewProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const draw = (): void => {
      const { clientWidth: width, clientHeight: height } = current;
      current.width = Math.round(width * devicePixelRatio);
      current.height = Math.round(height * devicePixelRatio);
      const context = current.getContext('2d');
      if (context === null || staged === undefined) return;
      context.scale(devicePixelRatio, devicePixelRatio);
      const style = getComputedStyle(current);
      const colour = (name: string) => style.getPropertyValue(name);
      drawWireframe(context, staged.scene, at, {
        width,
        height,
        colours: {
          ground: colour('--ground'),
          line: colour('--line'),
          ink: colour('--ink'),
          soft: colour('--ink-soft'),
          accent: colour('--accent'),
        },
      });
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(current);
    return () => observer.disconnect();
  }, [staged, at]);
  return (
    <figure class="stage">
      <figcaption>{staged?.scene.url ?? ''}</figcaption>
      <canvas ref={canvas} role="img" aria-label={label} />
    </figure>
  );
}
