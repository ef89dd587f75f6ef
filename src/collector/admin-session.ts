// Who is signed in to the admin page: by a token and a cookie made from it, or by a header of the reverse proxy in front.
import { errors, jwtVerify, SignJWT } from 'jose';
import * as z from 'zod/mini';

/** A working day: after this one signs in again. */
const SESSION_S = 8 * 60 * 60;
const COOKIE = 'showhow-admin';
const claims = z.object({ sub: z.string() });

/** How people sign in; at least one of the two. */
export interface SignIn {
  readonly isAdminToken: (text: string) => boolean;
  /** Name of a header that only the proxy in front can set: its value is who is signed in. */
  readonly proxyHeader: string | undefined;
  readonly key: Uint8Array;
}

/** Who is signed in; undefined for nobody. */
export async function readAdmin(
  request: Request,
  { proxyHeader, key }: SignIn,
  now: number,
): Promise<string | undefined> {
  const named = proxyHeader === undefined ? null : request.headers.get(proxyHeader);
  if (named !== null && named !== '') return named.slice(0, 100);
  const cookies = request.headers.get('cookie') ?? '';
  const [, session] = new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]+)`).exec(cookies) ?? [];
  if (session === undefined) return undefined;
  try {
    const options = { algorithms: ['HS256'], currentDate: new Date(now), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(session, key, options);
    return claims.parse(payload).sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

/** The cookie that keeps a person signed in. No script can read it, and no other site can make it be sent. */
export async function sessionCookie(key: Uint8Array, name: string, isHttps: boolean, now: number): Promise<string> {
  const expiresAt = Math.floor(now / 1_000) + SESSION_S;
  const token = await new SignJWT({ sub: name })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expiresAt)
    .sign(key);
  return toCookie(token, SESSION_S, isHttps);
}

/** The cookie that signs out. */
export function endedCookie(isHttps: boolean): string {
  return toCookie('', 0, isHttps);
}

function toCookie(value: string, maxAgeS: number, isHttps: boolean): string {
  const secure = isHttps ? '; Secure' : '';
  return `${COOKIE}=${value}; Path=/admin; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`;
}

/** True for a request that a page of this very collector made: browsers tell the origin with every POST, and no page can lie. */
export function isOwnPage(request: Request, origin: string): boolean {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim();
  return request.headers.get('origin') === origin && type === 'application/json';
}
