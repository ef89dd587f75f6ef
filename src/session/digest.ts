// Digests a segment as its lines go by: the runtime's own streaming hash is handed in, pages collect and hash at the end.
import { concatBytes } from './bytes.ts';
import { sha256Hex } from './encode.ts';

/** SHA-256 over what was added. `hex` ends it; undefined when it could not be computed. */
export interface Digest {
  readonly add: (bytes: Uint8Array) => void;
  readonly hex: () => Promise<string | undefined>;
}

/** Largest uncompressed segment that is digested without a streaming hash, in bytes: `crypto.subtle` wants it in one piece. */
export const DIGEST_MAX_BYTES = 64 * 1024 * 1024;

/** A digest by `crypto.subtle`, which every runtime has. Over `DIGEST_MAX_BYTES` it gives up and keeps nothing. */
export function collectingDigest(): Digest {
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  return {
    add: (bytes) => {
      sizeBytes += bytes.length;
      if (sizeBytes > DIGEST_MAX_BYTES) parts = [];
      else parts.push(bytes);
    },
    hex: async () => (sizeBytes > DIGEST_MAX_BYTES ? undefined : sha256Hex(concatBytes(parts))),
  };
}
