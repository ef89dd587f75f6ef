// Reads a request's body up to a limit, digesting it on the way.
import { createHash } from 'node:crypto';

/** The body with its SHA-256 in hex, or that it is over the limit. */
export type Body =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly kind: 'tooLarge' };

/** Reads the body; stops as soon as it is over the limit. Throws when the client goes away. */
export async function readBody(request: Request, maxBytes: number): Promise<Body> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return { kind: 'tooLarge' };
  const hash = createHash('sha256');
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const part of request.body ?? []) {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes) return { kind: 'tooLarge' };
    hash.update(part);
    parts.push(part);
  }
  return { kind: 'whole', bytes: Buffer.concat(parts), sha256: hash.digest('hex') };
}
