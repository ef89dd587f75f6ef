// What the admin page asks of its collector, with expected outcomes as values.
import type { AdminOverview, AdminVerdict } from '../model/admin-api.ts';
import { ADMIN_PATHS, adminOverview } from '../model/admin-api.ts';
import { problemBody } from '../model/collector-api.ts';

export type Loaded =
  | { readonly kind: 'overview'; readonly overview: AdminOverview }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'problem'; readonly text: string };

/** Undefined where all went well, else what went wrong. */
export type Done = string | undefined;

export interface ConsoleApi {
  readonly load: () => Promise<Loaded>;
  readonly signIn: (name: string, token: string) => Promise<Done>;
  readonly signOut: () => Promise<Done>;
  readonly decide: (id: string, verdict: AdminVerdict) => Promise<Done>;
  readonly orderSending: (state: 'stopped' | 'resumed') => Promise<Done>;
}

/** `send` is the browser's fetch. */
export function createApi(send: typeof fetch): ConsoleApi {
  const post = async (path: string, body: unknown): Promise<Done> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await reach(send, path, init);
    return response.ok ? undefined : explain(response);
  };
  return {
    load: async () => {
      const response = await reach(send, ADMIN_PATHS.overview);
      if (response.status === 401) return { kind: 'signedOut' };
      if (!response.ok) return { kind: 'problem', text: await explain(response) };
      return { kind: 'overview', overview: adminOverview.parse(await response.json()) };
    },
    signIn: (name, token) => post(ADMIN_PATHS.signIn, { name, token }),
    signOut: () => post(ADMIN_PATHS.signOut, {}),
    decide: (id, verdict) => post(`${ADMIN_PATHS.exemptions}/${id}`, verdict),
    orderSending: (state) => post(ADMIN_PATHS.sending, { state }),
  };
}

async function reach(send: typeof fetch, path: string, init?: RequestInit): Promise<Response> {
  try {
    return await send(path, { ...init, credentials: 'same-origin', redirect: 'error' });
  } catch (error) {
    // fetch says every failure of the network as a TypeError.
    if (error instanceof TypeError) return new Response(null, { status: 503 });
    throw error;
  }
}

async function explain(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('application/problem+json')) return 'The collector cannot be reached. Try again.';
  const { title, detail } = problemBody.parse(await response.json());
  return `${title} ${detail}`;
}
