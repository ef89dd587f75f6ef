// Draws a moment of a session: the window with the boxes of its controls, the pointer's way, the clicks.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Scene } from './drawn-page.ts';
import type { Say } from './message-key.ts';

interface DrawingProps {
  readonly scene: Scene | undefined;
  readonly say: Say;
}

export function Drawing({ scene, say }: DrawingProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const drawn = canvas.current;
    // Once for each frame, however quickly the moment moves.
    const frame = requestAnimationFrame(() => paint(drawn, scene));
    return () => cancelAnimationFrame(frame);
  }, [scene]);
  const ratio = scene === undefined ? 16 / 9 : scene.width / Math.max(1, scene.height);
  return (
    <figure>
      <canvas ref={canvas} role="img" aria-label={say('drawing')} style={{ aspectRatio: String(ratio) }} />
      <figcaption class="note">{say('drawingNote')}</figcaption>
    </figure>
  );
}

function paint(canvas: HTMLCanvasElement, scene: Scene | undefined): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const dpr = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * dpr);
  canvas.height = Math.round(canvas.clientHeight * dpr);
  if (scene === undefined) return;
  const style = getComputedStyle(canvas);
  const scale = canvas.width / scene.width;
  context.scale(scale, scale);
  paintBoxes(context, scene, style);
  paintPath(context, scene, style, scale);
}

function paintBoxes(context: CanvasRenderingContext2D, scene: Scene, style: CSSStyleDeclaration): void {
  const [ink, line, ground] = ['--ink', '--button-line', '--button'].map((name) => style.getPropertyValue(name));
  for (const { box, label, isUsed } of scene.boxes) {
    const [pageX, pageY, width, height] = box;
    const [x, y] = [pageX - scene.scrollX, pageY - scene.scrollY];
    if (y + height < 0 || y > scene.height) continue;
    context.globalAlpha = isUsed ? 1 : 0.4;
    context.fillStyle = colour(ground);
    context.strokeStyle = colour(line);
    context.fillRect(x, y, width, height);
    context.strokeRect(x, y, width, height);
    context.fillStyle = colour(ink);
    context.font = `${Math.min(16, Math.max(10, height * 0.5))}px system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.fillText(label, x + 6, y + height / 2);
    context.restore();
  }
  context.globalAlpha = 1;
}

function paintPath(
  context: CanvasRenderingContext2D,
  { path, clicks }: Scene,
  style: CSSStyleDeclaration,
  scale: number,
): void {
  const accent = colour(style.getPropertyValue('--accent'));
  context.strokeStyle = accent;
  context.fillStyle = accent;
  context.lineWidth = 2 / scale;
  context.beginPath();
  for (const [i, { x, y }] of path.entries()) {
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.stroke();
  const tip = path.at(-1);
  if (tip !== undefined) dot(context, tip.x, tip.y, 4 / scale);
  for (const { x, y } of clicks) {
    context.beginPath();
    context.arc(x, y, 10 / scale, 0, 2 * Math.PI);
    context.stroke();
  }
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** A canvas knows no `light-dark()`: the style sheet registers these as colours, so that they come resolved. */
function colour(value: string | undefined): string {
  return value === undefined || value === '' ? 'gray' : value;
}
