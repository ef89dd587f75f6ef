// Where a collector keeps its state: named blobs, written once. A folder by default, any S3-compatible store at scale.

/** What became of a blob that was to be stored. */
export type PutOutcome =
  | { readonly kind: 'stored' }
  /** Something is there already under this key; it stays as it is. */
  | { readonly kind: 'present' }
  /** No room left. Nothing was stored. */
  | { readonly kind: 'full' };

/** Keys are `/`-separated paths of printable ASCII without empty, `.` or `..` parts. */
export interface BlobStore {
  /** Stores whole or not at all; what is stored survives a crash once this resolves. */
  readonly putIfAbsent: (key: string, bytes: Uint8Array) => Promise<PutOutcome>;
  /** The blob's bytes, undefined where none is stored. */
  readonly get: (key: string) => Promise<Uint8Array | undefined>;
  /** Keys that begin with the prefix, in order of their characters. */
  readonly list: (prefix: string) => AsyncIterable<string>;
  /** Removes a blob; nothing happens where none is stored. */
  readonly delete: (key: string) => Promise<void>;
}
