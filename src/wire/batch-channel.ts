// The page's side of the acknowledged channel: numbers batches, keeps each until the worker has it on disk, and leaves a tail at the end.
import {
  ACK_TIMEOUT_MS,
  BATCH_MAX_AGE_MS,
  BATCH_MAX_RECORDS,
  PAGE_MAX_RECORDS,
  POINTER_MAX_AGE_MS,
  TAIL_MAX_CHARS,
  WAKE_AFTER_MS,
} from '../model/limit.ts';
import type { Batch, PageMessage, Tail } from '../model/message.ts';
import type { TimedEvent } from '../model/record.ts';

/** Waits between attempts while something is pending; the last one repeats. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000] as const;
/** What shedding leaves, so that it does not run again at the next record. */
const SHED_TO_RECORDS = PAGE_MAX_RECORDS * 0.9;

export interface ChannelDeps {
  /** The document's id. */
  readonly doc: string;
  /** Sends to the worker and resolves with its answer. May reject, never throws. */
  readonly send: (message: PageMessage) => Promise<unknown>;
  readonly tails: TailStore;
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

interface Pending {
  readonly batch: number;
  records: readonly TimedEvent[];
  shed: number;
  isInFlight: boolean;
}

/** Ends with `signal`: then everything is forgotten and no timer is left. */
export class BatchChannel {
  readonly #deps: ChannelDeps;
  readonly #pending = new Map<number, Pending>();
  /** Numbers of the batches in the tail that are not acknowledged. */
  readonly #inTail = new Set<number>();
  readonly #signal: AbortSignal;
  #open: TimedEvent[] = [];
  #openShed = 0;
  #openHasMore = false;
  #count = 0;
  #next = 0;
  #isHeld = true;
  #attempt = 0;
  #heardAt: number;
  #flushTimer: number | undefined;
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
    this.#open.push(record);
    this.#count += 1;
    if (this.#count > PAGE_MAX_RECORDS) this.#shed();
    if (this.#isHeld) return;
    if (this.#open.length >= BATCH_MAX_RECORDS) {
      this.flush();
      return;
    }
    const isPath = record.event.kind === 'pointer';
    if (this.#flushTimer === undefined) {
      this.#setFlushTimer(isPath ? POINTER_MAX_AGE_MS : BATCH_MAX_AGE_MS);
    } else if (!isPath && !this.#openHasMore) {
      clearTimeout(this.#flushTimer);
      this.#setFlushTimer(BATCH_MAX_AGE_MS);
    }
    this.#openHasMore ||= !isPath;
  }

  /** Sends what waits, now. While held it sends nothing new. */
  flush(): void {
    if (this.#isHeld) return;
    this.#close();
    this.#transmitAll();
  }

  /** From now on records wait: the gate has not answered yet. What was pushed before is sent first. */
  hold(): void {
    this.flush();
    this.#isHeld = true;
  }

  /** The gate said yes: what waited goes out, as far as `keep` lets it. */
  release(keep: (record: TimedEvent) => boolean): void {
    const kept = this.#open.filter(keep);
    this.#count -= this.#open.length - kept.length;
    this.#open = kept;
    this.#isHeld = false;
    this.flush();
  }

  /** The gate said no: what waited is forgotten. Batches numbered before stay, they happened before. */
  drop(): void {
    this.#count -= this.#open.length;
    this.#open = [];
    this.#openShed = 0;
    this.#isHeld = true;
  }

  /** A record could not be made: the number skipped here shows as a loss. */
  lose(): void {
    if (!this.#isHeld) this.flush();
    this.#next += 1;
  }

  /** Something was pressed: wakes the worker when it may be asleep, so that it is up before the page goes. */
  pressed(): void {
    if (this.#signal.aborted || this.#deps.nowMs() - this.#heardAt < WAKE_AFTER_MS) return;
    this.#heardAt = this.#deps.nowMs();
    this.#deps.send({ type: 'pressed', doc: this.#deps.doc }).then(
      () => this.#heard(),
      // A worker that does not answer a wake-up shows at the next batch.
      () => undefined,
    );
  }

  /** The page goes: a message with all that waits, and a tail in storage, since either alone is lost in one of the browsers. */
  end(): void {
    if (this.#signal.aborted) return;
    // Held records go by message only: the worker asks the gate, and nothing lies in storage that the gate has not let through.
    const firstHeld = this.#isHeld ? this.#next : Number.POSITIVE_INFINITY;
    this.#close();
    this.#transmitAll();
    const batches = this.#toTail(firstHeld);
    if (batches.length === 0) return;
    for (const { batch } of batches) this.#inTail.add(batch);
    this.#deps.tails.put({ doc: this.#deps.doc, batches });
  }

  #setFlushTimer(ms: number): void {
    this.#flushTimer = setTimeout(() => this.flush(), ms);
  }

  /** Numbers what is open. */
  #close(): void {
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    this.#openHasMore = false;
    while (this.#open.length > 0 || this.#openShed > 0) {
      const records = this.#open.splice(0, BATCH_MAX_RECORDS);
      this.#pending.set(this.#next, { batch: this.#next, records, shed: this.#openShed, isInFlight: false });
      this.#openShed = 0;
      this.#next += 1;
    }
  }

  #transmitAll(): void {
    for (const pending of this.#pending.values()) if (!pending.isInFlight) this.#transmit(pending);
  }

  #transmit(pending: Pending): void {
    pending.isInFlight = true;
    const failed = () => this.#failed(pending);
    const timer = setTimeout(failed, ACK_TIMEOUT_MS);
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

  #failed(pending: Pending): void {
    pending.isInFlight = false;
    if (this.#signal.aborted || this.#retryTimer !== undefined || !this.#pending.has(pending.batch)) return;
    const wait = RETRY_MS[Math.min(this.#attempt, RETRY_MS.length - 1)];
    this.#attempt += 1;
    this.#retryTimer = setTimeout(() => {
      this.#retryTimer = undefined;
      this.#transmitAll();
    }, wait);
  }

  #acknowledged(pending: Pending): void {
    if (this.#pending.delete(pending.batch)) this.#count -= pending.records.length;
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
    let excess = this.#count - SHED_TO_RECORDS;
    const spare = (records: readonly TimedEvent[]): TimedEvent[] =>
      records.filter((record) => record.event.kind !== 'pointer' || excess-- <= 0);
    for (const pending of this.#pending.values()) {
      const kept = spare(pending.records);
      pending.shed += pending.records.length - kept.length;
      pending.records = kept;
    }
    const kept = spare(this.#open);
    this.#openShed += this.#open.length - kept.length;
    this.#open = kept;
    this.#recount();
    for (const pending of this.#pending.values()) {
      if (this.#count <= SHED_TO_RECORDS) return;
      this.#pending.delete(pending.batch);
      this.#recount();
    }
    if (this.#count <= SHED_TO_RECORDS) return;
    this.#open.splice(0, this.#count - SHED_TO_RECORDS);
    this.#next += 1;
    this.#recount();
  }

  #recount(): void {
    this.#count = this.#open.length;
    for (const pending of this.#pending.values()) this.#count += pending.records.length;
  }

  /** All that waits, fit for storage: within the size limit first without pointer paths, then without the oldest batches. */
  #toTail(below: number): Batch[] {
    const redact = ({ at, event }: TimedEvent): TimedEvent => ({ at, event: this.#deps.tails.redact(event) });
    const all = [...this.#pending.values()]
      .filter(({ batch }) => batch < below)
      .map((pending) => ({ ...pending, records: pending.records.map(redact) }));
    const sizeOf = (pending: Pending) => JSON.stringify(pending.records).length;
    let sizes = all.map(sizeOf);
    const total = () => sizes.reduce((sum, size) => sum + size, 0);
    if (total() > TAIL_MAX_CHARS) {
      for (const pending of all) {
        const kept = pending.records.filter(({ event }) => event.kind !== 'pointer');
        pending.shed += pending.records.length - kept.length;
        pending.records = kept;
      }
      sizes = all.map(sizeOf);
    }
    while (total() > TAIL_MAX_CHARS) {
      all.shift();
      sizes.shift();
    }
    return all.map(toBatch);
  }

  #forget(): void {
    clearTimeout(this.#flushTimer);
    clearTimeout(this.#retryTimer);
    this.#open = [];
    this.#pending.clear();
  }
}

function toBatch({ batch, records, shed }: Pending): Batch {
  return { batch, records: [...records], ...(shed > 0 && { shed }) };
}

/** Every answer of the worker settles a batch; anything else is no answer. */
function isAnswer(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('kind' in answer)) return false;
  return answer.kind === 'kept' || answer.kind === 'refused' || answer.kind === 'malformed';
}
