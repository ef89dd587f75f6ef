// The collector's HTTP interface: which address is answered by what, and what holds for every request.
import type { Context } from 'hono';
import { Hono } from 'hono';
import { ADMIN_PATHS } from '../model/admin-api.ts';
import { AUTH_ERRORS, COLLECTOR_PATHS } from '../model/collector-api.ts';
import type { AccessCheck } from './access.ts';
import { createAccessCheck } from './access.ts';
import { createAdminRoutes } from './admin-routes.ts';
import type { SignIn } from './admin-session.ts';
import type { BlobStore } from './blob-store.ts';
import { createDayCounter } from './day-counts.ts';
import { enrol, enrolAnybody } from './enrol.ts';
import { createMetrics } from './metrics.ts';
import { currentNonce } from './nonce.ts';
import { createOrders } from './orders.ts';
import type { Problem } from './problem.ts';
import { FAULT, NOT_FOUND, toResponse, URL_TOO_LONG, wrongMethod } from './problem.ts';
import type { Rate } from './rate-limit.ts';
import { createRateLimit, DEFAULT_RATE } from './rate-limit.ts';
import { ClientGone } from './read-body.ts';
import { answerControl, dropExemption, takeExemption, withdrawSegments } from './recorder-routes.ts';
import type { CollectorLog } from './request-log.ts';
import { describeFault } from './request-log.ts';
import type { Secrets } from './secrets.ts';
import { putSegment } from './segments.ts';

/** What a collector works with. */
export interface CollectorDeps {
  readonly store: BlobStore;
  readonly log: CollectorLog;
  /** Absent: whoever reaches the collector may send. Only for trials on one machine. */
  readonly secrets?: Secrets;
  /** Absent: there is no admin page. */
  readonly admin?: { readonly signIn: SignIn; readonly pageFolder: string };
  /** Address under which clients reach the collector, where a proxy stands before it; else what they ask for. */
  readonly publicUrl?: string;
  readonly rate?: Rate;
  readonly now?: () => number;
}

/** Anything with fetch's signature can serve requests. */
export interface Collector {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Writes down what was counted; now and then, and before the process ends. */
  readonly flush: () => Promise<void>;
}

const URL_MAX_CHARS = 8192;
type Handler = (request: Request, params: Readonly<Record<string, string>>) => Response | Promise<Response>;
/** Handlers by method, for each address. */
type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** Makes the collector's app. */
export function createCollector(deps: CollectorDeps): Collector {
  const { store, secrets, log, now = Date.now } = deps;
  const metrics = createMetrics();
  const counter = createDayCounter(store, now);
  const orders = createOrders(store, now);
  const takeRequest = createRateLimit(deps.rate ?? DEFAULT_RATE, now);
  const access = secrets && createAccessCheck({ secrets, orders, takeRequest, now });
  const recorder = { store, orders, now };
  const urlOf = createUrlOf(deps.publicUrl);
  const guarded = guard(access, urlOf);
  const onStored = (sizeBytes: number) => {
    metrics.stored(sizeBytes);
    counter.stored(sizeBytes);
  };
  const routes: Routes = {
    '/healthz': { GET: () => Response.json({ status: 'ok' }) },
    '/metrics': {
      GET: async () => new Response(await metrics.text(), { headers: { 'content-type': metrics.contentType } }),
    },
    [COLLECTOR_PATHS.enrol]: {
      POST: (request) =>
        access && secrets
          ? enrol({ request, url: urlOf(request) }, { store, secrets, access, now })
          : enrolAnybody(now()),
    },
    [COLLECTOR_PATHS.control]: { GET: guarded((request) => answerControl(request, recorder)) },
    [COLLECTOR_PATHS.exemptions]: { POST: guarded((request) => takeExemption(request, recorder)) },
    [`${COLLECTOR_PATHS.exemptions}/:id`]: { DELETE: guarded((_, { id = '' }) => dropExemption(id, recorder)) },
    [`${COLLECTOR_PATHS.sessions}/:session`]: {
      DELETE: guarded((request, { session = '' }) => withdrawSegments(request, session, recorder)),
    },
    [`${COLLECTOR_PATHS.segments}/:day/:participant/:session/:n/:sha256`]: {
      PUT: guarded(async (request, params) =>
        (await orders()).isStopped ? toResponse(STOPPED) : putSegment(request, params, store, onStored),
      ),
    },
    ...(deps.admin && adminRoutes({ ...deps.admin, store, now, flush: counter.flush, urlOf })),
  };
  const app = new Hono();
  const answer = async (route: string, method: string, respond: () => Response | Promise<Response>) => {
    const startedAt = performance.now();
    const response = await answerSafely(respond, (error) => {
      metrics.faulted();
      log.faulted(describeFault(error));
    });
    if (secrets) response.headers.set('dpop-nonce', currentNonce(secrets.nonceKey, now()));
    const ms = performance.now() - startedAt;
    metrics.answered(route, response.status, ms / 1_000);
    if (route.startsWith('/v1/') && !asksForNonce(response)) counter.answered(response.status);
    log.answered({ method, route, status: response.status, ms: Math.round(ms * 10) / 10 });
    return response;
  };
  register(app, routes, answer);
  return { fetch: (request) => app.fetch(request), flush: counter.flush };
}

/** The ordinary beginning of a talk, no error: the client comes again at once with the nonce that it was given. */
function asksForNonce(response: Response): boolean {
  return response.headers.get('www-authenticate')?.includes(AUTH_ERRORS.nonce) === true;
}

type Answer = (route: string, method: string, respond: () => Response | Promise<Response>) => Promise<Response>;

function register(app: Hono, routes: Routes, answer: Answer): void {
  for (const [path, handlers] of Object.entries(routes)) {
    const handle = (context: Context) => {
      const request = context.req.raw;
      // Hono asks for GET where a client asks for HEAD, and drops the body.
      const handler = handlers[request.method === 'HEAD' ? 'GET' : request.method];
      return answer(path, request.method, () => {
        if (request.url.length > URL_MAX_CHARS) return toResponse(URL_TOO_LONG);
        if (handler === undefined) return toResponse(wrongMethod(Object.keys(handlers).join(', ')));
        return handler(request, context.req.param() as Readonly<Record<string, string>>);
      });
    };
    app.all(path, handle);
  }
  app.notFound((context) => answer('other', context.req.method, () => toResponse(NOT_FOUND)));
}

async function answerSafely(respond: () => Response | Promise<Response>, onFault: (error: unknown) => void) {
  try {
    return await respond();
  } catch (error) {
    if (error instanceof ClientGone) return toResponse(GONE_AWAY);
    onFault(error);
    return toResponse(FAULT);
  }
}

/** Lets a request through to its handler once its sender is known; all of them where there are no secrets. */
function guard(access: AccessCheck | undefined, urlOf: (request: Request) => string) {
  return (handler: Handler): Handler =>
    async (request, params) => {
      const outcome = await access?.enrolled({ request, url: urlOf(request) });
      return outcome?.kind === 'refused' ? toResponse(outcome.problem) : handler(request, params);
    };
}

/** The address of a request as its client wrote it, without query. */
function createUrlOf(publicUrl: string | undefined) {
  return (request: Request): string => {
    const { origin, pathname } = new URL(request.url);
    return `${publicUrl?.replace(/\/+$/, '') ?? origin}${pathname}`;
  };
}

type AdminParts = Omit<Parameters<typeof createAdminRoutes>[0], 'originOf'> & {
  readonly urlOf: (request: Request) => string;
};

function adminRoutes({ urlOf, ...parts }: AdminParts): Routes {
  const admin = createAdminRoutes({ ...parts, originOf: (request) => new URL(urlOf(request)).origin });
  return {
    [ADMIN_PATHS.page]: {
      GET: () => new Response(null, { status: 308, headers: { location: `${ADMIN_PATHS.page}/` } }),
    },
    [`${ADMIN_PATHS.page}/`]: { GET: () => admin.page('index.html') },
    [`${ADMIN_PATHS.page}/:file`]: { GET: (_, { file = '' }) => admin.page(file) },
    [ADMIN_PATHS.overview]: { GET: admin.overview },
    [ADMIN_PATHS.signIn]: { POST: admin.signIn },
    [ADMIN_PATHS.signOut]: { POST: admin.signOut },
    [`${ADMIN_PATHS.exemptions}/:id`]: { POST: (request, { id = '' }) => admin.decide(request, id) },
    [ADMIN_PATHS.sending]: { POST: admin.order },
  };
}

const STOPPED: Problem = {
  status: 503,
  title: 'Sending was stopped for all recorders.',
  fix: 'Ask who runs the collector: `showhow sending resume` lets segments in again.',
  retryAfterS: 15 * 60,
};
const GONE_AWAY: Problem = {
  status: 400,
  title: 'The request broke off before its end. Nothing was stored.',
  fix: 'Send it again.',
};
