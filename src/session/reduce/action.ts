// What a person did, as read out of raw records: one action, the records it was made of, and what it led to.
import type { Cause, PageEventOf, TabEvent } from '../../model/event.ts';
import type { Field } from '../../model/field.ts';
import type { RecordBody } from '../../model/record.ts';
import type { DurationBucket, LengthBucket } from '../../model/safe.ts';
import type { Box, Point, Target } from '../../model/target.ts';

/** Rises whenever the same records would give other actions. */
export const REDUCE_VERSION = 2;

export const ACTION_KINDS = [
  'click',
  'doubleClick',
  'drag',
  'type',
  'press',
  'select',
  'scroll',
  'hover',
  'navigate',
  'tab',
  'clipboard',
  'wait',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

type Body<K extends RecordBody['kind']> = Extract<RecordBody, { kind: K }>;
type Click = PageEventOf<'click'>;
type Scroll = PageEventOf<'scroll'>;

/** `[first, last]`, both included: `seq` of the raw records. */
export type SeqRange = readonly [number, number];

/** The state that the person acted in. Absent fields were not known. */
export interface Before {
  readonly url?: string | undefined;
  /** For a document in a frame: address of the page that holds it. */
  readonly topUrl?: string | undefined;
  readonly tab?: number | undefined;
  readonly viewport?: Omit<PageEventOf<'viewport'>, 'kind'> | undefined;
  /** For a document in frames: the documents that hold it, outermost first, each with the box of the frame in it. */
  readonly frames?: readonly { readonly doc: string; readonly box?: Box | undefined }[] | undefined;
}

/** What followed from an action and is no action of its own. */
export type Effect = { readonly seq: number } & (
  | {
      readonly kind: 'page';
      readonly doc: string;
      readonly url: string;
      readonly cause: Cause;
      readonly tab?: number | undefined;
    }
  | { readonly kind: 'tab'; readonly tab: number; readonly action: TabEvent['action'] }
  | { readonly kind: 'dialog'; readonly type: 'dialog' | 'popover'; readonly target: Target }
  | { readonly kind: 'submit'; readonly target: Target; readonly submitter?: number | undefined }
  | Omit<Body<'change'>, 'files'>
  | {
      readonly kind: 'scroll';
      readonly target?: Target | undefined;
      readonly from: Scroll['from'];
      readonly to: Scroll['to'];
    }
  /** A click that the browser made: a label's on its control, Enter's on the button that submits the form. */
  | { readonly kind: 'click'; readonly target: Target }
  | {
      readonly kind: 'clipboard';
      readonly action: 'copy' | 'cut' | 'paste';
      readonly length?: LengthBucket | undefined;
    }
);

/** One burst of typing, as recorded. Buckets do not add up, so they are kept apart. */
export interface Burst {
  readonly inserted?: LengthBucket | undefined;
  readonly deleted?: LengthBucket | undefined;
  readonly corrections?: LengthBucket | undefined;
  readonly duration?: DurationBucket | undefined;
  readonly pasted?: true | undefined;
  readonly autofilled?: true | undefined;
}

/** What each kind of action says beside the fields that all share. */
export type ActionBody =
  | {
      readonly kind: 'click' | 'doubleClick';
      readonly target: Target;
      readonly point?: Point | undefined;
      readonly button: Click['button'];
      /** 1, or for a double click how often in all. */
      readonly count: number;
      readonly by: Click['by'];
      readonly modifiers?: Click['modifiers'] | undefined;
      /** The key that made the click, where it was recorded. */
      readonly key?: string | undefined;
    }
  | {
      readonly kind: 'drag';
      readonly by: 'pointer' | 'html';
      readonly target?: Target | undefined;
      readonly point?: Point | undefined;
      readonly to?: { readonly point: Point; readonly target?: Target | undefined } | undefined;
      readonly items?: PageEventOf<'drag'>['items'] | undefined;
      /** `[ms since the drag began, x, y]` in CSS px; absent where no path was recorded. */
      readonly path?: readonly (readonly [number, number, number])[] | undefined;
    }
  | {
      readonly kind: 'type';
      readonly target: Target;
      readonly bursts: readonly Burst[];
      /** All that the field held after the last burst, only where its mode lets it through and it was not lost. */
      readonly text?: string | undefined;
      readonly pasted?: true | undefined;
    }
  | {
      readonly kind: 'press';
      readonly key: string;
      readonly modifiers?: Click['modifiers'] | undefined;
      /** More than 1 where the key was held down. */
      readonly times: number;
      readonly target?: Target | undefined;
    }
  | {
      readonly kind: 'select';
      readonly control: PageEventOf<'change'>['control'];
      readonly target: Target;
      readonly value?: string | undefined;
      readonly files?: number | undefined;
      /** How often the value changed on the way to the last one. */
      readonly times: number;
    }
  | {
      readonly kind: 'scroll';
      /** Absent when the page itself scrolled. */
      readonly target?: Target | undefined;
      readonly from: Scroll['from'];
      readonly to: Scroll['to'];
      readonly source: Scroll['source'];
    }
  /** The pointer rested and something opened, into which the person then clicked. Which element opened it is not recorded. */
  | { readonly kind: 'hover'; readonly point: { readonly x: number; readonly y: number }; readonly revealed: Target }
  | { readonly kind: 'navigate'; readonly url: string; readonly cause: Cause }
  | { readonly kind: 'tab'; readonly action: TabEvent['action']; readonly tab: number }
  | {
      readonly kind: 'clipboard';
      readonly action: 'copy' | 'cut' | 'paste';
      readonly length?: LengthBucket | undefined;
      readonly target?: Target | undefined;
    }
  /** Nothing was recorded for so long. Has no raw records. */
  | { readonly kind: 'wait'; readonly isBreak?: true | undefined };

/** What an action lacks to train an agent; see `usable.ts`. */
export const LACKS = ['page', 'viewport', 'target', 'uniqueSelector', 'box', 'point', 'pointInBox'] as const;
export type Lack = (typeof LACKS)[number];

/** One action. */
export type Action = ActionBody & {
  /** Number of the action in its session, from 0. */
  readonly n: number;
  /** When it ended, in ms since the session's `startedAt`. Never goes back from action to action. */
  readonly t: number;
  /** How long it took, where that is known: it began at `t` - `ms`. */
  readonly ms?: number | undefined;
  readonly doc?: string | undefined;
  /** The raw records it was made of, effects and pointer paths included. */
  readonly seqs: readonly SeqRange[];
  readonly before: Before;
  readonly effects: readonly Effect[];
  /** Class of the field acted on and its redaction mode. */
  readonly field?: Field | undefined;
  /** Empty for a usable step. */
  readonly lacks: readonly Lack[];
};
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;

/** A piece of a reduced session. Each raw record is in exactly one. */
export type Reduced =
  | { readonly kind: 'action'; readonly action: Action }
  /** No action: what happened around them. */
  | { readonly kind: 'context'; readonly seq: number; readonly recordKind: string }
  | { readonly kind: 'gap'; readonly seq: number; readonly gap: Body<'gap'> };

/** All `seq` that ranges stand for. */
export function* seqsOf(ranges: readonly SeqRange[]): Generator<number> {
  for (const [first, last] of ranges) for (let seq = first; seq <= last; seq++) yield seq;
}

/** Ranges of numbers in any order. */
export function toRanges(seqs: readonly number[]): SeqRange[] {
  const ranges: [number, number][] = [];
  for (const seq of seqs.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] + 1 === seq) last[1] = seq;
    else ranges.push([seq, seq]);
  }
  return ranges;
}
