// Reduces a session to actions: pure, streaming, in bounded memory. The same records always give the same actions.
import { pathMs } from '../../model/path-time.ts';
import type { SessionRecord } from '../../model/record.ts';
import type { UnknownRecord } from '../parse-record.ts';
import type { Reduced } from './action.ts';
import type { Desk } from './desk.ts';
import { createDesk } from './desk.ts';
import { leastMs, reduceChange, reduceClipboard, reduceKey, reduceSubmit, reduceTyping } from './field-rules.ts';
import type { TopPages } from './place-rules.ts';
import { reducePage, reduceTab } from './place-rules.ts';
import { reduceClick, reduceDialog, reduceDrag, reduceScroll } from './pointer-rules.ts';
import { createSurroundings } from './surroundings.ts';
import { BREAK_MIN_MS, WAIT_MIN_MS } from './threshold.ts';

/** Takes the records of one session in order. Actions come out in the order of their `t`, each as soon as nothing can join it. */
export interface Reducer {
  readonly record: (record: SessionRecord) => readonly Reduced[];
  /** A record of a kind that this version does not know: context. */
  readonly unknown: (record: UnknownRecord) => readonly Reduced[];
  readonly end: () => readonly Reduced[];
}

export function createReducer(): Reducer {
  const surroundings = createSurroundings();
  const { desk, settle, clear, gap, take } = createDesk(surroundings);
  const topPages: TopPages = new Map();
  let lastT: number | undefined;

  const noteWait = (record: SessionRecord): void => {
    const began = record.t - msOf(record);
    const idleMs = lastT === undefined || record.late === true ? 0 : began - lastT;
    if (idleMs >= WAIT_MIN_MS && endsWait(record)) desk.wait(began, idleMs, idleMs >= BREAK_MIN_MS);
    lastT = Math.max(lastT ?? 0, record.t);
  };

  return {
    record: (record) => {
      settle(record.t);
      noteWait(record);
      if (record.kind === 'gap') {
        // Nothing joins across a gap: what lay in it may have come between.
        clear();
        gap(record);
        lastT = Math.max(record.t, record.to);
      } else reduceRecord(record, desk, topPages);
      surroundings.note(record);
      return take();
    },
    unknown: (record) => {
      settle(record.t);
      desk.context(record);
      return take();
    },
    end: () => {
      clear();
      return take();
    },
  };
}

function reduceRecord(record: Exclude<SessionRecord, { kind: 'gap' }>, desk: Desk, topPages: TopPages): void {
  switch (record.kind) {
    case 'pointer':
      desk.holdPath(record);
      break;
    case 'click':
      reduceClick(record, desk);
      break;
    case 'drag':
      reduceDrag(record, desk);
      break;
    case 'scroll':
      reduceScroll(record, desk);
      break;
    case 'dialog':
      reduceDialog(record, desk);
      break;
    case 'typing':
      reduceTyping(record, desk);
      break;
    case 'key':
      reduceKey(record, desk);
      break;
    case 'change':
      reduceChange(record, desk);
      break;
    case 'clipboard':
      reduceClipboard(record, desk);
      break;
    case 'submit':
      reduceSubmit(record, desk);
      break;
    case 'page':
      reducePage(record, desk, topPages);
      break;
    case 'tab':
      reduceTab(record, desk);
      break;
    case 'viewport':
    case 'visibility':
    case 'focus':
    case 'control':
    case 'end':
      desk.context(record);
      break;
  }
}

/** How long a record took, as far as it says. */
function msOf(record: SessionRecord): number {
  if (record.kind === 'typing') return leastMs(record);
  if (record.kind === 'click') return record.held ?? 0;
  if (record.kind === 'pointer') return pathMs(record);
  return 'ms' in record ? record.ms : 0;
}

/** True for what shows that the person is there again. */
function endsWait({ kind }: SessionRecord): boolean {
  return kind !== 'gap' && kind !== 'control' && kind !== 'end' && kind !== 'tab' && kind !== 'page';
}
