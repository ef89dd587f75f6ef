// POST /v1/enrol: an enrolment token and a proof of a key become an access token. With the same key again, it is renewed.
import type { EnrolAnswer } from '../model/collector-api.ts';
import { enrolRequest, PROBLEM_TYPES } from '../model/collector-api.ts';
import type { AccessCheck, Asking } from './access.ts';
import { ACCESS_TOKEN_S, issueAccessToken } from './access-token.ts';
import type { BlobStore } from './blob-store.ts';
import { isEnrolled, keepInstall } from './installs.ts';
import type { Problem } from './problem.ts';
import { badInput, FULL, toResponse } from './problem.ts';
import { tryReadJson } from './read-body.ts';
import type { Secrets } from './secrets.ts';

export interface EnrolDeps {
  readonly store: BlobStore;
  readonly secrets: Secrets;
  readonly access: AccessCheck;
  readonly now: () => number;
}

const BODY_MAX_BYTES = 8 * 1024;

/** Lets an install in that has a valid token, or that was let in before: a token that was replaced shuts nobody out. */
export async function enrol(asking: Asking, { store, secrets, access, now }: EnrolDeps): Promise<Response> {
  const outcome = await access.keyHolder(asking);
  if (outcome.kind === 'refused') return toResponse(outcome.problem);
  const parsed = enrolRequest.safeParse(await tryReadJson(asking.request, BODY_MAX_BYTES));
  if (!parsed.success) return toResponse(badInput('body', parsed.error.issues));
  const { enrolmentToken, ...facts } = parsed.data;
  const { install } = outcome;
  if (!secrets.isEnrolmentToken(enrolmentToken) && !(await isEnrolled(store, install))) return toResponse(NOT_OURS);
  if (!(await keepInstall(store, install, facts, now()))) return toResponse(FULL);
  return toAnswer(await issueAccessToken(secrets.tokenKey, install, now()), now());
}

/** What an open collector answers: nobody looks at the token. */
export function enrolAnybody(now: number): Response {
  return toAnswer('open', now);
}

function toAnswer(accessToken: string, now: number): Response {
  const answer: EnrolAnswer = { accessToken, expiresInS: ACCESS_TOKEN_S, serverTime: new Date(now).toISOString() };
  return Response.json(answer, { status: 201, headers: { 'cache-control': 'no-store' } });
}

const NOT_OURS: Problem = {
  status: 403,
  title: 'The enrolment token is not one of this collector.',
  fix: 'Set enrolmentToken in the policy to the token that the collector was started with.',
  type: PROBLEM_TYPES.enrolment,
};
