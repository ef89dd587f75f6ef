// Asks the collector in the name of this install: enrols when needed, signs each request, renews what ran out. Worker.
import type { EnrolRequest } from '../model/collector-api.ts';
import { AUTH_ERRORS, COLLECTOR_PATHS, enrolAnswer } from '../model/collector-api.ts';
import { signProof } from './dpop.ts';
import { readJson } from './network.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What the collector gave this install, as it lies on disk. */
export interface Access {
  readonly token?: string;
  /** ms since 1970, by this device's clock. */
  readonly expiresAt?: number;
  /** How far the collector's clock is ahead of this device's, in ms. */
  readonly aheadMs?: number;
  readonly nonce?: string;
}

export interface CollectorFetchDeps {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly collectorUrl: string;
  /** Sent when enrolling; without a token (a collector on this machine) requests go unsigned. */
  readonly enrolment: EnrolRequest;
  readonly readKey: () => Promise<CryptoKeyPair>;
  readonly readAccess: () => Promise<Access>;
  readonly writeAccess: (access: Access) => Promise<void>;
}

/** A token is renewed this long before it runs out: a request may take that long. */
const RENEW_EARLY_MS = 60_000;

/** Requests are what policy decides and nothing else: no redirect may carry them elsewhere (captive portals do that). */
const STRICT: RequestInit = {
  redirect: 'error',
  credentials: 'omit',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
};

/** Rejects as fetch does. Where enrolling fails, the answer is the one to that. */
export function createCollectorFetch(deps: CollectorFetchDeps): Fetch {
  if (deps.enrolment.enrolmentToken === '') return (url, init) => deps.fetch(url, { ...init, ...STRICT });
  return async (url, init) => {
    const first = await withToken(deps);
    if (first.kind === 'refused') return first.response;
    const response = await signedFetch(deps, url, init, first.token);
    if (authErrorOf(response) !== AUTH_ERRORS.token) return response;
    await response.body?.cancel();
    const again = await enrol(deps);
    return again.kind === 'refused' ? again.response : signedFetch(deps, url, init, again.token);
  };
}

type Enrolled =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'refused'; readonly response: Response };

async function withToken(deps: CollectorFetchDeps): Promise<Enrolled> {
  const { token, expiresAt = 0 } = await deps.readAccess();
  const left = expiresAt - deps.now();
  // A clock that was set back would make a token last for ever.
  const isGood = token !== undefined && left > RENEW_EARLY_MS && left < MOST_TOKEN_MS;
  return isGood ? { kind: 'token', token } : enrol(deps);
}
const MOST_TOKEN_MS = 24 * 60 * 60_000;

/** With the same key each time: a collector counts one install. */
async function enrol(deps: CollectorFetchDeps): Promise<Enrolled> {
  const url = deps.collectorUrl.replace(/\/+$/, '') + COLLECTOR_PATHS.enrol;
  const body = JSON.stringify(deps.enrolment);
  const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
  const response = await signedFetch(deps, url, init, undefined);
  if (response.status !== 201) return { kind: 'refused', response };
  const answer = enrolAnswer.safeParse(await readJson(response));
  if (!answer.success) throw new TypeError('The collector answered the enrolment with something else.');
  const { accessToken, expiresInS, serverTime } = answer.data;
  const now = deps.now();
  await deps.writeAccess({
    ...(await deps.readAccess()),
    token: accessToken,
    expiresAt: now + expiresInS * 1_000,
    aheadMs: Date.parse(serverTime) - now,
  });
  return { kind: 'token', token: accessToken };
}

/** Signs, and once again when the collector's nonce was a new one. */
async function signedFetch(
  deps: CollectorFetchDeps,
  url: string,
  init: RequestInit,
  token: string | undefined,
): Promise<Response> {
  const first = await signOnce(deps, url, init, token);
  if (authErrorOf(first) !== AUTH_ERRORS.nonce) return first;
  await first.body?.cancel();
  return signOnce(deps, url, init, token);
}

async function signOnce(
  deps: CollectorFetchDeps,
  url: string,
  init: RequestInit,
  token: string | undefined,
): Promise<Response> {
  const { aheadMs = 0, nonce } = await deps.readAccess();
  const method = init.method ?? 'GET';
  const proof = await signProof(await deps.readKey(), { method, url, at: deps.now() + aheadMs, nonce, token });
  const headers = new Headers(init.headers);
  headers.set('dpop', proof);
  if (token !== undefined) headers.set('authorization', `DPoP ${token}`);
  const response = await deps.fetch(url, { ...init, ...STRICT, headers });
  const next = response.headers.get('dpop-nonce');
  if (next !== null && next !== nonce) await deps.writeAccess({ ...(await deps.readAccess()), nonce: next });
  return response;
}

function authErrorOf(response: Response): string | undefined {
  if (response.status !== 401) return undefined;
  return /error="([^"]*)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1];
}
