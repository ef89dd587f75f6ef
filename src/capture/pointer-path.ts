// A pointer path as columns: a start point, then whole-number deltas of time and place, so that it packs well and sums exactly.
import type { PageEventOf } from '../model/event.ts';

export interface Sample {
  /** ms on the document's monotonic clock. */
  readonly timeMs: number;
  readonly x: number;
  readonly y: number;
  /** Bit mask as in `PointerEvent.buttons`. */
  readonly buttons: number;
}

export class PointerPath {
  readonly #type: PageEventOf<'pointer'>['type'];
  readonly #gapMs: number;
  readonly #samples: Sample[] = [];
  /** When the next sample is due: a grid, so that a mouse of any rate is thinned to just this one. */
  #dueMs: number | undefined;
  /** The newest sample, where it came too soon after the last one: it is taken when the path ends there. */
  #skipped: Sample | undefined;

  /** `pointerHz`: most samples a second. */
  constructor(type: PageEventOf<'pointer'>['type'], pointerHz: number) {
    this.#type = type;
    this.#gapMs = 1_000 / pointerHz;
  }

  /** When the path started, on the monotonic clock. */
  get startMs(): number {
    return this.#samples[0]?.timeMs ?? 0;
  }

  /** Where and when the pointer is now. */
  get end(): Sample | undefined {
    return this.#skipped ?? this.#samples.at(-1);
  }

  /** True for a path that is in that place all the time. */
  isAt(x: number, y: number): boolean {
    return [...this.#samples, this.#skipped].every(
      (sample) => sample === undefined || (Math.round(sample.x) === x && Math.round(sample.y) === y),
    );
  }

  add(sample: Sample): void {
    // Hardware is not punctual: a sample that is early by less than a fifth of the gap is on time.
    const dueMs = this.#dueMs ?? sample.timeMs;
    const isEarly = sample.timeMs < dueMs - this.#gapMs / 5;
    if (isEarly && sample.buttons === this.#samples.at(-1)?.buttons) {
      this.#skipped = sample;
      return;
    }
    this.#skipped = undefined;
    this.#samples.push(sample);
    this.#dueMs = Math.max(dueMs, sample.timeMs - this.#gapMs) + this.#gapMs;
  }

  /** The path as an event; undefined when nothing was added. */
  toEvent(): PageEventOf<'pointer'> | undefined {
    if (this.#skipped !== undefined) this.#samples.push(this.#skipped);
    this.#skipped = undefined;
    const [first, ...rest] = this.#samples;
    if (first === undefined) return undefined;
    const start = { ms: 0, x: Math.round(first.x), y: Math.round(first.y), buttons: first.buttons };
    let last = start;
    const dt: number[] = [];
    const dx: number[] = [];
    const dy: number[] = [];
    const buttons: [number, number][] = first.buttons === 0 ? [] : [[0, first.buttons]];
    for (const [index, sample] of rest.entries()) {
      const next = {
        ms: Math.max(last.ms, Math.round(sample.timeMs - first.timeMs)),
        x: Math.round(sample.x),
        y: Math.round(sample.y),
        buttons: sample.buttons,
      };
      dt.push(next.ms - last.ms);
      dx.push(next.x - last.x);
      dy.push(next.y - last.y);
      if (next.buttons !== last.buttons) buttons.push([index + 1, next.buttons]);
      last = next;
    }
    const { x, y } = start;
    const columns = { dt, dx, dy, ...(buttons.length > 0 && { buttons }) };
    return { kind: 'pointer', type: this.#type, x, y, ...columns };
  }
}
