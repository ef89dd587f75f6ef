// A blob store in a folder: each blob is a file that appears whole under its name, or not at all.
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BlobStore, PutOutcome } from './blob-store.ts';

/** Files on their way in. The name cannot be a key's first part. */
const INCOMING = '.incoming';
/** A file on its way in for longer than this was left by a crash: a segment is written in well under a second. */
const ABANDONED_AFTER_MS = 10 * 60_000;
const FULL_CODES = ['ENOSPC', 'EDQUOT'];
/** Printable ASCII without what file systems or shells read otherwise; no part begins with a dot. */
const KEY_PART = /^[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,199}$/;

/**
 * Opens a folder as a store, makes it if need be, and clears what a crash left half written. Throws where the folder cannot
 * be written, or its file system has no hard links: they are what makes "only if absent" one step.
 */
export async function openFolderStore(folder: string, now: () => number = Date.now): Promise<BlobStore> {
  const root = resolve(folder);
  const incoming = join(root, INCOMING);
  await mkdir(incoming, { recursive: true });
  await clearAbandoned(incoming, now());
  await proveHardLinks(incoming);
  const pathOf = (key: string) => {
    const parts = key.split('/');
    if (!parts.every((part) => KEY_PART.test(part)))
      throw new Error(`not a key of a blob store: ${JSON.stringify(key)}`);
    return join(root, ...parts);
  };
  return {
    putIfAbsent: (key, bytes) => putIfAbsent(root, pathOf(key), bytes),
    get: (key) => unlessMissing(readFile(pathOf(key))),
    list: (prefix) => listKeys(root, prefix),
    delete: async (key) => {
      const path = pathOf(key);
      await rm(path, { force: true });
      await unlessMissing(syncFolder(dirname(path)));
    },
  };
}

async function putIfAbsent(root: string, path: string, bytes: Uint8Array): Promise<PutOutcome> {
  const temporary = join(root, INCOMING, randomUUID());
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(temporary, bytes);
    await link(temporary, path);
    await syncUpTo(root, dirname(path));
    return { kind: 'stored' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') {
      // Stored by somebody else, perhaps this very moment: make sure that it is durable before it is called present.
      await syncUpTo(root, dirname(path));
      return { kind: 'present' };
    }
    if (code !== undefined && FULL_CODES.includes(code)) return { kind: 'full' };
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is durable only once its folder is synced, and a new folder only once its own folder is. */
async function syncUpTo(root: string, folder: string): Promise<void> {
  for (let at = folder; at.startsWith(root); at = dirname(at)) {
    await syncFolder(at);
    if (at === root) return;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function* listKeys(root: string, prefix: string, folder = ''): AsyncGenerator<string> {
  const entries = (await unlessMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  // A folder's keys sort as if its name ended in `/`.
  const named = entries.map((entry) => ({ entry, key: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}` }));
  named.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of named) {
    if (entry.name.startsWith('.')) continue;
    const isOnTheWay = key.startsWith(prefix) || prefix.startsWith(key);
    if (entry.isDirectory() && isOnTheWay) yield* listKeys(root, prefix, key);
    else if (entry.isFile() && key.startsWith(prefix)) yield key;
  }
}

async function clearAbandoned(incoming: string, now: number): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const facts = await unlessMissing(stat(path));
    if (facts !== undefined && now - facts.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true });
  }
}

async function proveHardLinks(incoming: string): Promise<void> {
  const [from, to] = [join(incoming, randomUUID()), join(incoming, randomUUID())];
  try {
    await writeDurably(from, new Uint8Array(0));
    await link(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EPERM' && codeOf(error) !== 'ENOTSUP' && codeOf(error) !== 'ENOSYS') throw error;
    throw new Error(
      `${incoming} lies on a file system without hard links, which a store needs: choose another folder.`,
    );
  } finally {
    await rm(from, { force: true });
    await rm(to, { force: true });
  }
}

async function unlessMissing<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
