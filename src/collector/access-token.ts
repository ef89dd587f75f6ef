// Access tokens: a JWT that names an install by the thumbprint of its key, and never a participant.
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';

/** Short, so that a token is worth little without the key, and a revoked install is out soon whatever else fails. */
export const ACCESS_TOKEN_S = 15 * 60;

const claims = z.object({ cnf: z.object({ jkt: z.string() }), exp: z.number() });

/** A token for the install, from `now` in ms on. */
export function issueAccessToken(key: Uint8Array, install: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1_000);
  return new SignJWT({ cnf: { jkt: install } })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_S)
    .sign(key);
}

/** Tokens remembered at most: those of the installs that sent last. */
const TOKENS_MAX = 20_000;

/** Makes a reader that gives the install that a token names; undefined where it is over, or not one of ours. */
export function createTokenReader(key: Uint8Array) {
  const known = new Map<string, { readonly install: string; readonly expiresAtS: number }>();
  const read = async (token: string, now: number) => {
    try {
      const options = { algorithms: ['HS256'], typ: 'at+jwt', currentDate: new Date(now), requiredClaims: ['exp'] };
      const parsed = claims.safeParse((await jwtVerify(token, key, options)).payload);
      return parsed.success ? { install: parsed.data.cnf.jkt, expiresAtS: parsed.data.exp } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
  return async (token: string, now: number): Promise<string | undefined> => {
    const found = known.get(token) ?? (await read(token, now));
    if (found === undefined || found.expiresAtS * 1_000 <= now) {
      known.delete(token);
      return undefined;
    }
    if (known.size >= TOKENS_MAX) known.clear();
    known.set(token, found);
    return found.install;
  };
}
