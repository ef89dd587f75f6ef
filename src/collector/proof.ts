// Reads a DPoP proof (RFC 9449): who holds the key, and that they meant this request.
import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, errors } from 'jose';
import * as z from 'zod/mini';

/** A public key on P-256 and nothing else: a private part is refused, since whoever sends it has given it away. */
const publicKey = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
/** Nothing else in it: an extension that must be understood (`crit`) would not be. */
const head = z.strictObject({ typ: z.literal('dpop+jwt'), alg: z.literal('ES256'), jwk: publicKey });
const claims = z.object({
  htm: z.string(),
  htu: z.string(),
  jti: z.string().check(z.minLength(1), z.maxLength(200)),
  iat: z.number(),
  nonce: z.optional(z.string()),
  ath: z.optional(z.string()),
});

/** The request that a proof must have been made for. */
export interface ProvenRequest {
  readonly method: string;
  /** Address without query and fragment. */
  readonly url: string;
  /** Undefined where there is none yet. */
  readonly accessToken: string | undefined;
}

export type ProofResult =
  /** `install` is the key's thumbprint (RFC 7638); `nonce` is not judged yet. */
  | { readonly kind: 'proven'; readonly install: string; readonly nonce: string | undefined }
  | { readonly kind: 'wrong'; readonly what: string };

/** Keys of the installs seen last: importing one and taking its thumbprint cost more than verifying with it. */
const KEYS_MAX = 5_000;

interface KnownKey {
  readonly key: KeyObject;
  readonly install: string;
}

/** Makes a check of proofs that remembers keys. */
export function createProofCheck() {
  const known = new Map<string, KnownKey>();
  const lookUp = async (jwk: z.infer<typeof publicKey>): Promise<KnownKey> => {
    const point = `${jwk.x}.${jwk.y}`;
    const found = known.get(point);
    if (found !== undefined) return found;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const made = { key, install: await calculateJwkThumbprint(jwk) };
    if (known.size >= KEYS_MAX) known.clear();
    known.set(point, made);
    return made;
  };
  return async (proof: string, request: ProvenRequest): Promise<ProofResult> => {
    try {
      const parsedHead = head.safeParse(decodeProtectedHeader(proof));
      if (!parsedHead.success) return wrong('its head is not that of a DPoP proof with a public ES256 key');
      const { key, install } = await lookUp(parsedHead.data.jwk);
      if (!isSigned(proof, key)) return wrong(UNREADABLE);
      const parsed = claims.safeParse(decodeJwt(proof));
      if (!parsed.success) return wrong('a claim is missing');
      const fault = findFault(parsed.data, request);
      return fault === undefined ? { kind: 'proven', install, nonce: parsed.data.nonce } : wrong(fault);
    } catch (error) {
      if (isUnreadable(error)) return wrong(UNREADABLE);
      throw error;
    }
  };
}

const UNREADABLE = 'it cannot be read or its signature is wrong';

/**
 * Checked here and now: web crypto would hand these 0.1 ms to the threads on which segments wait for the disk. The signature is r and s,
 * 32 bytes each: https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 */
function isSigned(proof: string, key: KeyObject): boolean {
  const end = proof.lastIndexOf('.');
  const signature = Buffer.from(proof.slice(end + 1), 'base64url');
  return verify('sha256', Buffer.from(proof.slice(0, end)), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function findFault({ htm, htu, ath }: z.infer<typeof claims>, request: ProvenRequest): string | undefined {
  if (htm !== request.method) return 'htm is not the method of this request';
  if (!isSameAddress(htu, request.url)) return 'htu is not the address of this request';
  const expected =
    request.accessToken === undefined
      ? undefined
      : createHash('sha256').update(request.accessToken).digest('base64url');
  return ath === expected ? undefined : 'ath is not the digest of the access token';
}

/** As RFC 9449 says: without query and fragment, and in the form of RFC 3986. */
function isSameAddress(htu: string, url: string): boolean {
  if (!URL.canParse(htu)) return false;
  const { origin, pathname } = new URL(htu);
  return origin + pathname === url;
}

function wrong(what: string): ProofResult {
  return { kind: 'wrong', what };
}

/** What jose and the platform throw for input that is no token or no key, as against a fault of ours. */
function isUnreadable(error: unknown): boolean {
  const isBadKey = error instanceof Error && 'code' in error && error.code === 'ERR_CRYPTO_INVALID_JWK';
  return isBadKey || error instanceof errors.JOSEError || error instanceof TypeError || error instanceof SyntaxError;
}
