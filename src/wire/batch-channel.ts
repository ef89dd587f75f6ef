// The page's side of the acknowledged channel: numbers batches, keeps each until the worker has it on disk, and leaves a tail at the end.
import {
  ACK_TIMEOUT_MS,
  BATCH_MAX_RECORDS,
  PAGE_MAX_RECORDS,
  POINTER_MAX_AGE_MS,
  TAIL_MAX_CHARS,
  WAKE_AFTER_MS,
} from '../model/limit.ts';
import type { Batch, PageMessage, Tail } from '../model/message.ts';
import type { TimedEvent } from '../model/record.ts';

/**
 * First waits between attempts while something is pending, each twice the one before. A worker that was stopped while it answered
 * starts again at once, and the page may be gone in a second: then its tail is all that is left, which has no names.
 */
const RETRY_MS = { failed: 50, unanswered: 1_000, longest: 8_000 };
/** What shedding leaves, so that it does not run again at the next record. */
const SHED_TO_RECORDS = PAGE_MAX_RECORDS * 0.9;

export interface ChannelDeps {
  /** The document's id. */
  readonly doc: string;
  /** Sends to the worker and resolves with its answer. May reject, never throws. */
  readonly send: (message: PageMessage) => Promise<unknown>;
  readonly tails: TailStore;
  /** Longest a batch with more than pointer paths waits, ms. */
  readonly maxAgeMs: number;
  /** Monotonic clock, ms. */
  readonly nowMs: () => number;
}

/** The document's one tail in storage. Neither call may throw or reject: at the end of a page nobody can act on it. */
export interface TailStore {
  put(tail: Tail): void;
  remove(): void;
  /** The event as it may lie in storage: names masked, origin instead of URL, no text. */
  redact(event: TimedEvent['event']): TimedEvent['event'];
}

interface Records {
  records: TimedEvent[];
  /** How many pointer paths were given up. */
  shed: number;
}

interface Pending extends Records {
  readonly batch: number;
  isInFlight: boolean;
  readonly held?: Batch['held'];
}

/** Ends with `signal`: then everything is forgotten and no timer is left. */
export class BatchChannel {
  readonly #deps: ChannelDeps;
  readonly #signal: AbortSignal;
  readonly #pending = new Map<number, Pending>();
  /** Numbers of the batches in the tail that are not acknowledged. */
  readonly #inTail = new Set<number>();
  /** Records without a number yet. */
  #open: Records = { records: [], shed: 0 };
  /** What is open in the page and becomes a record of the next batch. */
  #draft: TimedEvent | undefined;
  #next = 0;
  #isHeld = true;
  /** Number of the first batch of which no gate has been asked, or none has answered. */
  #heldFrom = 0;
  /** Nobody said yet that anything may be sent: not even a last word. */
  #isSilent = true;
  #attempt = 0;
  #heardAt: number;
  #flushTimer: number | undefined;
  /** When the flush timer is due, on the monotonic clock. */
  #flushAt = Number.POSITIVE_INFINITY;
  #retryTimer: number | undefined;

  constructor(deps: ChannelDeps, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
    this.#heardAt = deps.nowMs();
    signal.addEventListener('abort', () => this.#forget(), { once: true });
  }

  /** Takes a record. It leaves with its batch, unless the channel is held. */
  push(record: TimedEvent): void {
    if (this.#signal.aborted) return;
    this.#open.records.push(record);
    if (this.#count() > PAGE_MAX_RECORDS) this.#shed();
    if (this.#isHeld) return;
    if (this.#open.records.length >= BATCH_MAX_RECORDS) {
      this.flush();
      return;
    }
    const waitMs = record.event.kind === 'pointer' ? POINTER_MAX_AGE_MS : this.#deps.maxAgeMs;
    const dueAt = this.#deps.nowMs() + waitMs;
    if (dueAt >= this.#flushAt) return;
    this.#flushAt = dueAt;
    clearTimeout(this.#flushTimer);
    this.#flushTimer = setTimeout(() => this.flush(), waitMs);
  }

  /** Sends what waits, now. While held it sends nothing new. */
  flush(): void {
    if (this.#isHeld) return;
    this.#close();
    this.#transmitAll();
  }

  /** From now on records wait: the gate is open but has not answered yet. What was pushed before is sent first. */
  hold(): void {
    this.flush();
    if (!this.#isHeld) this.#heldFrom = this.#next;
    this.#isHeld = true;
    this.#isSilent = false;
  }

  /** The gate said yes: what waited goes out, as far as `keep` lets it. */
  release(keep: (record: TimedEvent) => boolean): void {
    this.#open.records = this.#open.records.filter(keep);
    this.#isHeld = false;
    this.#heldFrom = Number.POSITIVE_INFINITY;
    this.#isSilent = false;
    this.flush();
  }

  /** The gate said no: what waited is forgotten, and what comes waits in silence. Batches numbered before stay, they happened before. */
  drop(): void {
    this.#open = { records: [], shed: 0 };
    this.#isHeld = true;
    this.#isSilent = true;
  }

  /** A record could not be made: the number skipped here shows as a loss. */
  lose(): void {
    this.flush();
    this.#next += 1;
  }

  /** Something was pressed: wakes the worker when it may be asleep, so that it is up before the page goes. */
  pressed(): void {
    if (this.#signal.aborted || this.#isSilent || this.#deps.nowMs() - this.#heardAt < WAKE_AFTER_MS) return;
    this.#heardAt = this.#deps.nowMs();
    this.#deps.send({ type: 'pressed', doc: this.#deps.doc, at: Date.now() }).then(
      () => this.#heard(),
      // A worker that does not answer a wake-up shows at the next batch.
      () => undefined,
    );
  }

  /** Tells the worker what a gesture that is still open has come to, so that it is not lost with a page that ends unheard. */
  draft(record: TimedEvent | undefined): void {
    this.#draft = record;
    if (record === undefined || this.#isHeld || this.#signal.aborted) return;
    const drafted: PageMessage = { type: 'drafted', doc: this.#deps.doc, batch: this.#next, records: [record] };
    // One that is not heard matters little: the next says more, and the record itself all.
    this.#deps.send(drafted).catch(() => undefined);
  }

  /** The page goes: a message with all that waits, and a tail in storage, since either alone is lost in one of the browsers. */
  end(): void {
    if (this.#signal.aborted || this.#isSilent) return;
    // Held records go by message only: the worker asks the gate, and nothing lies in storage that the gate has not let through,
    // but the times between which something may be lost now.
    this.#close();
    this.#transmitAll();
    const batches = this.#toTail();
    if (batches.length === 0) return;
    for (const { batch } of batches) this.#inTail.add(batch);
    this.#deps.tails.put({ doc: this.#deps.doc, batches });
  }

  /** Numbers what is open. */
  #close(): void {
    clearTimeout(this.#flushTimer);
    this.#flushAt = Number.POSITIVE_INFINITY;
    const { records, shed } = this.#open;
    this.#open = { records: [], shed: 0 };
    for (let from = 0; from < records.length || (from === 0 && shed > 0); from += BATCH_MAX_RECORDS) {
      const batch = this.#next;
      this.#next += 1;
      const some = records.slice(from, from + BATCH_MAX_RECORDS);
      this.#pending.set(batch, { batch, records: some, shed: from === 0 ? shed : 0, isInFlight: false });
    }
    // Its number is taken.
    if (records.length > 0) this.draft(this.#draft);
  }

  #transmitAll(): void {
    for (const pending of this.#pending.values()) if (!pending.isInFlight) this.#transmit(pending);
  }

  #transmit(pending: Pending): void {
    pending.isInFlight = true;
    const failed = (firstMs = RETRY_MS.failed) => this.#failed(pending, firstMs);
    const timer = setTimeout(() => failed(RETRY_MS.unanswered), ACK_TIMEOUT_MS);
    this.#deps.send({ type: 'batchRecorded', doc: this.#deps.doc, ...toBatch(pending) }).then(
      (answer) => {
        clearTimeout(timer);
        if (isAnswer(answer)) this.#acknowledged(pending);
        else failed();
      },
      () => {
        clearTimeout(timer);
        failed();
      },
    );
  }

  #failed(pending: Pending, firstMs: number): void {
    pending.isInFlight = false;
    if (this.#signal.aborted || this.#retryTimer !== undefined || !this.#pending.has(pending.batch)) return;
    const wait = Math.min(firstMs * 2 ** this.#attempt, RETRY_MS.longest);
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      this.#transmitAll();
    }, wait);
  }

  #acknowledged(pending: Pending): void {
    this.#pending.delete(pending.batch);
    if (this.#inTail.delete(pending.batch) && this.#inTail.size === 0) this.#deps.tails.remove();
    this.#heard();
  }

  /** The worker is there: what failed before goes again at once. */
  #heard(): void {
    this.#heardAt = this.#deps.nowMs();
    this.#attempt = 0;
    if (this.#retryTimer === undefined || this.#signal.aborted) return;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = undefined;
    this.#transmitAll();
  }

  /** Oldest pointer paths first; when there are none left, the oldest batch, whose missing number shows as a loss. */
  #shed(): void {
    const excess = (): number => this.#count() - SHED_TO_RECORDS;
    for (const from of [...this.#pending.values(), this.#open]) shedPaths(from, excess());
    for (const batch of this.#pending.keys()) if (excess() > 0) this.#pending.delete(batch);
    if (excess() <= 0) return;
    this.#open.records.splice(0, excess());
    this.#next += 1;
  }

  /** Records that nobody has acknowledged. */
  #count(): number {
    return (
      this.#open.records.length + [...this.#pending.values()].reduce((sum, { records }) => sum + records.length, 0)
    );
  }

  /** All that waits, fit for storage: within the size limit first without pointer paths, then without the oldest batches. */
  #toTail(): Batch[] {
    const all = [...this.#pending.values()].map((pending): Pending => {
      const { records } = pending;
      const held = pending.batch < this.#heldFrom ? [] : records.map(({ at }) => at);
      return held[0]
        ? { ...pending, records: [], shed: 0, held: [held[0], held.at(-1) ?? 0] }
        : { ...pending, records: records.map(this.#toTailRecord) };
    });
    const isTooLarge = (): boolean => JSON.stringify(all).length > TAIL_MAX_CHARS;
    if (isTooLarge()) for (const pending of all) shedPaths(pending, Number.POSITIVE_INFINITY);
    while (isTooLarge()) all.shift();
    return all.map(toBatch);
  }

  readonly #toTailRecord = ({ at, event }: TimedEvent): TimedEvent => ({ at, event: this.#deps.tails.redact(event) });

  #forget(): void {
    clearTimeout(this.#flushTimer);
    clearTimeout(this.#retryTimer);
    this.#open = { records: [], shed: 0 };
    this.#pending.clear();
  }
}

/** Takes up to `most` of the oldest pointer paths out of a batch, and counts them. */
function shedPaths(from: Records, most: number): void {
  let left = most;
  const kept = from.records.filter(({ event }) => event.kind !== 'pointer' || left-- <= 0);
  from.shed += from.records.length - kept.length;
  from.records = kept;
}

function toBatch({ batch, records, shed, held }: Pending): Batch {
  return { batch, records: [...records], shed: shed || undefined, held };
}

/** Every answer of the worker to a batch (kept, refused, malformed) settles it; anything else is no answer. */
function isAnswer(answer: unknown): boolean {
  return (answer as { readonly kind?: unknown } | null | undefined)?.kind !== undefined;
}
