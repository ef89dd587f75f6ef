// What recorders ask beside storing segments: the control answer, exemptions, and taking back what had left.
import type { ControlAnswer } from '../model/collector-api.ts';
import { CONTROL_MAX_EXEMPTIONS, exemptionRequest, tryParseSegmentList } from '../model/collector-api.ts';
import type { BlobStore } from './blob-store.ts';
import { withdrawExemption } from './decide.ts';
import { answerFor, keepExemption } from './exemptions.ts';
import type { Orders } from './orders.ts';
import type { Problem } from './problem.ts';
import { badInput, FULL, NOT_FOUND, toResponse } from './problem.ts';
import { tryReadJson } from './read-body.ts';
import { sessionId } from './segment-address.ts';
import { putTombstone } from './tombstones.ts';

/** What these answers are made from. */
export interface RecorderDeps {
  readonly store: BlobStore;
  readonly orders: () => Promise<Orders>;
  readonly now: () => number;
}

const EXEMPTION_MAX_BYTES = 32 * 1024;
const EXEMPTION_ID = exemptionRequest.shape.id;

/** GET /v1/control?exemptions=ID,ID */
export async function answerControl(request: Request, { store, orders, now }: RecorderDeps): Promise<Response> {
  const ids = (new URL(request.url).searchParams.get('exemptions') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > CONTROL_MAX_EXEMPTIONS || !ids.every((id) => EXEMPTION_ID.safeParse(id).success))
    return toResponse(BAD_IDS);
  const answer: ControlAnswer = {
    serverTime: new Date(now()).toISOString(),
    stop: (await orders()).isStopped,
    exemptions: await Promise.all(ids.map((id) => answerFor(store, id))),
  };
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
}

/** POST /v1/exemptions */
export async function takeExemption(request: Request, { store, now }: RecorderDeps): Promise<Response> {
  const parsed = exemptionRequest.safeParse(await tryReadJson(request, EXEMPTION_MAX_BYTES));
  if (!parsed.success) return toResponse(badInput('body', parsed.error.issues));
  const outcome = await keepExemption(store, parsed.data, now());
  switch (outcome) {
    case 'kept':
      return Response.json(await answerFor(store, parsed.data.id), { status: 201 });
    case 'same':
      return Response.json(await answerFor(store, parsed.data.id));
    case 'other':
      return toResponse(OTHER_REQUEST);
    case 'full':
      return toResponse(FULL);
  }
}

/** DELETE /v1/exemptions/{id} */
export async function dropExemption(id: string, { store, now }: RecorderDeps): Promise<Response> {
  if (!EXEMPTION_ID.safeParse(id).success) return toResponse(BAD_IDS);
  return (await withdrawExemption(store, id, now())) ? new Response(null, { status: 204 }) : toResponse(NOT_FOUND);
}

/** DELETE /v1/sessions/{id}?segments=… : whoever knows the random id of a session may take back what is in it. */
export async function withdrawSegments(request: Request, session: string, { store }: RecorderDeps): Promise<Response> {
  const segments = tryParseSegmentList(new URL(request.url).searchParams.get('segments') ?? '');
  if (segments === undefined || !sessionId.safeParse(session).success) return toResponse(BAD_SEGMENTS);
  const outcomes = await Promise.all(segments.map((segment) => putTombstone(store, session, segment)));
  return outcomes.some(({ kind }) => kind === 'full') ? toResponse(FULL) : new Response(null, { status: 204 });
}

const BAD_IDS: Problem = {
  status: 400,
  title: 'The ids of exemptions cannot be read.',
  fix: `Name at most ${CONTROL_MAX_EXEMPTIONS} ids, each of 16 to 64 letters, digits, - or _.`,
};
const OTHER_REQUEST: Problem = {
  status: 409,
  title: 'Another request for exemption stands under this id. It was not changed.',
  fix: 'Ask again under a new random id.',
};
const BAD_SEGMENTS: Problem = {
  status: 400,
  title: 'The segments to take back cannot be read.',
  fix: 'Name them like ?segments=3:<64 hex>,4:<64 hex>, at most 100 at once.',
};
