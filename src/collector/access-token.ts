// Access tokens: a JWT that names an install by the thumbprint of its key, and never a participant.
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';

/** Short, so that a token is worth little without the key, and a revoked install is out soon whatever else fails. */
export const ACCESS_TOKEN_S = 15 * 60;

const claims = z.object({ cnf: z.object({ jkt: z.string() }) });

/** A token for the install, from `now` in ms on. */
export function issueAccessToken(key: Uint8Array, install: string, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1_000);
  return new SignJWT({ cnf: { jkt: install } })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_S)
    .sign(key);
}

/** The install that a token names; undefined where it is over, or not one of ours. */
export async function tryReadAccessToken(key: Uint8Array, token: string, now: number): Promise<string | undefined> {
  try {
    const options = { algorithms: ['HS256'], typ: 'at+jwt', currentDate: new Date(now), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, key, options);
    const parsed = claims.safeParse(payload);
    return parsed.success ? parsed.data.cnf.jkt : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
