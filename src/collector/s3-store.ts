// A blob store in a bucket of any S3-compatible service: a conditional PUT makes "only if absent" one step.
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod/mini';
import type { BlobEntry, BlobStore, IncomingBlob, PutOutcome } from './blob-store.ts';
import { partsOfKey } from './blob-store.ts';

/** Where a bucket is and who asks. */
export interface BucketPlace {
  /** Address of the service, such as `https://s3.eu-central-1.amazonaws.com`; buckets are named in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly bucket: string;
  /** Keys of this store stand below it; empty, or ends in `/`. */
  readonly prefix: string;
}

/** Two writers of one key at the same moment: the service asks one of them to come again. */
const CONFLICT_TRIES = 5;
/** Longest that the service may take for one request. */
const REQUEST_TIMEOUT_MS = 30_000;
const FULL_CODES = ['QuotaExceeded', 'InsufficientCapacity', 'EntityTooLarge'];

/** Opens a bucket, which must be there. Throws where it cannot be listed, with what the service says. */
export async function openS3Store(place: BucketPlace): Promise<BlobStore> {
  const s3 = createClient(place);
  for await (const _ of listBlobs(s3, place.prefix, 1)) break;
  const keyOf = (key: string) => place.prefix + partsOfKey(key).join('/');
  return {
    putIfAbsent: (key, blob) => putIfAbsent(s3, keyOf(key), blob),
    get: async (key) => {
      const response = await s3('GET', keyOf(key));
      if (response.status === 404) return undefined;
      await expectStatus(response, 200);
      return new Uint8Array(await response.arrayBuffer());
    },
    has: async (key) => {
      const response = await s3('HEAD', keyOf(key));
      if (response.status !== 404) await expectStatus(response, 200);
      return response.status === 200;
    },
    list: async function* (prefix) {
      for await (const entry of listBlobs(s3, place.prefix + prefix))
        yield { ...entry, key: entry.key.slice(place.prefix.length) };
    },
    delete: async (key) => {
      const response = await s3('DELETE', keyOf(key));
      if (response.status !== 404) await expectStatus(response, 204);
    },
  };
}

interface Sending {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}
type S3 = (method: string, key: string, sending?: Sending) => Promise<Response>;

/** Faults of the service and of the way there are tried again with growing pauses (by the client, up to 4 times). */
function createClient({ endpoint, region, accessKeyId, secretAccessKey, sessionToken, bucket }: BucketPlace): S3 {
  const client = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    region,
    service: 's3',
    retries: 4,
    initRetryMs: 100,
  });
  return (method, key, { query = {}, headers = {}, body } = {}) => {
    const path = key.split('/').map(encodeURIComponent).join('/');
    const url = new URL(`${endpoint.replace(/\/$/, '')}/${bucket}/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return client.fetch(url.href, {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  };
}

/** S3 wants length and digest before the first byte: a segment (at most 8 MiB) is held in memory until it is whole. */
async function putIfAbsent(s3: S3, key: string, blob: IncomingBlob): Promise<PutOutcome> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of blob.chunks) chunks.push(chunk);
  if (blob.accept?.() === false) return { kind: 'refused' };
  const body = new Uint8Array(Buffer.concat(chunks));
  const headers = {
    'if-none-match': '*',
    'content-type': 'application/octet-stream',
    // The service checks what it got against this.
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
  };
  for (let tries = 1; ; tries += 1) {
    const response = await s3('PUT', key, { headers, body });
    if (response.status === 412) return { kind: 'present' };
    if (response.status === 409 && tries < CONFLICT_TRIES) continue;
    if (response.ok) {
      await response.arrayBuffer();
      return { kind: 'stored' };
    }
    const problem = await explain(response);
    if (response.status === 507 || FULL_CODES.includes(problem.code)) return { kind: 'full' };
    throw new Error(problem.text);
  }
}

const listing = z.object({
  ListBucketResult: z.object({
    NextContinuationToken: z.optional(z.string()),
    Contents: z._default(
      z.array(z.object({ Key: z.string(), Size: z.coerce.number(), LastModified: z.iso.datetime() })),
      [],
    ),
  }),
});
const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === 'Contents' });

async function* listBlobs(s3: S3, prefix: string, maxKeys = 1_000): AsyncGenerator<BlobEntry> {
  let token: string | undefined;
  do {
    const query = {
      'list-type': '2',
      prefix,
      'max-keys': String(maxKeys),
      ...(token !== undefined && { 'continuation-token': token }),
    };
    const response = await s3('GET', '', { query });
    await expectStatus(response, 200);
    const { ListBucketResult: page } = listing.parse(xml.parse(await response.text()));
    for (const { Key, Size, LastModified } of page.Contents)
      yield { key: Key, sizeBytes: Size, storedAt: Date.parse(LastModified) };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

async function expectStatus(response: Response, status: number): Promise<void> {
  if (response.status !== status) throw new Error((await explain(response)).text);
}

async function explain(response: Response): Promise<{ readonly code: string; readonly text: string }> {
  const body = await response.text();
  const code = /<Code>([A-Za-z0-9]+)<\/Code>/.exec(body)?.[1] ?? 'no code';
  return { code, text: `the S3 service answered ${response.status} (${code})` };
}
