// What every capture function sees the page through: one document, one lifetime, one clock.

import type { PageEvent } from '../model/event.ts';
import type { FieldWords } from '../model/field.ts';
import type { PageMessage } from '../model/message.ts';
import type { PageRules } from '../model/page-rules.ts';
import type { EchoKind } from '../redaction/secret-mark.ts';
import type { Clock } from './clock.ts';
import type { OpenRoot } from './composed.ts';
import type { Fields } from './field.ts';
import type { Listen, OnFault } from './listen.ts';
import type { Rules } from './rules.ts';
import type { DescribeTarget } from './target.ts';

/** What policy says about capture; replaced as a whole when the worker says so. */
export interface Terms {
  /** Most pointer samples a second. */
  readonly pointerHz: number;
  /** Kinds of events that are not recorded. */
  readonly off: readonly string[];
  /** Words that tell what a field is for; absent until the worker has sent them. */
  readonly words?: FieldWords;
  /** Rules of the policy for this page; absent as long as `words`. */
  readonly rules?: PageRules;
  /** Key of the marks of secrets; absent as long as `words`. */
  readonly markKey?: readonly [number, number];
}

/** Text of a field, with the bursts of typing that it came from. */
export type ToldText = Omit<Extract<PageMessage, { type: 'textTyped' }>, 'type' | 'doc'>;

/** What lasts as long as the document. */
export interface DocumentSight {
  readonly window: Window & typeof globalThis;
  readonly clock: Clock;
  readonly fields: Fields;
  /** The terms in force now. */
  readonly terms: () => Terms;
  readonly describe: DescribeTarget;
  readonly rules: Rules;
  readonly openRoot: OpenRoot;
  readonly onFault: OnFault;
  /** Takes what was typed into a protected field, to make a mark of it at once. */
  readonly noteSecret: (secret: string, kind?: EchoKind) => void;
  /** Takes text that the policy lets through, for the detectors. */
  readonly tellText: (told: ToldText) => void;
}

/** What lasts as long as one stretch of recording. */
export interface Sight extends DocumentSight {
  readonly listen: Listen;
  /** Ends with it. */
  readonly signal: AbortSignal;
  /**
   * What is open comes to this by now; without a word it is over. Only in frames, which may end unheard: the worker closes it then.
   */
  readonly draft?: (event?: PageEvent, timeMs?: number) => void;
  /** Calls back when what is still open (a path, a burst, a scroll) must be closed: the page hides or goes, or recording ends. */
  readonly onEnding: (close: () => void) => void;
  /** Like `listen` for events that do not leave a shadow root: heard in the document and in each shadow root met. */
  readonly listenInRoots: Listen;
}
