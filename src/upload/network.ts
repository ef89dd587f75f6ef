// What networks do to a request and to its answer, as against a fault of ours. Worker.

/** True for no route, no answer in time, an answer that was cut off, a redirect that we do not follow. */
export function isNetworkFailure(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && /^(Timeout|Abort)Error$/.test(error.name));
}

/** Undefined for what is no JSON: a page of something in between, or an answer that was cut off. */
export async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError || isNetworkFailure(error)) return undefined;
    throw error;
  }
}
