// Takes a request's body in: up to a limit, digesting it on the way.
import { createHash } from 'node:crypto';

/** A body as it arrives, and what became of it once it was read to its end. */
export interface CheckedBody {
  /** Stops early when the body is over the limit. Throws when the client goes away. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly verdict: () => 'whole' | 'tooLarge' | 'wrongDigest';
}

/** The client went away before its request was whole: no fault of anybody here, and nobody is left to answer. */
export class ClientGone extends Error {
  constructor(cause: unknown) {
    super('the client went away in the middle of its request', { cause });
    this.name = 'ClientGone';
  }
}

/** Checks a body against its size and the SHA-256, in hex, that it should have. */
export function checkBody(request: Request, maxBytes: number, sha256: string): CheckedBody {
  const hash = createHash('sha256');
  let verdict: ReturnType<CheckedBody['verdict']> = 'wrongDigest';
  async function* read(): AsyncGenerator<Uint8Array> {
    for await (const chunk of readUpTo(request, maxBytes)) {
      if (chunk === 'tooLarge') {
        verdict = 'tooLarge';
        return;
      }
      hash.update(chunk);
      yield chunk;
    }
    verdict = hash.digest('hex') === sha256 ? 'whole' : 'wrongDigest';
  }
  return { chunks: read(), verdict: () => verdict };
}

/** The body as JSON; undefined where it is none or too large. Throws `ClientGone`. */
export async function tryReadJson(request: Request, maxBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readUpTo(request, maxBytes)) {
    if (chunk === 'tooLarge') return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Up to this declared length a body is taken as one piece, which costs half of what a stream does; segments of an hour are far below it. */
const ONE_PIECE_MAX_BYTES = 1024 * 1024;

async function* readUpTo(request: Request, maxBytes: number): AsyncGenerator<Uint8Array | 'tooLarge'> {
  const declaredBytes = Number(request.headers.get('content-length') ?? Number.NaN);
  if (declaredBytes > maxBytes) {
    yield 'tooLarge';
    return;
  }
  if (declaredBytes <= ONE_PIECE_MAX_BYTES) {
    const body = await readWhole(request);
    yield body.length <= maxBytes ? body : 'tooLarge';
    return;
  }
  let sizeBytes = 0;
  const reader = request.body?.getReader();
  try {
    for (let part = await pull(reader); part !== undefined; part = await pull(reader)) {
      sizeBytes += part.length;
      if (sizeBytes <= maxBytes) yield part;
      else {
        yield 'tooLarge';
        return;
      }
    }
  } finally {
    reader?.cancel().catch((error: unknown) => void error);
  }
}

/** An HTTP server lets no body be longer than it was declared. */
async function readWhole(request: Request): Promise<Uint8Array> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw new ClientGone(error);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function pull(reader: Reader | undefined): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (error) {
    throw new ClientGone(error);
  }
}
