// PUT of a segment: stored once under its address, streaming. Only size, digest and address are looked at.
import { createHash } from 'node:crypto';
import { DIGEST_HEADER, PROBLEM_TYPES, SEGMENT_CONTENT_TYPES, toDigestHeader } from '../model/collector-api.ts';
import { SEGMENT_MAX_BYTES } from '../model/limit.ts';
import type { BlobStore } from './blob-store.ts';
import type { Problem } from './problem.ts';
import { badInput, FULL, toResponse } from './problem.ts';
import { checkBody } from './read-body.ts';
import type { SegmentAddress, SegmentPacking } from './segment-address.ts';
import { segmentAddress, toKey } from './segment-address.ts';
import { isWithdrawn } from './tombstones.ts';

/** Told of each segment that was stored, for the counts. */
export type OnStored = (sizeBytes: number) => void;

/** Stores a segment, or says why not. `params` are the parts of its address. */
export async function putSegment(
  request: Request,
  params: unknown,
  store: BlobStore,
  onStored: OnStored,
): Promise<Response> {
  const parsed = segmentAddress.safeParse(params);
  if (!parsed.success) return toResponse(badInput('address', parsed.error.issues));
  const packing = packingOf(request);
  if (packing === undefined) return toResponse(WRONG_CONTENT_TYPE);
  const address = parsed.data;
  const refusal = await findRefusal(store, address, packing);
  if (refusal !== undefined) return toResponse(refusal);
  const body = checkBody(request, SEGMENT_MAX_BYTES, address.sha256);
  let sizeBytes = 0;
  const chunks = countBytes(body.chunks, (bytes) => (sizeBytes += bytes));
  const key = toKey(address, packing);
  const { kind } = await store.putIfAbsent(key, { chunks, accept: () => body.verdict() === 'whole' });
  switch (kind) {
    case 'stored':
      onStored(sizeBytes);
      return holds(201, address);
    case 'full':
      // What is there already needs no room.
      return (await isSame(store, key, address)) ? holds(200, address) : toResponse(FULL);
    case 'refused':
      return toResponse(body.verdict() === 'tooLarge' ? TOO_LARGE : WRONG_DIGEST);
    case 'present':
      return (await isSame(store, key, address)) ? holds(200, address) : toResponse(OTHER_CONTENT);
  }
}

/** Says what is stored, so that no other server's success is taken for ours. */
function holds(status: 200 | 201, { sha256 }: SegmentAddress): Response {
  return new Response(null, { status, headers: { [DIGEST_HEADER]: toDigestHeader(sha256) } });
}

/** What speaks against a segment before its body is read. */
async function findRefusal(
  store: BlobStore,
  address: SegmentAddress,
  packing: SegmentPacking,
): Promise<Problem | undefined> {
  const [withdrawn, isOtherwiseThere] = await Promise.all([
    isWithdrawn(store, address.session, Number(address.n)),
    store.has(toKey(address, packing === 'age' ? 'gzip' : 'age')),
  ]);
  if (withdrawn) return WITHDRAWN;
  return isOtherwiseThere ? OTHER_CONTENT : undefined;
}

async function* countBytes(chunks: AsyncIterable<Uint8Array>, add: (bytes: number) => void) {
  for await (const chunk of chunks) {
    add(chunk.length);
    yield chunk;
  }
}

async function isSame(store: BlobStore, key: string, { sha256 }: SegmentAddress): Promise<boolean> {
  const bytes = await store.get(key);
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
}

/** Undefined for anything else. A body without a type counts as gzip, as recorders before encryption sent it. */
function packingOf(request: Request): SegmentPacking | undefined {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === SEGMENT_CONTENT_TYPES.age) return 'age';
  return type === undefined || type === SEGMENT_CONTENT_TYPES.gzip ? 'gzip' : undefined;
}

const WRONG_CONTENT_TYPE: Problem = {
  status: 415,
  title: 'A segment is application/gzip, or application/age where it is encrypted.',
  fix: 'Send the segment with one of these as its Content-Type.',
};
const TOO_LARGE: Problem = {
  status: 413,
  title: `The segment is larger than ${SEGMENT_MAX_BYTES} bytes.`,
  fix: 'Seal fewer records into a segment.',
};
const WRONG_DIGEST: Problem = {
  status: 422,
  title: 'The body is not what its address says: the SHA-256 differs.',
  fix: 'Send the segment again. If this stays, something between recorder and collector changes bodies.',
};
const OTHER_CONTENT: Problem = {
  status: 409,
  title: 'Other content is stored under this session and number already. It was not changed.',
  fix: 'Keep the stored one: a segment is never replaced. Two recorders may share one session id.',
};
const WITHDRAWN: Problem = {
  status: 410,
  title: 'This segment was taken back by the person whose work it shows. It will not be stored.',
  fix: 'Forget it on the device, too.',
  type: PROBLEM_TYPES.withdrawn,
};
