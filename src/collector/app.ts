// The collector's HTTP interface: takes sealed segments and stores each once. It looks at size, digest and address only.
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { SEGMENT_MAX_BYTES } from '../model/limit.ts';
import type { BlobStore } from './blob-store.ts';
import type { Problem } from './problem.ts';
import { toResponse } from './problem.ts';
import { readBody } from './read-body.ts';
import type { SegmentAddress } from './segment-address.ts';
import { segmentAddress, toKey } from './segment-address.ts';

/** What a collector works with. */
export interface CollectorDeps {
  readonly store: BlobStore;
  /** May this request store this segment? Undefined lets it pass. */
  readonly authorize?: (request: Request, address: SegmentAddress) => Promise<Problem | undefined>;
  /** Told about faults of the collector itself; nothing about people or segments. */
  readonly onError: (error: unknown) => void;
}

/** Anything with fetch's signature can serve requests. */
export interface Collector {
  readonly fetch: (request: Request) => Response | Promise<Response>;
}

/** A full store is looked at by people; recorders need not ask more often than this. */
const FULL_RETRY_AFTER_S = 15 * 60;
const SEGMENT_PATH = '/v1/segments/:day/:participant/:session/:n/:sha256';

/** Makes the collector's app. */
export function createCollector({ store, authorize, onError }: CollectorDeps): Collector {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.put(SEGMENT_PATH, (context) => putSegment(context.req.raw, context.req.param(), { store, authorize }));
  app.on(['GET', 'POST', 'DELETE', 'PATCH'], SEGMENT_PATH, () => toResponse(WRONG_METHOD));
  app.notFound(() => toResponse(NOT_FOUND));
  app.onError((error) => {
    onError(error);
    return toResponse(FAULT);
  });
  return { fetch: (request) => app.fetch(request) };
}

type PutDeps = { readonly store: BlobStore; readonly authorize: CollectorDeps['authorize'] | undefined };

async function putSegment(request: Request, params: unknown, { store, authorize }: PutDeps): Promise<Response> {
  const parsed = segmentAddress.safeParse(params);
  if (!parsed.success) return toResponse(badAddress(parsed.error.issues));
  const address = parsed.data;
  const refusal = await authorize?.(request, address);
  if (refusal !== undefined) return toResponse(refusal);
  const body = await readBody(request, SEGMENT_MAX_BYTES);
  if (body.kind === 'tooLarge') return toResponse(TOO_LARGE);
  if (body.sha256 !== address.sha256) return toResponse(WRONG_DIGEST);
  const key = toKey(address);
  const outcome = await store.putIfAbsent(key, body.bytes);
  switch (outcome.kind) {
    case 'stored':
      return new Response(null, { status: 201 });
    case 'full':
      return toResponse(FULL);
    case 'present':
      return (await isSame(store, key, address)) ? new Response(null, { status: 200 }) : toResponse(OTHER_CONTENT);
  }
}

async function isSame(store: BlobStore, key: string, { sha256 }: SegmentAddress): Promise<boolean> {
  const bytes = await store.get(key);
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

function badAddress(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): Problem {
  const [issue] = issues;
  return {
    status: 400,
    title: `The address of the segment is malformed: this part should be ${issue?.message}.`,
    where: `path: ${issue?.path.map(String).join('.')}`,
    fix: 'Send to /v1/segments/{day}/{participant}/{session}/{n}/{sha256}.',
  };
}

const NOT_FOUND: Problem = {
  status: 404,
  title: 'There is nothing at this address.',
  where: 'path',
  fix: 'A recorder needs only the address of the collector itself, without a path, as collectorUrl.',
};
const WRONG_METHOD: Problem = {
  status: 405,
  title: 'Segments are only taken, not given out.',
  where: 'method',
  fix: 'Send a segment with PUT. Read segments from the store itself.',
  allow: 'PUT',
};
const TOO_LARGE: Problem = {
  status: 413,
  title: `The segment is larger than ${SEGMENT_MAX_BYTES} bytes.`,
  where: 'body',
  fix: 'Seal fewer records into a segment.',
};
const WRONG_DIGEST: Problem = {
  status: 422,
  title: 'The body is not what its address says: the SHA-256 differs.',
  where: 'path: sha256',
  fix: 'Send the segment again. If this stays, something between recorder and collector changes bodies.',
};
const OTHER_CONTENT: Problem = {
  status: 409,
  title: 'Other content is stored under this session and number already. It was not changed.',
  where: 'path: session, n',
  fix: 'Keep the stored one: a segment is never replaced. Two recorders may share one session id.',
};
const FULL: Problem = {
  status: 507,
  title: 'The store has no room left. Nothing was stored.',
  where: 'store',
  fix: 'Make room in the store. The recorder keeps the segment and tries again.',
  retryAfterS: FULL_RETRY_AFTER_S,
};
const FAULT: Problem = {
  status: 500,
  title: 'The collector has a fault. The segment may not be stored.',
  where: 'collector',
  fix: 'See the log of the collector. Sending again is safe.',
};
