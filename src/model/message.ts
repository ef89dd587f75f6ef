// Every message between a page's capture script and the worker. The worker parses; the page only takes the types.
import * as z from 'zod/mini';
import { pageEvent } from './event.ts';
import type { FieldWords } from './field.ts';
import { BATCH_MAX_RECORDS } from './limit.ts';

// biome-ignore lint/performance/noBarrelFile: two names that belong to the schemas below, kept where a page can take them without zod.
export { GATE_KEY, TAIL_PREFIX } from './storage-key.ts';

const docId = z.string().check(z.regex(/^[a-z0-9]{8,16}$/));

export const timedEvent = z.strictObject({ at: z.number(), event: pageEvent });

/** Records of one document, numbered from 0 without holes: a hole is a loss. */
export const batch = z.strictObject({
  batch: z.int().check(z.nonnegative()),
  records: z.array(timedEvent).check(z.maxLength(BATCH_MAX_RECORDS * 4)),
  /** How many pointer paths this batch had to give up while nobody answered; absent for none. */
  shed: z.optional(z.int().check(z.positive())),
});
export type Batch = z.infer<typeof batch>;

export const pageMessage = z.discriminatedUnion('type', [
  /** A document asks once whether it may be recorded, and again whenever the counter in storage changes. */
  z.strictObject({ type: z.literal('gateAsked'), doc: docId }),
  z.strictObject({ type: z.literal('batchRecorded'), doc: docId, ...batch.shape }),
  /** Sent at a press when the last answer is old, so that the worker is up before the page goes. */
  z.strictObject({ type: z.literal('pressed'), doc: docId }),
  /** Something was typed into a protected field: its keyed hash, so that it is known again where it does not belong. */
  z.strictObject({
    type: z.literal('secretTyped'),
    doc: docId,
    mark: z.string().check(z.regex(/^\d{1,2}:[0-9a-f]{16}$/)),
  }),
]);
export type PageMessage = z.infer<typeof pageMessage>;

/** What a page leaves in `storage.local` under `tail:<random>` at its end. */
export const tail = z.strictObject({ doc: docId, batches: z.array(batch) });
export type Tail = z.infer<typeof tail>;

/** The one value in storage that pages watch: `n` rises with every change of the gate; `open` false means: do not even ask. */
export const gateCounter = z.strictObject({ n: z.int(), open: z.boolean() });
export type GateCounter = z.infer<typeof gateCounter>;

/** What a page is told. */
export type CaptureOrder =
  | {
      readonly kind: 'capture';
      readonly pointerHz: number;
      readonly off: readonly string[];
      /** Until a page has them, every field is protected. As data they cost a page nothing before its first field. */
      readonly words: FieldWords;
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
