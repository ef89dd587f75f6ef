// The installs that enrolled: by the thumbprint of their keys, and on which day each was last heard of with which version.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { BlobStore } from './blob-store.ts';
import { jsonBlob } from './blob-store.ts';

const FOLDER = 'installs/';
const CONTACTS = 'contacts/';

const facts = z.object({ extension: z.string(), browser: z.string(), policyRevision: z.string() });
/** What an install says about itself; many installs say the same. */
export type InstallFacts = z.infer<typeof facts>;

/** Installs that said the same on one day. */
export interface ContactGroup {
  readonly facts: InstallFacts;
  readonly installs: readonly string[];
}

/** Keeps an install and that it was heard of today. False where the store is full. */
export async function keepInstall(
  store: BlobStore,
  install: string,
  { extension, browser, policyRevision }: InstallFacts,
  now: number,
): Promise<boolean> {
  const at = new Date(now).toISOString();
  const said: InstallFacts = { extension, browser, policyRevision };
  const group = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16);
  const first = await store.putIfAbsent(keyOf(install), jsonBlob({ at }));
  const contact = `${CONTACTS}day=${at.slice(0, 10)}/group=${group}/install=${install}.json`;
  const second = await store.putIfAbsent(contact, jsonBlob(said));
  return first.kind !== 'full' && second.kind !== 'full';
}

export function isEnrolled(store: BlobStore, install: string): Promise<boolean> {
  return store.has(keyOf(install));
}

/** Who was heard of on a day (`2026-03-04`, UTC), by what they said. Reads one blob a group. */
export async function readContacts(store: BlobStore, day: string): Promise<readonly ContactGroup[]> {
  const groups = new Map<string, string[]>();
  for await (const { key } of store.list(`${CONTACTS}day=${day}/`)) {
    const [, group, install] = /\/group=([^/]+)\/install=([^/]+)\.json$/.exec(key) ?? [];
    if (group === undefined || install === undefined) continue;
    const members = groups.get(group) ?? [];
    if (members.length === 0) groups.set(group, members);
    members.push(install);
  }
  const found: ContactGroup[] = [];
  for (const [group, installs] of groups) {
    const bytes = await store.get(`${CONTACTS}day=${day}/group=${group}/install=${installs[0]}.json`);
    if (bytes !== undefined) found.push({ facts: facts.parse(JSON.parse(Buffer.from(bytes).toString())), installs });
  }
  return found;
}

/** How many installs ever enrolled. */
export async function countInstalls(store: BlobStore): Promise<number> {
  let count = 0;
  for await (const _ of store.list(FOLDER)) count += 1;
  return count;
}

function keyOf(install: string): string {
  return `${FOLDER}${install}.json`;
}
