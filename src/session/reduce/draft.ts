// An action under way: what it is so far, and which raw records went into it.
import { pathMs } from '../../model/path-time.ts';
import type { SessionRecord } from '../../model/record.ts';
import type { Action, ActionBody, Before, Effect } from './action.ts';
import { toRanges } from './action.ts';
import { fieldOf, lacksOf } from './usable.ts';

/** A record of the given kind. */
export type RecordOf<K extends SessionRecord['kind']> = Extract<SessionRecord, { kind: K }>;

export interface Draft {
  body: ActionBody;
  /** As in `Action`. */
  t: number;
  ms: number | undefined;
  readonly doc: string | undefined;
  readonly tab: number | undefined;
  readonly before: Before;
  /** `seq` and kind of the records in it. */
  readonly records: { readonly seq: number; readonly kind: string }[];
  readonly effects: Effect[];
  /** Nothing may join what was written after its time was sealed: its `t` says nothing. */
  isLate: boolean;
  /** The pointer path in which it happened has arrived. */
  hasPath: boolean;
  /** Pointer paths of a drag. */
  readonly paths: RecordOf<'pointer'>[];
  /** Whether it is an action at all: a hover only when what it revealed was used. Undefined while that is open. */
  isAction: boolean | undefined;
}

/** A draft of nothing yet. */
export function newDraft(body: ActionBody, t: number, facts: Partial<Pick<Draft, 'doc' | 'tab' | 'before'>>): Draft {
  return {
    body,
    t,
    ms: undefined,
    doc: undefined,
    tab: undefined,
    before: {},
    ...facts,
    records: [],
    effects: [],
    isLate: false,
    hasPath: false,
    paths: [],
    isAction: body.kind === 'hover' ? undefined : true,
  };
}

/** Ends a draft. */
export function toAction(draft: Draft, n: number): Action {
  const { t, ms, doc, records, before, effects } = draft;
  const body = draft.body.kind === 'drag' ? { ...draft.body, path: pathOf(draft) } : draft.body;
  return {
    ...body,
    n,
    t,
    ms,
    doc,
    seqs: toRanges(records.map(({ seq }) => seq)),
    before,
    effects,
    field: fieldOf(body),
    lacks: lacksOf(body, before),
  };
}

/** Samples of the paths between the press and the drop. */
function pathOf({ paths, t, ms = 0 }: Draft): [number, number, number][] | undefined {
  const beganAt = t - ms;
  const samples: [number, number, number][] = [];
  for (const path of paths.toSorted((a, b) => a.seq - b.seq)) {
    for (const { t: at, x, y } of samplesOf(path)) {
      if (at >= beganAt && at <= t) samples.push([Math.round((at - beganAt) * 1_000) / 1_000, x, y]);
    }
  }
  return samples.length === 0 ? undefined : samples;
}

/** One sample of a pointer path. `t` in ms since `startedAt`, x and y in CSS px, `buttons` as in `PointerEvent.buttons`. */
export interface PointerSample {
  readonly t: number;
  readonly x: number;
  readonly y: number;
  readonly buttons: number;
}

/** The samples of a pointer record, from its columns. */
export function samplesOf(path: RecordOf<'pointer'>): PointerSample[] {
  const samples: PointerSample[] = [];
  eachSample(path, (t, x, y, buttons) => {
    samples.push({ t, x, y, buttons });
  });
  return samples;
}

/** The same without an object for each: there are many. */
export function eachSample(
  path: RecordOf<'pointer'>,
  take: (t: number, x: number, y: number, buttons: number) => void,
): void {
  const { dt, dx, dy, buttons: changes = [] } = path;
  let t = path.t - pathMs(path);
  let { x, y } = path;
  let buttons = 0;
  let change = 0;
  const count = Math.min(dt.length, dx.length, dy.length);
  for (let index = 0; index <= count; index++) {
    if (index > 0) {
      t += dt[index - 1] ?? 0;
      x += dx[index - 1] ?? 0;
      y += dy[index - 1] ?? 0;
    }
    for (let next = changes[change]; next !== undefined && next[0] <= index; next = changes[change]) {
      buttons = next[1];
      change++;
    }
    take(t, x, y, buttons);
  }
}
