// Drags: by the pointer alone, and by the browser's own drag and drop.
import type { PageEventOf } from '../model/event.ts';
import { DRAG_MIN_CSS_PX } from '../model/limit.ts';
import { innermostOf } from './composed.ts';
import type { Emit } from './emit.ts';
import { genuine, nearest } from './native.ts';
import type { Press, Presses } from './press.ts';
import { toPoint } from './press.ts';
import type { Sight } from './sight.ts';

type Drag = PageEventOf<'drag'>;
type End = NonNullable<Drag['from']>;
type Items = NonNullable<Drag['items']>;
/** Types that say nothing but what they are; a page may put anything into a type of its own. */
const PLAIN_TYPES = /^(Files|text\/(plain|html|uri-list)|image\/[a-z+-]{2,12})$/;

export function captureDrags(sight: Sight, emit: Emit, presses: Presses): void {
  capturePointerDrags(sight, emit, presses);
  captureHtmlDrags(sight, emit);
}

function capturePointerDrags(sight: Sight, emit: Emit, presses: Presses): void {
  const { window, listen } = sight;
  listen<PointerEvent>(window, 'pointerup', (event) => {
    const press = presses.last();
    if (press === undefined || press.isTold || !event.isPrimary || press.button !== 0) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) <= DRAG_MIN_CSS_PX) return;
    // In a field a drag selects text or sets a value: where it ends would tell of both.
    if (press.keypad !== undefined || press.target.field !== undefined) return;
    const element = dropElement(event, sight);
    const target = element === undefined ? undefined : sight.describe(element);
    // A press that slips on its own button is still a click.
    if (isSlip(press, target)) return;
    press.isTold = true;
    const ms = Math.max(0, Math.round(event.timeStamp - press.startMs));
    const ends = press.isVeiled
      ? {}
      : { from: { point: press.point, target: press.target }, to: target && toEnd(window, event, target) };
    emit({ kind: 'drag', by: 'pointer', ...ends, ms }, event.timeStamp);
  });
}

function isSlip({ target: { node, leaf }, element }: Press, target: End['target']): boolean {
  return target?.node === node && leaf === undefined && isButtonLike(element);
}

function captureHtmlDrags(sight: Sight, emit: Emit): void {
  const { window, listen } = sight;
  let from: End | undefined;
  let startMs: number | undefined;
  const finish = (event: DragEvent, to: End | undefined): void => {
    const items = toItems(event.dataTransfer);
    const ms = startMs === undefined ? 0 : Math.max(0, Math.round(event.timeStamp - startMs));
    emit({ kind: 'drag', by: 'html', from, to, items, ms }, event.timeStamp);
    from = undefined;
    startMs = undefined;
  };
  listen<DragEvent>(window, 'dragstart', (event) => {
    const element = innermostOf(event, sight.openRoot);
    from = toEnd(window, event, element === undefined ? undefined : sight.describe(element));
    startMs = event.timeStamp;
  });
  listen<DragEvent>(window, 'drop', (event) => {
    const element = innermostOf(event, sight.openRoot);
    finish(event, toEnd(window, event, element === undefined ? undefined : sight.describe(element)));
  });
  listen<DragEvent>(window, 'dragend', (event) => {
    // A drop in this document was told already; what ends otherwise ended outside or was cancelled.
    if (startMs !== undefined) finish(event, undefined);
  });
}

function toEnd(window: Window, event: MouseEvent, target: End['target']): End {
  // In a field the place tells where in the text: its middle does not.
  const [x, y, width, height] = target?.field === undefined ? [] : (target.box ?? []);
  const isInField = x !== undefined && y !== undefined && width !== undefined && height !== undefined;
  const point = toPoint(window, isInField ? { clientX: x + width / 2, clientY: y + height / 2 } : event);
  return { point, target };
}

/** A captured pointer reports the element that captured it; what lies under it is where the drag ended. Outside the window nothing does. */
function dropElement(event: PointerEvent, sight: Sight): Element | undefined {
  const { document } = sight.window;
  const under = genuine(document, 'elementFromPoint').call(document, event.clientX, event.clientY);
  if (under === null) return undefined;
  const direct = innermostOf(event, sight.openRoot);
  return direct !== undefined && genuine(under, 'contains').call(under, direct) ? direct : under;
}

function isButtonLike(element: Element): boolean {
  return nearest(element, 'button,a[href],[role=button],[role=link],[role=tab],input,label,summary') !== undefined;
}

function toItems(transfer: DataTransfer | null): Items | undefined {
  if (transfer === null || transfer.types.length === 0) return undefined;
  return transfer.types.slice(0, 8).map((type) => {
    const count = type === 'Files' ? [...transfer.items].filter((item) => item.kind === 'file').length : 1;
    return { type: PLAIN_TYPES.test(type) ? type : 'other', count };
  });
}
