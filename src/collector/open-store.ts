// Opens the store that an address names: a folder, or a bucket of an S3-compatible service.
import { fileURLToPath } from 'node:url';
import type { BlobStore } from './blob-store.ts';
import { openFolderStore } from './folder-store.ts';
import { openS3Store } from './s3-store.ts';

/** Variables as the SDKs of S3 name them. */
export type StoreEnvironment = Readonly<Record<string, string | undefined>>;

/** What was asked for cannot be opened: what is wrong and what to do, as one sentence each. */
export class StoreProblem extends Error {
  readonly fix: string;

  constructor(what: string, fix: string) {
    super(what);
    this.name = 'StoreProblem';
    this.fix = fix;
  }
}

/**
 * Opens `s3://bucket/prefix`, `file:…` or a path. A bucket's service and keys come from AWS_ENDPOINT_URL_S3 (Amazon's own without),
 * AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. Throws `StoreProblem`.
 */
export async function openStore(address: string, environment: StoreEnvironment): Promise<BlobStore> {
  try {
    if (!address.startsWith('s3:')) return await openFolderStore(toPath(address));
    return await openS3Store(toPlace(address, environment));
  } catch (error) {
    if (error instanceof StoreProblem || !(error instanceof Error)) throw error;
    const fix = address.startsWith('s3:')
      ? 'Check AWS_ENDPOINT_URL_S3, AWS_REGION, the keys, and that the bucket is there.'
      : 'Choose a folder that can be written.';
    throw new StoreProblem(`The store cannot be opened: ${error.message}.`, fix);
  }
}

/** True for a store that is a folder of this machine. */
export function isFolder(address: string): boolean {
  return !address.startsWith('s3:');
}

/** The folder that an address names. */
export function toPath(address: string): string {
  return address.startsWith('file:') ? fileURLToPath(address) : address;
}

function toPlace(address: string, environment: StoreEnvironment) {
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address) ?? [];
  if (bucket === undefined)
    throw new StoreProblem(`${address} names no bucket.`, 'Write it like s3://bucket or s3://bucket/prefix.');
  const region = environment['AWS_REGION'] ?? 'us-east-1';
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  return {
    endpoint: environment['AWS_ENDPOINT_URL_S3'] ?? `https://s3.${region}.amazonaws.com`,
    region,
    accessKeyId: need(environment, 'AWS_ACCESS_KEY_ID'),
    secretAccessKey: need(environment, 'AWS_SECRET_ACCESS_KEY'),
    ...(sessionToken !== undefined && { sessionToken }),
    bucket,
    prefix: prefix === '' ? '' : `${prefix.replace(/\/+$/, '')}/`,
  };
}

function need(environment: StoreEnvironment, name: string): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new StoreProblem(`${name} is not set.`, 'A bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
}
