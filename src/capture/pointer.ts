// Pointer paths, from every sample that the hardware gave, thinned to the rate that policy allows.
import type { PageEventOf } from '../model/event.ts';
import { PATH_PAUSE_MS, POINTER_MAX_AGE_MS } from '../model/limit.ts';
import type { Emit } from './emit.ts';
import { createIdleTimer } from './idle-timer.ts';
import { PointerPath } from './pointer-path.ts';
import type { Sight } from './sight.ts';

/** `isVeiled` is true while a path would tell a value: over a slider that is held, or an on-screen keypad. */
export function capturePointers(sight: Sight, emit: Emit, isVeiled: (event: PointerEvent) => boolean): void {
  const { listen } = sight;
  /** Open paths by pointer: fingers move at the same time. */
  const paths = new Map<number, PointerPath>();
  /** The pointer whose path a press has ended, until it moves again. */
  let pressedId: number | undefined;
  /** Where the last path ended. */
  let restX = Number.NaN;
  let restY = Number.NaN;

  const close = (id: number): void => {
    const path = paths.get(id);
    paths.delete(id);
    const end = path?.end;
    // A press where the pointer rests is no way that it took: the click tells of it.
    if (path === undefined || end === undefined || path.isAt(restX, restY)) return;
    restX = Math.round(end.x);
    restY = Math.round(end.y);
    const event = path.toEvent();
    if (event !== undefined) emit(event, end.timeMs);
  };
  const closeAll = (): void => {
    idle.stop();
    for (const id of [...paths.keys()]) close(id);
  };
  const idle = createIdleTimer(PATH_PAUSE_MS, closeAll, sight.onFault);

  const add = (event: PointerEvent): void => {
    if (event.pointerType === '') return;
    const id = event.pointerId;
    const open = paths.get(id);
    const isOver = open !== undefined && event.timeStamp - open.startMs >= POINTER_MAX_AGE_MS;
    if (open !== undefined && (isOver || event.timeStamp - (open.end?.timeMs ?? 0) >= PATH_PAUSE_MS)) close(id);
    let path = paths.get(id);
    if (path === undefined) {
      path = new PointerPath(toPointerType(event.pointerType), sight.terms().pointerHz);
      paths.set(id, path);
    }
    path.add({ timeMs: event.timeStamp, x: event.clientX, y: event.clientY, buttons: event.buttons });
    idle.touch();
  };

  const take = (event: PointerEvent): void => {
    const { type, pointerId: id } = event;
    const isPath = paths.has(id);
    // A release where the press was is told by the click.
    const isMere = type === 'pointerup' && !isPath && pressedId === id;
    pressedId = undefined;
    if (isVeiled(event)) close(id);
    if (isVeiled(event) || isMere) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    for (const sample of samples.length === 0 ? [event] : samples) add(sample);
    // The path that leads to a press is told before the click that comes of it; what follows is a path of its own.
    if (type !== 'pointerdown' || !isPath) return;
    close(id);
    pressedId = id;
  };

  for (const type of ['pointermove', 'pointerdown', 'pointerup']) listen(sight.window, type, take);
  listen<PointerEvent>(sight.window, 'pointercancel', (event) => close(event.pointerId));
  sight.onEnding(closeAll);
}

/** A pointer type as recorded. */
export function toPointerType(type: string): PageEventOf<'pointer'>['type'] {
  return type === 'mouse' || type === 'pen' || type === 'touch' ? type : 'unknown';
}
