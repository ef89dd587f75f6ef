// The answer when a request cannot be served: problem details (RFC 9457) that say what, where, and what to do.

/** What a client is told. `where` names the part of the request, `fix` is for the person who runs the recorder or collector. */
export interface Problem {
  readonly status: 400 | 404 | 405 | 409 | 413 | 422 | 500 | 507;
  readonly title: string;
  readonly where: string;
  readonly fix: string;
  /** Seconds after which trying again makes sense. */
  readonly retryAfterS?: number;
  /** Methods that the address does take. */
  readonly allow?: string;
}

/** The problem as an HTTP response. */
export function toResponse({ status, title, where, fix, retryAfterS, allow }: Problem): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (retryAfterS !== undefined) headers.set('retry-after', String(retryAfterS));
  if (allow !== undefined) headers.set('allow', allow);
  return new Response(`${JSON.stringify({ type: 'about:blank', title, status, where, fix })}\n`, { status, headers });
}
