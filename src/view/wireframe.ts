// Draws a scene at a moment: the viewport, the elements that were used, where the pointer went and what was done. Page.
import { lastAtOrBefore } from './last-at.ts';
import type { Scene, SceneBox, ScenePath, SceneView } from './scene.ts';

/** How long a path stays visible behind the pointer, and a click under it. */
const TRAIL_MS = 2_500;
const MARK_MS = 1_200;
const LABEL_PX = 11;
/** Boxes beyond these are not drawn: no page has so many that were used. */
const BOXES_MAX = 2_000;

/** Colours by what they are for, as CSS colours. */
export interface WireframeColours {
  readonly back: string;
  readonly ground: string;
  readonly line: string;
  readonly ink: string;
  readonly soft: string;
  readonly accent: string;
}

export interface WireframeLook {
  /** CSS px. */
  readonly width: number;
  readonly height: number;
  readonly colours: WireframeColours;
  /** What to write into the box of an element without a name. */
  readonly roleText: (role: string | undefined) => string;
}

/** Draws into a canvas of `width` by `height` CSS px whose context is scaled to them. */
export function drawWireframe(
  context: CanvasRenderingContext2D,
  scene: Scene,
  t: number,
  { width, height, colours, roleText }: WireframeLook,
): void {
  context.clearRect(0, 0, width, height);
  const view = scene.views[Math.max(0, lastBefore(scene.views, t))];
  if (view === undefined || view.width <= 0 || view.height <= 0) return;
  const scale = Math.min(width / view.width, height / view.height);
  context.save();
  context.translate((width - view.width * scale) / 2, (height - view.height * scale) / 2);
  context.beginPath();
  context.rect(0, 0, view.width * scale, view.height * scale);
  context.fillStyle = colours.back;
  context.fill();
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.stroke();
  context.clip();
  for (const [box, isPast] of boxesAt(scene.boxes, t))
    drawBox(context, box, { view, scale, isPast, colours, roleText });
  drawTrail(context, scene, t, { scale, colours });
  drawMarks(context, scene, t, { scale, colours });
  context.restore();
}

function lastBefore(entries: readonly { readonly t: number }[], t: number): number {
  return lastAtOrBefore(entries.length, (index) => entries[index]?.t ?? 0, t);
}

/** Each element once, with its box nearest before the moment, else the first after it. */
function boxesAt(boxes: readonly SceneBox[], t: number): readonly (readonly [SceneBox, boolean])[] {
  const chosen = new Map<number, readonly [SceneBox, boolean]>();
  for (const box of boxes) {
    if (box.t <= t) chosen.set(box.node, [box, true]);
    else if (!chosen.has(box.node)) chosen.set(box.node, [box, false]);
    if (chosen.size >= BOXES_MAX) break;
  }
  // Large ones first, so that what lies in them stays visible.
  return [...chosen.values()].toSorted(([a], [b]) => b.box[2] * b.box[3] - a.box[2] * a.box[3]);
}

interface BoxLook extends Pick<WireframeLook, 'colours' | 'roleText'> {
  readonly view: SceneView;
  readonly scale: number;
  readonly isPast: boolean;
}

function drawBox(context: CanvasRenderingContext2D, drawn: SceneBox, look: BoxLook): void {
  const { view, scale, isPast, colours, roleText } = look;
  const [x, y, width, height] = drawn.box;
  const left = (x + drawn.scrollX - view.scrollX) * scale;
  const top = (y + drawn.scrollY - view.scrollY) * scale;
  context.fillStyle = colours.ground;
  context.globalAlpha = isPast ? 1 : 0.5;
  context.fillRect(left, top, width * scale, height * scale);
  context.globalAlpha = 1;
  context.strokeStyle = isPast ? colours.soft : colours.line;
  context.lineWidth = 1;
  context.strokeRect(left, top, width * scale, height * scale);
  const label = drawn.name ?? roleText(drawn.role);
  if (width * scale < 24 || height * scale < LABEL_PX) return;
  context.fillStyle = isPast ? colours.ink : colours.soft;
  context.font = `${LABEL_PX}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  // `start` would be the right edge on pages that are read from right to left.
  context.textAlign = 'left';
  context.save();
  context.beginPath();
  context.rect(left, top, width * scale, height * scale);
  context.clip();
  context.fillText(label, left + 4, top + Math.min((height * scale) / 2, 14));
  context.restore();
}

interface TrailLook {
  readonly scale: number;
  readonly colours: WireframeColours;
}

function drawTrail(context: CanvasRenderingContext2D, scene: Scene, t: number, look: TrailLook): void {
  const from = scene.paths.findIndex((path) => (path.t.at(-1) ?? 0) >= t - TRAIL_MS);
  const paths = scene.paths.slice(from === -1 ? scene.paths.length : from).filter((path) => (path.t[0] ?? 0) <= t);
  context.strokeStyle = look.colours.accent;
  context.lineJoin = 'round';
  context.lineWidth = 2;
  for (const path of paths) {
    context.globalAlpha = Math.max(0.15, 1 - (t - Math.min(path.t.at(-1) ?? 0, t)) / TRAIL_MS);
    drawPath(context, path, t, look.scale);
  }
  context.globalAlpha = 1;
  const last = paths.at(-1) ?? (from === -1 ? scene.paths.at(-1) : scene.paths[from - 1]);
  if (last !== undefined && (last.t[0] ?? 0) <= t) drawPointer(context, last, t, look);
}

function drawPath(context: CanvasRenderingContext2D, path: ScenePath, t: number, scale: number): void {
  context.beginPath();
  for (let sample = 0; sample < path.t.length && (path.t[sample] ?? 0) <= t; sample++)
    context.lineTo((path.x[sample] ?? 0) * scale, (path.y[sample] ?? 0) * scale);
  context.stroke();
}

function drawPointer(
  context: CanvasRenderingContext2D,
  path: ScenePath,
  t: number,
  { scale, colours }: TrailLook,
): void {
  const later = path.t.findIndex((at) => at > t);
  const sample = later === -1 ? path.t.length - 1 : Math.max(0, later - 1);
  context.fillStyle = colours.accent;
  context.beginPath();
  context.arc((path.x[sample] ?? 0) * scale, (path.y[sample] ?? 0) * scale, 4, 0, 2 * Math.PI);
  context.fill();
}

function drawMarks(context: CanvasRenderingContext2D, scene: Scene, t: number, { scale, colours }: TrailLook): void {
  for (let index = lastBefore(scene.marks, t); index >= 0; index--) {
    const mark = scene.marks[index];
    if (mark === undefined || mark.t < t - MARK_MS) return;
    const age = (t - mark.t) / MARK_MS;
    context.globalAlpha = 1 - age;
    context.strokeStyle = colours.accent;
    context.lineWidth = 2;
    context.beginPath();
    if (mark.kind === 'click' || mark.kind === 'drag')
      context.arc(mark.x * scale, mark.y * scale, 8 + 14 * age, 0, 2 * Math.PI);
    else context.rect(mark.x * scale - 16, mark.y * scale - 9, 32, 18);
    context.stroke();
    context.globalAlpha = 1;
  }
}
