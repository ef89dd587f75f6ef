// A blob store in a folder: each blob is a file that appears whole under its name, or not at all.
import { randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { link, mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BlobEntry, BlobStore, IncomingBlob, PutOutcome } from './blob-store.ts';
import { partsOfKey } from './blob-store.ts';

/** Files on their way in. The name cannot be a key's first part. */
const INCOMING = '.incoming';
/** A file on its way in for longer than this was left by a crash: a segment is written in well under a second. */
const ABANDONED_AFTER_MS = 10 * 60_000;
const FULL_CODES = ['ENOSPC', 'EDQUOT'];

export interface FolderOptions {
  readonly now?: () => number;
  /** False leaves it to the system when bytes reach the disk: after a power cut, segments that were acknowledged can be missing. */
  readonly isDurable?: boolean;
}

/**
 * Opens a folder as a store, makes it if need be, and clears what a crash left half written. Throws where the folder cannot
 * be written, or its file system has no hard links: they are what makes "only if absent" one step.
 */
export async function openFolderStore(folder: string, options: FolderOptions = {}): Promise<BlobStore> {
  const { now = Date.now, isDurable = true } = options;
  const root = resolve(folder);
  const incoming = join(root, INCOMING);
  await mkdir(incoming, { recursive: true });
  await clearAbandoned(incoming, now());
  await proveHardLinks(incoming);
  const sync = isDurable ? createSync(root) : NO_SYNC;
  const pathOf = (key: string) => join(root, ...partsOfKey(key));
  return {
    putIfAbsent: (key, blob) => putIfAbsent({ incoming, path: pathOf(key), sync }, blob),
    get: (key) => unlessMissing(readFile(pathOf(key))),
    has: async (key) => (await unlessMissing(stat(pathOf(key)))) !== undefined,
    list: (prefix) => listBlobs(root, prefix),
    delete: async (key) => {
      const path = pathOf(key);
      await rm(path, { force: true });
      await unlessMissing(sync.name(path));
    },
  };
}

interface Sync {
  readonly file: (file: FileHandle) => Promise<void>;
  /** Makes the name of a file durable. */
  readonly name: (path: string) => Promise<void>;
}
const NO_SYNC: Sync = { file: async () => {}, name: async () => {} };

/** A name is durable only once its folder is synced, and a new folder only once its own folder is: once for each folder. */
function createSync(root: string): Sync {
  const known = new Set<string>([dirname(root)]);
  const upTo = async (folder: string): Promise<void> => {
    await syncFolder(folder);
    if (known.has(folder) || folder === root) return;
    await upTo(dirname(folder));
    if (known.size >= KNOWN_FOLDERS_MAX) known.clear();
    known.add(folder);
  };
  return { file: (file) => file.datasync(), name: (path) => upTo(dirname(path)) };
}
/** Folders remembered as durable; each is a session. */
const KNOWN_FOLDERS_MAX = 20_000;

interface Target {
  readonly incoming: string;
  readonly path: string;
  readonly sync: Sync;
}

async function putIfAbsent({ incoming, path, sync }: Target, blob: IncomingBlob): Promise<PutOutcome> {
  const temporary = join(incoming, randomUUID());
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of blob.chunks) await file.appendFile(chunk);
      if (blob.accept?.() === false) return { kind: 'refused' };
      await sync.file(file);
    } finally {
      await file.close();
    }
    await linkInto(temporary, path);
    await Promise.all([sync.name(path), rm(temporary, { force: true })]);
    return { kind: 'stored' };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') {
      // Stored by somebody else, perhaps this very moment: make sure that it is durable before it is called present.
      await sync.name(path);
      return { kind: 'present' };
    }
    if (code !== undefined && FULL_CODES.includes(code)) return { kind: 'full' };
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Most segments belong to a session whose folder is there already: it is made only where the link fails. */
async function linkInto(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(dirname(to), { recursive: true });
    await link(from, to);
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

async function* listBlobs(root: string, prefix: string, folder = ''): AsyncGenerator<BlobEntry> {
  const entries = (await unlessMissing(readdir(join(root, folder), { withFileTypes: true }))) ?? [];
  // A folder's keys sort as if its name ended in `/`.
  const named = entries.map((entry) => ({ entry, key: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}` }));
  named.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of named) {
    if (entry.name.startsWith('.')) continue;
    const isOnTheWay = key.startsWith(prefix) || prefix.startsWith(key);
    if (entry.isDirectory() && isOnTheWay) yield* listBlobs(root, prefix, key);
    if (!entry.isFile() || !key.startsWith(prefix)) continue;
    const facts = await unlessMissing(stat(join(root, key)));
    if (facts !== undefined) yield { key, sizeBytes: facts.size, storedAt: facts.mtimeMs };
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
    await writeFile(from, '');
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
