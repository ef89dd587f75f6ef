// What recorder and collector say to each other: addresses, headers and JSON bodies. One schema for both sides.
//
// Every request but the first carries `Authorization: DPoP <accessToken>` and `DPoP: <proof>` (RFC 9449, ES256, the public key as
// `jwk` in the proof's header; claims htm, htu without query, iat, jti, nonce, and ath where there is a token). Every answer
// carries `DPoP-Nonce`; a proof with none or an old one is answered 401 with `WWW-Authenticate: DPoP error="use_dpop_nonce"`
// and may be sent again at once with the new one. `iat` is not judged, since clocks of devices are wrong: the nonce says that
// a proof is fresh. A collector without an enrolment secret asks for none of this, and answers without `DPoP-Nonce`.
import * as z from 'zod/mini';
import { matchPattern } from './policy-value.ts';

/** Addresses below the collector's own. */
export const COLLECTOR_PATHS = {
  /** POST `EnrolRequest` -> 201 `EnrolAnswer`; again with the same key to renew. 403 where token or install is refused. */
  enrol: '/v1/enrol',
  /** PUT …/{day}/{participant}/{session}/{n}/{sha256} -> 201 new, 200 the same again, 409 other content, 410 withdrawn. */
  segments: '/v1/segments',
  /** GET …?exemptions=ID,ID -> 200 `ControlAnswer`. */
  control: '/v1/control',
  /** POST `ExemptionRequest` -> 201, the same again 200, another under that id 409. DELETE …/{id} -> 204, withdrawn. */
  exemptions: '/v1/exemptions',
  /** DELETE …/{session}?segments=`toSegmentList` -> 204: never stored again, never read again. */
  sessions: '/v1/sessions',
} as const;

/**
 * An answer of 200 or 201 to a segment names what is stored (RFC 9530): `Repr-Digest: sha-256=:<base64>:`. A recorder that does not
 * find its own segment's digest there was answered by something else, and keeps what it has.
 */
export const DIGEST_HEADER = 'repr-digest';

/** `sha256` in hex, as the header has it. */
export function toDigestHeader(sha256: string): string {
  const bytes = sha256.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
  return `sha-256=:${btoa(String.fromCharCode(...bytes))}:`;
}

/** `Content-Type` of every answer of 400 and above: an error without it comes from something in between. */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** `Content-Type` of a segment: one gzip member, or that sealed for recipients. */
export const SEGMENT_CONTENT_TYPES = { gzip: 'application/gzip', age: 'application/age' } as const;

/** `type` of a problem (RFC 9457) that a recorder must tell from others of its status; all others are `about:blank`. */
export const PROBLEM_TYPES = {
  /** 403: this install may send nothing any more. */
  revoked: 'urn:showhow:revoked',
  /** 403: the enrolment token is not one of this collector's. */
  enrolment: 'urn:showhow:enrolment',
  /** 410: this segment was withdrawn. */
  withdrawn: 'urn:showhow:withdrawn',
} as const;

/** `error` in `WWW-Authenticate: DPoP error="…"` of a 401 (RFC 9449, RFC 6750). */
export const AUTH_ERRORS = {
  /** Sign again with the nonce of this answer. */
  nonce: 'use_dpop_nonce',
  /** Enrol again: the token is over, unreadable or of another key. */
  token: 'invalid_token',
  /** The proof itself is wrong. */
  proof: 'invalid_dpop_proof',
} as const;

/** Body of every answer of 400 and above, `application/problem+json`. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What to do, for the person who runs recorder or collector. */
  detail: z.string(),
});
export type ProblemBody = z.infer<typeof problemBody>;

const time = z.iso.datetime();
const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/, '16 to 64 letters, digits, - or _, chosen at random'));
const line = (most: number) => z.string().check(z.maxLength(most, `at most ${most} signs`));

export const enrolRequest = z.strictObject({
  enrolmentToken: line(500),
  /** Version of the extension, and name and major version of the browser, such as `chromium 140`: counted, not kept apart. */
  extension: line(40),
  browser: line(40),
  /** Revision of the policy in force. */
  policyRevision: line(100),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

export const enrolAnswer = z.object({
  accessToken: z.string(),
  /** From now on, so that the device's clock does not matter. */
  expiresInS: z.number(),
  serverTime: time,
});
export type EnrolAnswer = z.infer<typeof enrolAnswer>;

export const EXEMPTION_CATEGORIES = ['bandwidth', 'sensitive', 'power', 'region', 'other'] as const;

export const exemptionScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({
    kind: z.literal('sites'),
    sites: z.array(matchPattern).check(z.minLength(1, 'at least one site'), z.maxLength(50, 'at most 50 sites')),
  }),
]);
export type ExemptionScope = z.infer<typeof exemptionScope>;

/** Never a participant or session: who asks is only known by what the person types. */
export const exemptionRequest = z.strictObject({
  /** Chosen at random by the recorder; whoever knows it may ask for the decision and withdraw. */
  id,
  category: z.enum(EXEMPTION_CATEGORIES),
  scope: exemptionScope,
  until: time,
  note: z.optional(line(2_000)),
  contact: z.optional(line(200)),
});
export type ExemptionRequest = z.infer<typeof exemptionRequest>;

/** `expired` is not among them: `until` says it. `unknown`: this collector never had the request, send it again. */
export const EXEMPTION_STATES = ['unknown', 'pending', 'approved', 'denied', 'withdrawn'] as const;

export const exemptionAnswer = z.object({
  id,
  state: z.enum(EXEMPTION_STATES),
  /** As decided, which may differ from what was asked for; absent where unknown. */
  scope: z.optional(exemptionScope),
  until: z.optional(time),
  /** Absent until somebody decided. */
  decidedAt: z.optional(time),
  decidedBy: z.optional(z.string()),
  /** Approved as: recorded, but sent only on unmetered networks. */
  hold: z.optional(z.boolean()),
});
export type ExemptionAnswer = z.infer<typeof exemptionAnswer>;

/** Most exemptions in one question. */
export const CONTROL_MAX_EXEMPTIONS = 50;

export const controlAnswer = z.object({
  serverTime: time,
  /** True: send nothing until it is false again. */
  stop: z.boolean(),
  /** Those asked for, in the order of the question. */
  exemptions: z.array(exemptionAnswer),
});
export type ControlAnswer = z.infer<typeof controlAnswer>;

/** A whole segment to withdraw. `digest` of its uncompressed bytes, in hex, so that the chain can be followed across it. */
export interface WithdrawnSegment {
  readonly n: number;
  readonly digest: string;
}

/** Most segments in one request; keeps its address below 8 kB. */
export const WITHDRAW_MAX_SEGMENTS = 100;

/** The query value that names segments: `3:<64 hex>,4:<64 hex>`. */
export function toSegmentList(segments: readonly WithdrawnSegment[]): string {
  return segments.map(({ n, digest }) => `${n}:${digest}`).join(',');
}

/** Undefined where the text names no segments, or too many. */
export function tryParseSegmentList(text: string): readonly WithdrawnSegment[] | undefined {
  const parts = text.split(',');
  if (parts.length > WITHDRAW_MAX_SEGMENTS || !parts.every((part) => SEGMENT_PART.test(part))) return undefined;
  return parts.map((part) => ({ n: Number(part.split(':')[0]), digest: part.split(':')[1] ?? '' }));
}
const SEGMENT_PART = /^(?:0|[1-9][0-9]{0,5}):[0-9a-f]{64}$/;
