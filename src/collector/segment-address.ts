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

/** The id of a session as it stands in addresses. */
export const sessionId = id;

/** How a segment is packed: its file name tells. */
export const SEGMENT_ENDINGS = { gzip: '.jsonl.gz', age: '.jsonl.gz.age' } as const;
export type SegmentPacking = keyof typeof SEGMENT_ENDINGS;

/** The key under which a segment is stored. */
export function toKey({ day, participant, session, n }: SegmentAddress, packing: SegmentPacking): string {
  const folder = `segments/day=${day}/participant=${participant}/session=${session}`;
  return `${folder}/${n.padStart(6, '0')}${SEGMENT_ENDINGS[packing]}`;
}

/** What the key of a stored segment says; undefined for any other key. */
export function parseSegmentKey(key: string) {
  const [, day, participant, session, n] =
    /^segments\/day=([^/]+)\/participant=([^/]+)\/session=([^/]+)\/([0-9]{6})\.jsonl\.gz(?:\.age)?$/.exec(key) ?? [];
  if (day === undefined || participant === undefined || session === undefined) return undefined;
  return { day, participant, session, n: Number(n) };
}

/** True for a day that is in the calendar. */
function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}
