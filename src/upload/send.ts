// Sends one sealed segment: an idempotent PUT whose address holds its digest. Worker.
import { SEGMENT_CONTENT_TYPES } from '../model/collector-api.ts';
import { isEncrypted } from './encrypt.ts';

const SEND_TIMEOUT_MS = 30_000;

export interface SegmentAddress {
  /** UTC day on which the session started, `2026-11-22`. */
  readonly day: string;
  readonly participant: string;
  readonly session: string;
  readonly n: number;
  readonly sha256: string;
}

export type SendOutcome =
  /** In the store: new, or the same again. */
  | { readonly kind: 'accepted' }
  /** Not now. `afterMs` only where the collector named a time. */
  | { readonly kind: 'retryLater'; readonly why: string; readonly afterMs?: number }
  /** Never: the collector will not take this segment. */
  | { readonly kind: 'refused'; readonly status: number }
  /** Withdrawn at the collector: it must not exist here either. */
  | { readonly kind: 'gone' }
  /** The collector holds other content at this address. */
  | { readonly kind: 'conflict' };

export interface SendDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Headers that prove who sends; none while enrolment is not built. */
  readonly authorize: (url: string, method: string) => Promise<Readonly<Record<string, string>>>;
  readonly now: () => number;
}

/** `…/v1/segments/{day}/{participant}/{session}/{n}/{sha256}` */
export function toSegmentUrl(collectorUrl: string, address: SegmentAddress): string {
  const { day, participant, session, n, sha256 } = address;
  const path = ['v1', 'segments', day, participant, session, String(n), sha256].map(encodeURIComponent).join('/');
  return `${collectorUrl.replace(/\/+$/, '')}/${path}`;
}

/** Never rejects for what networks and servers do. */
export async function sendSegment(deps: SendDeps, url: string, bytes: Uint8Array<ArrayBuffer>): Promise<SendOutcome> {
  const headers = {
    ...(await deps.authorize(url, 'PUT')),
    'content-type': SEGMENT_CONTENT_TYPES[isEncrypted(bytes) ? 'age' : 'gzip'],
  };
  let response: Response;
  try {
    response = await deps.fetch(url, {
      method: 'PUT',
      body: bytes,
      headers,
      // A redirect would carry the bytes to an address that no policy names (captive portals do that).
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
  } catch (error) {
    if (isNetworkFailure(error)) return { kind: 'retryLater', why: 'The collector could not be reached.' };
    throw error;
  }
  await response.body?.cancel();
  return toOutcome(response.status, readRetryAfter(response.headers.get('retry-after'), deps.now()));
}

/** What a status means for the segment. */
export function toOutcome(status: number, afterMs: number | undefined): SendOutcome {
  if (status === 200 || status === 201) return { kind: 'accepted' };
  if (status === 409) return { kind: 'conflict' };
  if (status === 410) return { kind: 'gone' };
  if (SEGMENT_FAULTS.includes(status)) return { kind: 'refused', status };
  // Everything else is about the way there or about us (401, 403, 404 too), never a reason to give the segment up.
  const why = `The collector answered ${status}.`;
  return { kind: 'retryLater', why, ...(afterMs !== undefined && { afterMs }) };
}
const SEGMENT_FAULTS: readonly number[] = [400, 413, 415, 422];

/** `Retry-After` in seconds or as a date, as ms from now; undefined when absent or unreadable. */
export function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name));
}
