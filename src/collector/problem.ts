// The answer when a request cannot be served: problem details (RFC 9457) that say what, and what to do.
import type { ProblemBody } from '../model/collector-api.ts';
import { PROBLEM_CONTENT_TYPE } from '../model/collector-api.ts';

/** What a client is told. `fix` is for the person who runs the recorder or collector. */
export interface Problem {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 414 | 415 | 422 | 429 | 500 | 503 | 507;
  readonly title: string;
  readonly fix: string;
  /** One of `PROBLEM_TYPES`, where the status alone is not enough. */
  readonly type?: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfterS?: number;
  /** Methods that the address does take. */
  readonly allow?: string;
  /** What is missing to be let in. */
  readonly challenge?: string;
}

/** The problem as an HTTP response. */
export function toResponse(problem: Problem): Response {
  const { status, title, fix, type = 'about:blank', retryAfterS, allow, challenge } = problem;
  const headers = new Headers({ 'content-type': PROBLEM_CONTENT_TYPE });
  if (retryAfterS !== undefined) headers.set('retry-after', String(retryAfterS));
  if (allow !== undefined) headers.set('allow', allow);
  if (challenge !== undefined) headers.set('www-authenticate', challenge);
  const body: ProblemBody = { type, title, status, detail: fix };
  return new Response(`${JSON.stringify(body)}\n`, { status, headers });
}

/** A 400 that names the first part of the input that is not as it should be, and never its value. */
export function badInput(
  where: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Problem {
  const [issue] = issues;
  const part = issue === undefined || issue.path.length === 0 ? where : `${where}: ${issue.path.map(String).join('.')}`;
  return {
    status: 400,
    title: `This cannot be read: ${part} (${issue?.message ?? 'not as it should be'}).`,
    fix: 'See the description of the interface. Recorder and collector may be of different versions.',
  };
}

export const NOT_FOUND: Problem = {
  status: 404,
  title: 'There is nothing at this address.',
  fix: 'A recorder needs only the address of the collector itself, without a path, as collectorUrl.',
};
export const URL_TOO_LONG: Problem = {
  status: 414,
  title: 'The address is longer than 8192 characters.',
  fix: 'Ask for less at once.',
};
export const FULL: Problem = {
  status: 507,
  title: 'The store has no room left. Nothing was stored.',
  fix: 'Make room in the store. The recorder keeps what it has and tries again.',
  // A full store is looked at by people; recorders need not ask more often than this.
  retryAfterS: 15 * 60,
};
export const FAULT: Problem = {
  status: 500,
  title: 'The collector has a fault. Nothing may have been stored.',
  fix: 'See the log of the collector. Sending again is safe.',
};

/** A 405 that names the methods of a known address. */
export function wrongMethod(allow: string): Problem {
  return { status: 405, title: `This address takes ${allow} only.`, fix: 'Use one of the methods named.', allow };
}
