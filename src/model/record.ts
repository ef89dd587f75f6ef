// A record: an event with its place in time and in the session, as it stands in the buffer and in the session file.
import * as z from 'zod/mini';
import * as event from './event.ts';

export const GAP_REASONS = [
  'paused',
  'exempt',
  'hours',
  'unlisted',
  'region',
  'policy',
  'withdrawn',
  'shed',
  'lost',
] as const;
export type GapReason = (typeof GAP_REASONS)[number];

/** A stretch that was not recorded, or is no longer there. Never names a site. `from` and `to` are ms since the session started. */
export const gap = z.strictObject({
  kind: z.literal('gap'),
  reason: z.enum(GAP_REASONS),
  from: z.number(),
  to: z.number(),
  /** For withdrawn, shed and lost: how many records by kind (`batch` where only whole batches are known to be missing). */
  counts: z.optional(z.record(z.string(), z.int())),
});

export const control = z.strictObject({
  kind: z.literal('control'),
  /** `clock`: the device's clock was moved while a pause ran. `battery`: it got low, or is no longer. */
  action: z.enum(['pause', 'resume', 'exemption', 'acknowledgement', 'policy', 'clock', 'battery']),
  by: z.enum(['person', 'policy', 'time']),
  /** For `policy` and `battery`: most pointer samples a second from now on. */
  pointerHz: z.optional(z.int()),
});

export const END_REASONS = ['idle', 'midnight', 'quit', 'crash'] as const;
export const end = z.strictObject({ kind: z.literal('end'), reason: z.enum(END_REASONS) });
export type EndReason = (typeof END_REASONS)[number];

/** Every kind that a session file of this schema holds beside `segment`, in the order of the reference. */
export const recordBodies = { ...event.pageEvents, tab: event.tab, gap, control, end };
export type RecordKind = keyof typeof recordBodies;
export const RECORD_KINDS = Object.keys(recordBodies) as RecordKind[];

export const recordBody = z.discriminatedUnion('kind', [
  event.page,
  event.viewport,
  event.visibility,
  event.focus,
  event.pointer,
  event.click,
  event.drag,
  event.scroll,
  event.key,
  event.typing,
  event.change,
  event.clipboard,
  event.submit,
  event.dialog,
  event.tab,
  gap,
  control,
  end,
]);
export type RecordBody = z.infer<typeof recordBody>;

/** An event as a page sends it: `at` is when it closed, in ms since 1970, from the document's monotonic clock. */
export interface TimedEvent {
  readonly at: number;
  readonly event: event.PageEvent;
}

/** What every record of a session file carries beside its body; see `SessionRecord`. */
export const recordEnvelope = z.object({
  seq: z.int().check(z.nonnegative()),
  t: z.number().check(z.nonnegative()),
  doc: z.optional(z.string()),
  late: z.optional(z.literal(true)),
});

/** A record of a session file. */
export type SessionRecord = RecordBody & {
  readonly seq: number;
  /** ms since the session's `startedAt`. */
  readonly t: number;
  readonly doc?: string;
  /** The record arrived after its time was sealed: `t` is when it was written, not when it happened. */
  readonly late?: true;
};
