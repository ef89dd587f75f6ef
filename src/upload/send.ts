// Sends one sealed segment: an idempotent PUT whose address holds its digest. Worker.
import type { WithdrawnSegment } from '../model/collector-api.ts';
import {
  COLLECTOR_PATHS,
  DIGEST_HEADER,
  PROBLEM_CONTENT_TYPE,
  PROBLEM_TYPES,
  problemBody,
  SEGMENT_CONTENT_TYPES,
  toDigestHeader,
  toSegmentList,
} from '../model/collector-api.ts';
import type { SendProblem, WaitReason } from '../model/worker-api.ts';
import { isEncrypted } from './encrypt.ts';
import { isNetworkFailure, readJson } from './network.ts';

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
  /** Not now. `afterMs` only where a time was named. */
  | {
      readonly kind: 'retryLater';
      readonly reason: WaitReason;
      readonly why: SendProblem;
      readonly afterMs?: number;
    }
  /** Never: the collector will not take this segment. */
  | { readonly kind: 'refused'; readonly status: number }
  /** Withdrawn at the collector: it must not exist here either. */
  | { readonly kind: 'gone' }
  /** The collector holds other content at this address. */
  | { readonly kind: 'conflict' };

export interface SendDeps {
  /** Adds who asks, and refuses redirects: `collector-fetch.ts`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
}

/** `…/v1/segments/{day}/{participant}/{session}/{n}/{sha256}` */
export function toSegmentUrl(collectorUrl: string, address: SegmentAddress): string {
  const { day, participant, session, n, sha256 } = address;
  const path = ['v1', 'segments', day, participant, session, String(n), sha256].map(encodeURIComponent).join('/');
  return `${collectorUrl.replace(/\/+$/, '')}/${path}`;
}

/** Never rejects for what networks and servers do. Accepted is only what the answer names by its digest. */
export async function sendSegment(
  deps: SendDeps,
  collectorUrl: string,
  address: SegmentAddress,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<SendOutcome> {
  const headers = { 'content-type': SEGMENT_CONTENT_TYPES[isEncrypted(bytes) ? 'age' : 'gzip'] };
  const init = { method: 'PUT', body: bytes, headers };
  const stored = toDigestHeader(address.sha256);
  return ask(deps, toSegmentUrl(collectorUrl, address), init, (answer) => answer.headers.get(DIGEST_HEADER) === stored);
}

/** Asks the collector to delete segments of a session, for ever. `accepted` when it did, or had done before. */
export async function sendTombstone(
  deps: SendDeps,
  collectorUrl: string,
  { session, segments }: { readonly session: string; readonly segments: readonly WithdrawnSegment[] },
): Promise<SendOutcome> {
  const path = `${COLLECTOR_PATHS.sessions}/${encodeURIComponent(session)}`;
  const list = encodeURIComponent(toSegmentList(segments));
  const url = `${collectorUrl.replace(/\/+$/, '')}${path}?segments=${list}`;
  return ask(deps, url, { method: 'DELETE' }, ({ status }) => status === 204);
}

/** `isOurs`: whether an answer of success is the collector's own. Captive portals and proxies answer too. */
async function ask(
  deps: SendDeps,
  url: string,
  init: RequestInit,
  isOurs: (success: Response) => boolean,
): Promise<SendOutcome> {
  let response: Response;
  try {
    response = await deps.fetch(url, { ...init, signal: AbortSignal.timeout(SEND_TIMEOUT_MS) });
  } catch (error) {
    if (isNetworkFailure(error)) return { kind: 'retryLater', reason: 'collector', why: { kind: 'unreachable' } };
    throw error;
  }
  const problem = response.status === 403 ? await readProblem(response) : undefined;
  if (problem === undefined) await response.body?.cancel();
  const afterMs = readRetryAfter(response.headers.get('retry-after'), deps.now());
  const isFromCollector = response.ok ? isOurs(response) : isProblem(response);
  return isFromCollector ? toOutcome(response.status, afterMs, problem) : toForeign(response.status, afterMs);
}

function isProblem({ headers }: Response): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === PROBLEM_CONTENT_TYPE;
}

/** What stands in between may say anything of a segment: that is never a reason to give it up, nor to forget it. */
function toForeign(status: number, afterMs: number | undefined): SendOutcome {
  return {
    kind: 'retryLater',
    reason: 'collector',
    why: { kind: 'foreign', status },
    ...(afterMs !== undefined && { afterMs }),
  };
}

/** `type` of a problem; undefined where the answer holds none. */
async function readProblem(response: Response): Promise<string | undefined> {
  const parsed = problemBody.safeParse(await readJson(response));
  return parsed.success ? parsed.data.type : undefined;
}

/** What a status of the collector means for the segment. */
export function toOutcome(status: number, afterMs: number | undefined, problem?: string): SendOutcome {
  if (status === 200 || status === 201 || status === 204) return { kind: 'accepted' };
  if (status === 409) return { kind: 'conflict' };
  if (status === 410) return { kind: 'gone' };
  if (SEGMENT_FAULTS.includes(status)) return { kind: 'refused', status };
  if (problem === PROBLEM_TYPES.revoked) return REVOKED;
  if (problem === PROBLEM_TYPES.enrolment) return UNKNOWN_TOKEN;
  // Everything else is about the way there or about us (401, 403, 404 too; 422: the body was changed on its way), never a
  // reason to give the segment up.
  return {
    kind: 'retryLater',
    reason: 'collector',
    why: { kind: 'answered', status },
    ...(afterMs !== undefined && { afterMs }),
  };
}
const SEGMENT_FAULTS: readonly number[] = [400, 413, 415];
const DAY_MS = 24 * 60 * 60_000;
const REVOKED: SendOutcome = {
  kind: 'retryLater',
  reason: 'revoked',
  why: { kind: 'revoked' },
  afterMs: DAY_MS,
};
const UNKNOWN_TOKEN: SendOutcome = {
  kind: 'retryLater',
  reason: 'enrolment',
  why: { kind: 'enrolment' },
  afterMs: 60 * 60_000,
};

/** `Retry-After` in seconds or as a date, as ms from now; undefined when absent or unreadable. */
export function readRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
