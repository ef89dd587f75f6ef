// Records of a made session: a page with a few controls, pointer paths, clicks and typing, over as long as is asked for.
import type { RecordBody } from '../../../src/model/record.ts';
import type { Box, Target } from '../../../src/model/target.ts';
import type { RecordView } from '../../../src/model/worker-api.ts';

const CONTROLS: readonly (readonly [string, string, Box])[] = [
  ['button', 'Approve', [900, 640, 140, 40]],
  ['button', 'Reject', [740, 640, 140, 40]],
  ['textbox', 'Search', [40, 24, 420, 36]],
  ['link', 'Open', [40, 180, 900, 32]],
  ['checkbox', 'Urgent', [40, 240, 24, 24]],
];
const VIEWPORT = { width: 1280, height: 800, dpr: 1, zoom: 1, scrollX: 0, scrollY: 0 };
const ORIGIN = 'https://desk.example';

/** `count` records, evenly over `ms`, from `startedAt` (ms since 1970) on. */
export function madeRecords(count: number, startedAt: number, ms: number): readonly RecordView[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    at: startedAt + Math.round((i * ms) / Math.max(1, count - 1)),
    state: i < count / 3 ? ('sent' as const) : ('held' as const),
    doc: 'd0c0d0c0d0c0',
    origin: ORIGIN,
    body: bodyOf(i, startedAt + Math.round((i * ms) / Math.max(1, count - 1))),
  }));
}

function bodyOf(i: number, at: number): RecordBody {
  const [role = '', name = '', box = [0, 0, 0, 0]] = CONTROLS[i % CONTROLS.length] ?? [];
  const target = { node: i % CONTROLS.length, tag: 'div', role, name: { text: name }, box } as unknown as Target;
  const [x, y] = [box[0] + box[2] / 2, box[1] + box[3] / 2];
  if (i === 0) return { kind: 'page', url: `${ORIGIN}/ticket/:id`, cause: 'link', viewport: VIEWPORT } as RecordBody;
  if (i % 97 === 0) return { kind: 'gap', reason: 'paused', from: at - 20_000, to: at };
  if (i % 7 === 0) {
    return { kind: 'typing', field: { class: 'search', mode: 'masked' }, target, inserted: '9-16', duration: '1-3' };
  }
  if (i % 3 === 0) {
    const point = { x, y, nx: x / 1280, ny: y / 800 };
    return { kind: 'click', point, button: 'primary', count: 1, by: 'mouse', target };
  }
  const steps = Array.from({ length: 30 }, (_, step) => step);
  return {
    kind: 'pointer',
    type: 'mouse',
    x: Math.round(x) - 200,
    y: Math.round(y) - 60,
    dt: steps.map(() => 16),
    dx: steps.map(() => 7),
    dy: steps.map((step) => (step % 2 === 0 ? 3 : 1)),
  };
}
