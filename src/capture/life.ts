// The life of the capture script in a document: rests while the gate is shut, records while it is open.
import type { CaptureOrder, GateCounter } from '../model/message.ts';
import type { TimedEvent } from '../model/record.ts';
import type { Outlet, StartRecorder } from './recorder.ts';
import type { Terms } from './sight.ts';

/** Terms until the worker has told them: the default of policy. */
export const FIRST_TERMS: Terms = { pointerHz: 60, off: [] };
/**
 * Waits between questions that nobody answered, each twice the one before. The first are short: a worker that was stopped while it
 * answered starts again at once, and the page may be gone in a second.
 */
const ASK_AGAIN_MS = { first: 50, longest: 60_000 };

export interface Gate {
  read(): Promise<unknown>;
  watch(onChange: (counter: unknown) => void): void;
  /** Asks the worker whether this document may be recorded. */
  ask(): Promise<unknown>;
}

/** An outlet that keeps what it is given, silently, until it is told to hold (something may be sent at the end) or to release. */
export interface HoldingOutlet extends Outlet {
  hold(): void;
  release(keep: (record: TimedEvent) => boolean): void;
  drop(): void;
}

export interface LifeDeps {
  readonly gate: Gate;
  readonly outlet: HoldingOutlet;
  readonly start: StartRecorder;
  /** Throws where the terms hold a rule that cannot be followed. */
  readonly setTerms: (terms: Terms) => void;
}

/** Lives until `signal` ends. */
export class Life {
  readonly #deps: LifeDeps;
  readonly #signal: AbortSignal;
  #recording: AbortController | undefined;
  /** The gate said yes at some time: what is recorded after that goes on from there. */
  #since: Parameters<StartRecorder>[1] = 'load';
  /** The gate has said yes, and nothing else since. */
  #isAllowed = false;
  /** Number of the newest question: older answers do not count. */
  #question = 0;
  #askTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: LifeDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#rest(), { once: true });
  }

  /** Begins once the document is in front of a person: a prerendered one is not. */
  begin(document: Document): void {
    if (!('prerendering' in document) || document.prerendering !== true) {
      this.#begin();
      return;
    }
    document.addEventListener('prerenderingchange', () => this.#begin(), { once: true, signal: this.#signal });
  }

  #begin(): void {
    // At once: a page can keep every event from whoever listens later. What is heard before the gate is known stays in memory.
    this.#start();
    let isChanged = false;
    this.#deps.gate.watch((counter) => {
      isChanged = true;
      this.#hear(counter);
    });
    this.#deps.gate.read().then(
      (counter) => {
        // A change that came first is newer than what was read.
        if (!isChanged) this.#hear(counter);
      },
      // Without storage nothing says that the gate is open, so nothing is recorded.
      () => this.#rest(),
    );
  }

  #hear(counter: unknown): void {
    if (this.#signal.aborted) return;
    if (!isOpen(counter)) {
      this.#rest();
      return;
    }
    if (!this.#isAllowed) this.#deps.outlet.hold();
    this.#start();
    this.#ask(0);
  }

  #start(): void {
    if (this.#recording !== undefined || this.#signal.aborted) return;
    this.#recording = new AbortController();
    this.#deps.start(AbortSignal.any([this.#signal, this.#recording.signal]), this.#since);
  }

  #ask(attempt: number): void {
    clearTimeout(this.#askTimer);
    this.#question += 1;
    const question = this.#question;
    const isStale = (): boolean => question !== this.#question || this.#signal.aborted;
    const again = (): void => {
      if (isStale()) return;
      const wait = Math.min(ASK_AGAIN_MS.first * 2 ** attempt, ASK_AGAIN_MS.longest);
      this.#askTimer = setTimeout(() => this.#ask(attempt + 1), wait);
    };
    this.#deps.gate.ask().then((answer) => {
      if (isStale()) return;
      if (!isOrder(answer)) again();
      else if (answer.kind === 'rest') this.#rest();
      else this.#capture(answer);
    }, again);
  }

  #capture(terms: Terms): void {
    try {
      this.#deps.setTerms(terms);
    } catch {
      // A rule that this browser cannot read may be one that protects something.
      this.#rest();
      return;
    }
    if (this.#isAllowed) return;
    this.#isAllowed = true;
    this.#since = 'rest';
    // Paths that were drawn finer than allowed before the answer came are not kept.
    const isTooFine = terms.pointerHz < FIRST_TERMS.pointerHz;
    const off = isTooFine ? [...terms.off, 'pointer'] : terms.off;
    this.#deps.outlet.release(({ event }) => !off.includes(event.kind));
  }

  /** Takes every listener away. What was recorded while it was allowed goes out; what only waited for the answer is dropped. */
  #rest(): void {
    clearTimeout(this.#askTimer);
    this.#question += 1;
    this.#recording?.abort();
    this.#recording = undefined;
    if (this.#isAllowed) this.#deps.outlet.hold();
    else this.#deps.outlet.drop();
    this.#isAllowed = false;
  }
}

function isOpen(counter: unknown): counter is GateCounter {
  return (counter as { readonly open?: unknown } | null | undefined)?.open === true;
}

function isOrder(answer: unknown): answer is CaptureOrder {
  const { kind, pointerHz, off, words } = (answer ?? {}) as Partial<Record<string, unknown>>;
  if (kind !== 'capture') return kind === 'rest';
  return (pointerHz as number) > 0 && Array.isArray(off) && words !== undefined;
}
