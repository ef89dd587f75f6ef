// The admin page and what it asks: sign-in, the overview, and decisions, each logged under the name of who is signed in.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adminVerdict, sendingOrder, signInRequest } from '../model/admin-api.ts';
import type { SignIn } from './admin-session.ts';
import { endedCookie, isOwnPage, readAdmin, sessionCookie } from './admin-session.ts';
import type { BlobStore } from './blob-store.ts';
import { decideExemption } from './decide.ts';
import { appendDecision } from './decisions.ts';
import { readOverview } from './overview.ts';
import type { Problem } from './problem.ts';
import { badInput, NOT_FOUND, toResponse } from './problem.ts';
import { createRateLimit } from './rate-limit.ts';
import { tryReadJson } from './read-body.ts';

export interface AdminDeps {
  readonly store: BlobStore;
  readonly signIn: SignIn;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Origin under which people open the page. */
  readonly originOf: (request: Request) => string;
  /** Told before the overview is read, so that it holds what this collector counted. */
  readonly flush: () => Promise<void>;
  readonly now: () => number;
}

const BODY_MAX_BYTES = 16 * 1024;
/** Guesses at the token: enough for slips of the finger. */
const SIGN_IN_RATE = { perMinute: 6, burst: 10 };
const PAGE_FILES: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
};
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Makes the handlers of the admin page. */
export function createAdminRoutes(deps: AdminDeps) {
  const { store, signIn, now } = deps;
  const takeSignIn = createRateLimit(SIGN_IN_RATE, now);
  const isHttps = (request: Request) => deps.originOf(request).startsWith('https:');
  const change = async (request: Request, act: (by: string, body: unknown) => Promise<Response>) => {
    if (!isOwnPage(request, deps.originOf(request))) return toResponse(FOREIGN);
    const by = await readAdmin(request, signIn, now());
    return by === undefined ? toResponse(SIGNED_OUT) : act(by, await tryReadJson(request, BODY_MAX_BYTES));
  };
  return {
    page: (name: string) => servePage(deps.pageFolder, name),
    signIn: async (request: Request) => {
      if (!isOwnPage(request, deps.originOf(request))) return toResponse(FOREIGN);
      const waitS = takeSignIn('sign-in');
      if (waitS !== undefined) return toResponse({ ...TOO_MANY_GUESSES, retryAfterS: waitS });
      const parsed = signInRequest.safeParse(await tryReadJson(request, BODY_MAX_BYTES));
      if (!parsed.success) return toResponse(badInput('body', parsed.error.issues));
      if (!signIn.isAdminToken(parsed.data.token)) return toResponse(WRONG_TOKEN);
      const cookie = await sessionCookie(signIn.key, parsed.data.name, isHttps(request), now());
      return new Response(null, { status: 204, headers: { 'set-cookie': cookie } });
    },
    signOut: async (request: Request) =>
      isOwnPage(request, deps.originOf(request))
        ? new Response(null, { status: 204, headers: { 'set-cookie': endedCookie(isHttps(request)) } })
        : toResponse(FOREIGN),
    overview: async (request: Request) => {
      const by = await readAdmin(request, signIn, now());
      if (by === undefined) return toResponse(SIGNED_OUT);
      await deps.flush();
      return Response.json(await readOverview(store, by, now()), { headers: PAGE_HEADERS });
    },
    decide: (request: Request, id: string) =>
      change(request, async (by, body) => {
        const parsed = adminVerdict.safeParse(body);
        if (!parsed.success) return toResponse(badInput('body', parsed.error.issues));
        const { state, until, hold } = parsed.data;
        const verdict = { state, ...(until !== undefined && { until }), ...(hold !== undefined && { hold }) };
        const { kind } = await decideExemption(store, id, verdict, { by, now: now() });
        if (kind === 'decided') return new Response(null, { status: 204 });
        return toResponse(kind === 'unknown' ? NOT_FOUND : TAKEN_BACK);
      }),
    order: (request: Request) =>
      change(request, async (by, body) => {
        const parsed = sendingOrder.safeParse(body);
        if (!parsed.success) return toResponse(badInput('body', parsed.error.issues));
        await appendDecision(store, { what: 'sending', id: 'all', state: parsed.data.state }, { by, now: now() });
        return new Response(null, { status: 204 });
      }),
  };
}

async function servePage(folder: string, name: string): Promise<Response> {
  const type = PAGE_FILES[name];
  if (type === undefined) return toResponse(NOT_FOUND);
  const bytes = await readFile(join(folder, name));
  return new Response(new Uint8Array(bytes), { headers: { ...PAGE_HEADERS, 'content-type': type } });
}

const FOREIGN: Problem = {
  status: 403,
  title: 'This request does not come from the admin page of this collector.',
  fix: 'Open the admin page under the address that the collector was given with --public-url.',
};
const SIGNED_OUT: Problem = { status: 401, title: 'Nobody is signed in.', fix: 'Sign in again.' };
const WRONG_TOKEN: Problem = {
  status: 403,
  title: 'The token is not the admin token.',
  fix: 'It is in SHOWHOW_ADMIN_TOKEN where the collector was started.',
};
const TOO_MANY_GUESSES: Problem = {
  status: 429,
  title: 'There were too many tries to sign in.',
  fix: 'Wait a minute and try again.',
};
const TAKEN_BACK: Problem = {
  status: 409,
  title: 'The person who asked has taken the request back.',
  fix: 'There is nothing to decide any more.',
};
