// Asks the collector what was decided, and tells it what a person asks for. Worker.
import type { ControlAnswer, ExemptionRequest } from '../model/collector-api.ts';
import { COLLECTOR_PATHS, CONTROL_MAX_EXEMPTIONS, controlAnswer } from '../model/collector-api.ts';
import type { Fetch } from './collector-fetch.ts';
import { isNetworkFailure, readJson } from './network.ts';

const ASK_TIMEOUT_MS = 10_000;

export interface ControlDeps {
  /** Signs, and follows no redirect. */
  readonly fetch: Fetch;
}

/** `failed`: not reached, or an answer that makes no sense; ask again later. */
export type ControlOutcome =
  | { readonly kind: 'answered'; readonly answer: ControlAnswer }
  | { readonly kind: 'failed' };

/** `taken`: the collector has it. `refused`: it never will. */
export type RequestOutcome =
  | { readonly kind: 'taken' | 'failed' }
  | { readonly kind: 'refused'; readonly status: number };

/** What was decided about these requests. Never rejects for what networks and servers do. */
export async function fetchControl(
  deps: ControlDeps,
  collectorUrl: string,
  exemptions: readonly string[],
): Promise<ControlOutcome> {
  const ids = exemptions.slice(-CONTROL_MAX_EXEMPTIONS).map(encodeURIComponent).join(',');
  const path = `${COLLECTOR_PATHS.control}${ids === '' ? '' : `?exemptions=${ids}`}`;
  const response = await call(deps, toUrl(collectorUrl, path), 'GET');
  if (response?.status !== 200) return { kind: 'failed' };
  const parsed = controlAnswer.safeParse(await readJson(response));
  return parsed.success ? { kind: 'answered', answer: parsed.data } : { kind: 'failed' };
}

/** Hands a request in. Handing the same in twice is one request. */
export async function postExemption(
  deps: ControlDeps,
  collectorUrl: string,
  request: ExemptionRequest,
): Promise<RequestOutcome> {
  const url = toUrl(collectorUrl, COLLECTOR_PATHS.exemptions);
  return toOutcome(await call(deps, url, 'POST', JSON.stringify(request)), [200, 201]);
}

/** Takes a request back. One that the collector does not know is taken back too. */
export async function deleteExemption(deps: ControlDeps, collectorUrl: string, id: string): Promise<RequestOutcome> {
  const url = toUrl(collectorUrl, `${COLLECTOR_PATHS.exemptions}/${encodeURIComponent(id)}`);
  return toOutcome(await call(deps, url, 'DELETE'), [200, 204, 404, 410]);
}

/** Undefined when the collector was not reached. */
async function call(deps: ControlDeps, url: string, method: string, body?: string): Promise<Response | undefined> {
  try {
    return await deps.fetch(url, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
  } catch (error) {
    if (isNetworkFailure(error)) return undefined;
    throw error;
  }
}

function toOutcome(response: Response | undefined, good: readonly number[]): RequestOutcome {
  if (response === undefined) return { kind: 'failed' };
  if (good.includes(response.status)) return { kind: 'taken' };
  // 401, 403 and 404 are about the way there; 409 says that another request has this id.
  return REFUSALS.includes(response.status) ? { kind: 'refused', status: response.status } : { kind: 'failed' };
}
const REFUSALS: readonly number[] = [400, 409, 413, 422];

function toUrl(collectorUrl: string, path: string): string {
  return `${collectorUrl.replace(/\/+$/, '')}${path}`;
}
