// Where a collector keeps its state: named blobs, written once. A folder by default, any S3-compatible store at scale.

/** What became of a blob that was to be stored. */
export type PutOutcome =
  | { readonly kind: 'stored' }
  /** Something is there already under this key; it stays as it is. */
  | { readonly kind: 'present' }
  /** No room left. Nothing was stored. */
  | { readonly kind: 'full' }
  /** `accept` said no. Nothing was stored. */
  | { readonly kind: 'refused' };

/** A blob on its way in. When `chunks` throws, nothing is stored and the error passes on. */
export interface IncomingBlob {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Asked after the last chunk, before anything can be seen under the key. */
  readonly accept?: () => boolean;
}

export interface BlobEntry {
  readonly key: string;
  readonly sizeBytes: number;
  /** When it was stored, in ms since 1970. */
  readonly storedAt: number;
}

/** Keys are `/`-separated paths of printable ASCII without empty, `.` or `..` parts. */
export interface BlobStore {
  /** Stores whole or not at all; what is stored survives a crash once this resolves. Reads `chunks` to its end in every case. */
  readonly putIfAbsent: (key: string, blob: IncomingBlob) => Promise<PutOutcome>;
  /** The blob's bytes, undefined where none is stored. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  readonly has: (key: string) => Promise<boolean>;
  /** Blobs whose keys begin with the prefix, in order of the characters of their keys. */
  readonly list: (prefix: string) => AsyncIterable<BlobEntry>;
  /** Removes a blob; nothing happens where none is stored. */
  readonly delete: (key: string) => Promise<void>;
}

/** Printable ASCII without what file systems, shells or addresses read otherwise; no part begins with a dot. */
const KEY_PART = /^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,199}$/;

/** The parts of a key. Throws where it is none: keys are made by the collector, from parts that were checked. */
export function partsOfKey(key: string): readonly string[] {
  const parts = key.split('/');
  if (parts.every((part) => KEY_PART.test(part))) return parts;
  throw new Error(`not a key of a blob store: ${JSON.stringify(key)}`);
}

/** A value as a blob of JSON. */
export function jsonBlob(value: unknown): IncomingBlob {
  return { chunks: [Buffer.from(`${JSON.stringify(value)}\n`)] };
}
