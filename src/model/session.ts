// The head of a session file: one `segment` record begins every gzip member.
import * as z from 'zod/mini';

/** Version of the session file's schema. Rises when a field changes its meaning or goes; new kinds and fields do not raise it. */
export const SESSION_SCHEMA = 1;

export const segmentHeader = z.object({
  kind: z.literal('segment'),
  schema: z.literal(SESSION_SCHEMA),
  /** Random id of the session. */
  session: z.string(),
  /** Number of this segment in the session, from 0. */
  n: z.int(),
  /** When the session started: ISO 8601 in UTC. */
  startedAt: z.string(),
  /** Random pseudonym of the install, renewed monthly. */
  participant: z.string(),
  /** `seq` of the first record of this segment. */
  firstSeq: z.int(),
  /** SHA-256, in hex, of the uncompressed bytes of the segment before this one; null for the first. */
  prev: z.nullable(z.string()),
  /** Revision of the policy in force, or `study` in study mode. */
  policy: z.string(),
  /** Version of the extension. */
  extension: z.string(),
  browser: z.string(),
  os: z.string(),
  region: z.string(),
  /** Most pointer samples a second when the session started; `control` records tell where it changes. */
  pointerHz: z.optional(z.int()),
  purpose: z.string(),
});
export type SegmentHeader = z.infer<typeof segmentHeader>;

/** What stands in place of a segment that was taken back after it had left: number and digest stay, so that the chain can be followed. */
export const tombstone = z.object({
  kind: z.literal('tombstone'),
  schema: z.literal(SESSION_SCHEMA),
  session: z.string(),
  n: z.int(),
  /** SHA-256, in hex, of the segment's uncompressed bytes. */
  digest: z.string(),
});
export type Tombstone = z.infer<typeof tombstone>;

/** What a segment's header says beside what sealing adds. */
export type SessionFacts = Omit<SegmentHeader, 'kind' | 'schema' | 'n' | 'firstSeq' | 'prev'>;
