// Asks the collector whether everybody shall stop sending. Worker.
import { COLLECTOR_PATHS, controlAnswer } from '../model/collector-api.ts';
import { isNetworkFailure, readJson } from './network.ts';
import type { SendDeps } from './send.ts';

const ASK_TIMEOUT_MS = 10_000;

/** Undefined where the collector does not say: then what it said last holds. */
export async function askStop(deps: SendDeps, collectorUrl: string): Promise<boolean | undefined> {
  const url = collectorUrl.replace(/\/+$/, '') + COLLECTOR_PATHS.control;
  try {
    const response = await deps.fetch(url, { method: 'GET', signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    if (response.status !== 200) {
      await response.body?.cancel();
      return undefined;
    }
    const answer = controlAnswer.safeParse(await readJson(response));
    return answer.success ? answer.data.stop : undefined;
  } catch (error) {
    // What sending itself meets next will be said.
    if (isNetworkFailure(error)) return undefined;
    throw error;
  }
}
