// Reads a DPoP proof (RFC 9449): who holds the key, and that they meant this request.
import { createHash } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint, decodeProtectedHeader, errors, importJWK, jwtVerify } from 'jose';
import * as z from 'zod/mini';

/** A public key on P-256 and nothing else: a private part is refused, since whoever sends it has given it away. */
const publicKey = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
const head = z.object({ typ: z.literal('dpop+jwt'), alg: z.literal('ES256'), jwk: publicKey });
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

/** Imported keys of the installs seen last: importing costs more than verifying. */
const KEYS_MAX = 5_000;

/** Makes a check of proofs that remembers keys. */
export function createProofCheck() {
  const keys = new Map<string, CryptoKey>();
  const keyOf = async (jwk: JWK, install: string): Promise<CryptoKey> => {
    const known = keys.get(install);
    if (known !== undefined) return known;
    const key = await importJWK(jwk, 'ES256');
    if (key instanceof Uint8Array) throw new errors.JWKInvalid('the key is symmetric');
    if (keys.size >= KEYS_MAX) keys.clear();
    keys.set(install, key);
    return key;
  };
  return async (proof: string, request: ProvenRequest): Promise<ProofResult> => {
    try {
      const parsedHead = head.safeParse(decodeProtectedHeader(proof));
      if (!parsedHead.success) return wrong('its head is not that of a DPoP proof with a public ES256 key');
      const { jwk } = parsedHead.data;
      const install = await calculateJwkThumbprint(jwk);
      const { payload } = await jwtVerify(proof, await keyOf(jwk, install), { algorithms: ['ES256'] });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) return wrong('a claim is missing');
      const fault = findFault(parsed.data, request);
      return fault === undefined ? { kind: 'proven', install, nonce: parsed.data.nonce } : wrong(fault);
    } catch (error) {
      if (isUnreadable(error)) return wrong('it cannot be read or its signature is wrong');
      throw error;
    }
  };
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
  return (
    error instanceof errors.JOSEError ||
    error instanceof TypeError ||
    error instanceof SyntaxError ||
    (error instanceof DOMException && error.name === 'DataError')
  );
}
