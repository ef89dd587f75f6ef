// Starts every kind of capture in one document under one lifetime, and sees to the last moment of the page.
import type { TimedEvent } from '../model/record.ts';
import { captureChanges } from './change.ts';
import { captureClicks } from './click.ts';
import { captureClipboard } from './clipboard.ts';
import { captureDialogs } from './dialog.ts';
import { captureDrags } from './drag.ts';
import type { Emit } from './emit.ts';
import { captureFocus } from './focus.ts';
import { captureKeys } from './key.ts';
import { createListen } from './listen.ts';
import { genuine } from './native.ts';
import type { Leave } from './one-per-world.ts';
import { leaveFrames, offerLeave } from './one-per-world.ts';
import type { CheckUrl, ToldPage } from './page.ts';
import { capturePage } from './page.ts';
import { capturePointers } from './pointer.ts';
import { trackPresses } from './press.ts';
import { watchDocumentOpen } from './rearm.ts';
import { createListenInRoots } from './roots.ts';
import { captureScrolls } from './scroll.ts';
import type { DocumentSight, Sight } from './sight.ts';
import { captureSubmits } from './submit.ts';
import { captureTyping } from './typing.ts';
import { createVeil } from './veil.ts';
import { captureViewport } from './viewport.ts';
import { captureVisibility } from './visibility.ts';

/** Where records go: the page's side of the channel to the worker. */
export interface Outlet {
  push(record: TimedEvent): void;
  flush(): void;
  /** Something was pressed: the worker should be awake soon. */
  pressed(): void;
  /** The page goes. */
  end(): void;
  /** What will be pushed once it is over; undefined when it is. */
  draft(record: TimedEvent | undefined): void;
}

/** Starts recording until `signal` ends. Called again for the same document after a `rest`; after a `load` what was told before was dropped. */
export type StartRecorder = (signal: AbortSignal, since: 'load' | 'rest') => void;

/** Prepares to record a document. */
export function createRecorder(sight: DocumentSight, outlet: Outlet): StartRecorder {
  const told: ToldPage = { href: undefined };
  return (signal, since) => {
    if (since === 'load') told.href = undefined;
    let arming = new AbortController();
    const arm = (isResumed: boolean): void => {
      arming = new AbortController();
      startCapture(sight, outlet, { told, isResumed, signal: AbortSignal.any([signal, arming.signal]) });
    };
    arm(since === 'rest');
    watchDocumentOpen(sight.window.document, signal, () => {
      arming.abort();
      arm(false);
    });
  };
}

interface Stretch {
  readonly told: ToldPage;
  readonly isResumed: boolean;
  readonly signal: AbortSignal;
}

function startCapture(document: DocumentSight, outlet: Outlet, { told, isResumed, signal }: Stretch): void {
  const { window, clock, onFault } = document;
  const endings: (() => void)[] = [];
  const listen = createListen(signal, onFault);
  const listenInRoots = createListenInRoots(window, listen, document.openRoot, (root) =>
    document.fields.noteSecrets(root),
  );
  let drafted: string | undefined;
  const draft: Sight['draft'] = (event, timeMs = 0) => {
    const text = JSON.stringify(event);
    // Kinds that are off the worker leaves out.
    if (text !== drafted)
      outlet.draft(event && document.rules.areOpen() ? { at: clock.toEpoch(timeMs), event } : undefined);
    drafted = text;
  };
  const sight: Sight = {
    ...document,
    ...(window !== window.top && { draft }),
    listen,
    signal,
    listenInRoots,
    onEnding: (close) => void endings.push(close),
  };
  const closeAll = (): void => {
    for (const close of endings) attempt(close, onFault);
  };

  let checkUrl: CheckUrl | undefined;
  const emit: Emit = (event, timeMs) => {
    if (event.kind !== 'page' && event.kind !== 'pointer') checkUrl?.();
    if (document.rules.areOpen() && !document.terms().off.includes(event.kind))
      outlet.push({ at: clock.toEpoch(timeMs), event });
  };
  attempt(() => {
    checkUrl = capturePage(sight, emit, told, isResumed);
    startKinds(sight, emit);
    const hide = captureVisibility(sight, emit, closeAll);
    const leave = watchEnd(sight, outlet, closeAll);
    offerLeave(window, signal, (how) => {
      if (how === 'gone') hide();
      leave(how);
    });
  }, onFault);
  signal.addEventListener('abort', closeAll, { once: true });
}

/** The order counts: a press is described first, and a burst of typing ends before the key or the click that ended it. */
function startKinds(sight: Sight, emit: Emit): void {
  const { window, fields } = sight;
  sight.listen(window, 'pointerdown', () => fields.noteSecrets(window.document));
  sight.listen(window, 'keydown', () => fields.noteSecrets(window.document));
  const presses = trackPresses(sight);
  captureTyping(sight, emit);
  capturePointers(sight, emit, createVeil(presses, sight.fields.words));
  captureDrags(sight, emit, presses);
  captureClicks(sight, emit, presses);
  captureKeys(sight, emit);
  captureChanges(sight, emit);
  captureScrolls(sight, emit);
  captureClipboard(sight, emit);
  captureSubmits(sight, emit);
  captureDialogs(sight, emit);
  captureViewport(sight, emit);
  captureFocus(sight, emit);
}

/** Wakes the worker at a press, and sends what there is when the page hides or goes. Must be the last to listen. */
function watchEnd({ window, listen }: Sight, outlet: Outlet, closeAll: () => void): Leave {
  let state: Parameters<Leave>[0] = 'hidden';
  // A scroll too leaves no record until it rests, however long the wheel is turned.
  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchmove']) listen(window, type, () => outlet.pressed());
  const leave: Leave = (how) => {
    leaveFrames(window, how);
    closeAll();
    if (how === 'gone') outlet.end();
    else outlet.flush();
  };
  listen(window, 'visibilitychange', () => {
    // Browsers tell of hiding after `pagehide`: that record too belongs into the tail.
    if (genuine(window.document, 'visibilityState') === 'hidden') leave(state);
  });
  listen(window, 'freeze', () => leave(state));
  listen(window, 'pagehide', () => {
    state = 'gone';
    leave(state);
  });
  listen(window, 'pageshow', () => {
    state = 'hidden';
  });
  return leave;
}

function attempt(run: () => void, onFault: DocumentSight['onFault']): void {
  try {
    run();
  } catch (error) {
    onFault(error);
  }
}
