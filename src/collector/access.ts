// Who may ask: an enrolled install that holds its key, is not shut out, and does not ask too often.
import { AUTH_ERRORS, PROBLEM_TYPES } from '../model/collector-api.ts';
import { createTokenReader } from './access-token.ts';
import { isFreshNonce } from './nonce.ts';
import type { Orders } from './orders.ts';
import type { Problem } from './problem.ts';
import { createProofCheck } from './proof.ts';
import type { Secrets } from './secrets.ts';

/** A request as far as access is judged by it. */
export interface Asking {
  readonly request: Request;
  /** Address as clients write it, without query. */
  readonly url: string;
}

export type Access =
  | { readonly kind: 'granted'; readonly install: string }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface AccessDeps {
  readonly secrets: Secrets;
  readonly orders: () => Promise<Orders>;
  /** Takes one request; seconds to wait where there were too many. */
  readonly takeRequest: (install: string) => number | undefined;
  readonly now: () => number;
}

export interface AccessCheck {
  /** Judges a request with an access token. */
  readonly enrolled: (asking: Asking) => Promise<Access>;
  /** Judges a request that asks for a token: whoever holds the key that it names. */
  readonly keyHolder: (asking: Asking) => Promise<Access>;
}

/** Makes the checks of a collector that has secrets. */
export function createAccessCheck(deps: AccessDeps): AccessCheck {
  const checkProof = createProofCheck();
  const readToken = createTokenReader(deps.secrets.tokenKey);
  const judge = async ({ request, url }: Asking, accessToken: string | undefined): Promise<Access> => {
    const proof = request.headers.get('dpop');
    if (proof === null) return refused(NO_PROOF);
    const result = await checkProof(proof, { method: request.method, url, accessToken });
    if (result.kind === 'wrong') return refused(wrongProof(result.what));
    const now = deps.now();
    if (result.nonce === undefined || !isFreshNonce(deps.secrets.nonceKey, result.nonce, now))
      return refused(OLD_NONCE);
    const { install } = result;
    const named = accessToken && (await readToken(accessToken, now));
    if (accessToken !== undefined && named !== install) return refused(BAD_TOKEN);
    if ((await deps.orders()).revoked.has(install)) return refused(REVOKED);
    const waitS = deps.takeRequest(install);
    return waitS === undefined ? { kind: 'granted', install } : refused({ ...TOO_OFTEN, retryAfterS: waitS });
  };
  return {
    keyHolder: (asking) => judge(asking, undefined),
    enrolled: async (asking) => {
      const [, token] = /^DPoP ([\w.-]{1,2000})$/i.exec(asking.request.headers.get('authorization') ?? '') ?? [];
      return token === undefined ? refused(NO_TOKEN) : judge(asking, token);
    },
  };
}

function refused(problem: Problem): Access {
  return { kind: 'refused', problem };
}

function challenge(error?: string): string {
  return `DPoP algs="ES256"${error === undefined ? '' : `, error="${error}"`}`;
}

function wrongProof(what: string): Problem {
  return {
    status: 401,
    title: `The proof of the request is wrong: ${what}.`,
    fix: 'Sign each request anew with the key of this install. Behind a proxy, start the collector with --public-url.',
    challenge: challenge(AUTH_ERRORS.proof),
  };
}

const NO_PROOF: Problem = {
  status: 401,
  title: 'The request has no DPoP proof.',
  fix: 'Send a proof in the header DPoP (RFC 9449).',
  challenge: challenge(AUTH_ERRORS.proof),
};
const NO_TOKEN: Problem = {
  status: 401,
  title: 'The request has no access token.',
  fix: 'Enrol at /v1/enrol first. A recorder does so when its policy holds an enrolmentToken.',
  challenge: challenge(AUTH_ERRORS.token),
};
const BAD_TOKEN: Problem = {
  status: 401,
  title: 'The access token is over, is not one of this collector, or belongs to another key.',
  fix: 'Enrol again at /v1/enrol.',
  challenge: challenge(AUTH_ERRORS.token),
};
const OLD_NONCE: Problem = {
  status: 401,
  title: 'The nonce of the proof is missing or old.',
  fix: 'Sign the request again with the nonce of this answer.',
  challenge: challenge(AUTH_ERRORS.nonce),
};
const REVOKED: Problem = {
  status: 403,
  title: 'This install was shut out.',
  fix: 'Ask who runs the collector: `showhow installs restore` lets it in again.',
  type: PROBLEM_TYPES.revoked,
};
const TOO_OFTEN: Problem = {
  status: 429,
  title: 'This install asks too often.',
  fix: 'Wait as long as Retry-After says.',
};
