// The address of a segment: what a URL says about it, and under which key it is stored.
import * as z from 'zod/mini';

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, '1 to 64 letters, digits, - or _'));

/** The parts of a segment's URL, in the order of the URL. */
export const segmentAddress = z.object({
  /** The day in UTC on which the session started. */
  day: z.string().check(z.refine(isDay, 'a day such as 2026-03-04')),
  participant: id,
  session: id,
  n: z.string().check(z.regex(/^(0|[1-9][0-9]{0,5})$/, 'a number from 0 to 999999')),
  /** Digest of the request's body. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'a SHA-256 as 64 lower-case hex digits')),
});
export type SegmentAddress = z.infer<typeof segmentAddress>;

/** The key under which a segment is stored. */
export function toKey({ day, participant, session, n }: SegmentAddress): string {
  return `segments/day=${day}/participant=${participant}/session=${session}/${n.padStart(6, '0')}.jsonl.gz`;
}

/** True for a day that is in the calendar. */
function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
