// Every message between a page's capture script and the worker. The worker parses; the page only takes the types.
import * as z from 'zod/mini';
import { pageEvent } from './event.ts';
import type { FieldWords } from './field.ts';
import { FIELD_CLASSES } from './field.ts';
import { BATCH_MAX_RECORDS, HELD_TEXT_MAX_CHARS } from './limit.ts';
import type { PageRules } from './page-rules.ts';

// biome-ignore lint/performance/noBarrelFile: two names that belong to the schemas below, kept where a page can take them without zod.
export { GATE_KEY, PRESSED_KEY, TAIL_PREFIX } from './storage-key.ts';

/** Most bursts of one stay in a field; a page that says more is not ours. */
const TEXT_MAX_BURSTS = 1_000;
const NAMES_MAX = 100;
const NAME_MAX_CHARS = 100;

const docId = z.string().check(z.regex(/^[a-z0-9]{8,16}$/));

export const timedEvent = z.strictObject({ at: z.number(), event: pageEvent });

/** Records of one document, numbered from 0 without holes: a hole is a loss. */
export const batch = z.strictObject({
  batch: z.int().check(z.nonnegative()),
  records: z.array(timedEvent).check(z.maxLength(BATCH_MAX_RECORDS * 4)),
  /** How many pointer paths this batch had to give up while nobody answered; absent for none. */
  shed: z.optional(z.int().check(z.positive())),
  /** In a tail, for records that the gate had not let through: when the first and the last of them were, and nothing else. */
  held: z.optional(z.tuple([z.number(), z.number()])),
});
export type Batch = z.infer<typeof batch>;

export const pageMessage = z.discriminatedUnion('type', [
  /** A document asks once, and says since when its script runs (ms since 1970), whether it may be recorded, and again whenever the counter in storage changes. */
  z.strictObject({ type: z.literal('gateAsked'), doc: docId, since: z.number() }),
  z.strictObject({ type: z.literal('batchRecorded'), doc: docId, ...batch.shape }),
  /** What a frame will send as this batch once a gesture that is open is over; kept only if the frame is gone before. */
  z.strictObject({ type: z.literal('drafted'), doc: docId, ...batch.shape }),
  /** Sent at a press when the last answer is old, so that the worker is up before the page goes. */
  z.strictObject({ type: z.literal('pressed'), doc: docId, at: z.number() }),
  /** Something was typed into a protected field: its keyed hash, so that it is known again where it does not belong. */
  z.strictObject({
    type: z.literal('secretTyped'),
    doc: docId,
    mark: z.string().check(z.regex(/^w?\d{1,2}:[0-9a-f]{16}$/)),
  }),
  /** What a field held when it was left for a while, where policy lets it through: for the detectors, and never stored as it is. */
  z.strictObject({
    type: z.literal('textTyped'),
    doc: docId,
    mode: z.enum(['scrubbed', 'kept']),
    /** Class of the field. */
    of: z.optional(z.enum(FIELD_CLASSES)),
    /** Number of the field. */
    node: z.int(),
    /** Each text with the times of the bursts that it was typed in: it belongs to the last of them. */
    texts: z
      .array(
        z.strictObject({
          ats: z.array(z.number()).check(z.minLength(1), z.maxLength(TEXT_MAX_BURSTS)),
          text: z.string().check(z.maxLength(HELD_TEXT_MAX_CHARS)),
        }),
      )
      .check(z.maxLength(TEXT_MAX_BURSTS)),
    /** Names of people that the page shows. */
    names: z.array(z.string().check(z.maxLength(NAME_MAX_CHARS))).check(z.maxLength(NAMES_MAX)),
  }),
]);
export type PageMessage = z.infer<typeof pageMessage>;

/** What a page leaves in `storage.local` under `tail:<random>` at its end. */
export const tail = z.strictObject({ doc: docId, batches: z.array(batch) });
export type Tail = z.infer<typeof tail>;

/** The one value in storage that pages watch: `n` rises with every change of the gate; `open` false means: do not even ask. */
export const gateCounter = z.strictObject({ n: z.int(), open: z.boolean() });
export type GateCounter = z.infer<typeof gateCounter>;

/** A pause that pages were told of while it was on its way to disk. Times in ms since 1970. */
export const pressedPause = z.strictObject({ from: z.number(), until: z.number() });

/** What a page is told. */
export type CaptureOrder =
  | {
      readonly kind: 'capture';
      readonly pointerHz: number;
      readonly off: readonly string[];
      /** Until a page has them, every field is protected. As data they cost a page nothing before its first field. */
      readonly words: FieldWords;
      readonly rules: PageRules;
      /** Key of the hash of `secretTyped`; the same for all documents while the browser runs. */
      readonly markKey: readonly [number, number];
    }
  | { readonly kind: 'rest' };

export type BatchAnswer =
  /** On disk. */
  | { readonly kind: 'kept' }
  /** Not recorded, by decision of the gate: forget it. */
  | { readonly kind: 'refused' }
  /** Malformed: a fault of ours; forget it, it is counted as lost. */
  | { readonly kind: 'malformed'; readonly problem: string };
