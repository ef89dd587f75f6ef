// Blobs as tests write and read them.
import type { BlobStore, IncomingBlob } from '../../src/collector/blob-store.ts';

export const bytes = (text: string) => new TextEncoder().encode(text);
export const blob = (text: string): IncomingBlob => ({ chunks: [bytes(text)] });

export async function keysIn(store: BlobStore, prefix = ''): Promise<string[]> {
  const all: string[] = [];
  for await (const { key } of store.list(prefix)) all.push(key);
  return all;
}
