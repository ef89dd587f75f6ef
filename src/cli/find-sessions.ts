// Finds the sessions in a file, a folder of session files or a store, and which files each consists of, in order.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { decodeFiles } from '../session/session-files.ts';
import { CliProblem } from './command.ts';
import { isGzip } from './read-gzip.ts';
import type { Keys } from './session-file.ts';
import { isEncrypted, openMembers, readSessionFile } from './session-file.ts';

/** A file with one or more segments; `n` of the first, undefined where it cannot be read. */
export interface SegmentFile {
  readonly path: string;
  /** The path as people call it: relative to the folder that was asked for. */
  readonly name: string;
  readonly n: number | undefined;
}

/** A session and its files in the order of their segments. */
export interface FoundSession {
  readonly session: string;
  readonly participant: string | undefined;
  readonly files: readonly SegmentFile[];
}

const SESSION_FILE = /\.jsonl\.gz(?:\.age)?$/;
const STORED = /(?:^|\/)participant=([^/]+)\/session=([^/]+)\/([0-9]+)\.jsonl\.gz(?:\.age)?$/;

/** A segment that was taken back: this line takes its place, whatever else the store still has under its number. */
const TOMBSTONE = /(?:^|\/)tombstones\/session=([^/]+)\/([0-9]+)\.jsonl\.gz$/;

/** The sessions at a path, at least one. Throws `CliProblem` where there is nothing that could be a session. */
export async function findSessions(path: string, keys: Keys): Promise<readonly FoundSession[]> {
  const facts = await statOrExplain(path);
  if (facts.isDirectory()) return findInFolder(path, keys);
  await refuseOtherFiles(path);
  return group([await describeFile(path, basename(path), keys)], keys);
}

/** The sessions of a store's folder, by the names of its files alone. */
export async function findInStore(path: string): Promise<readonly FoundSession[]> {
  if (!(await statOrExplain(path)).isDirectory())
    throw new CliProblem(`${path} is no folder.`, 'Name the folder of a store.');
  const stored = (await listFiles(path)).flatMap(({ path: file, name }) => describeStored(file, name) ?? []);
  if (stored.length > 0) return group(stored, undefined);
  throw new CliProblem(`${path} holds no stored segments.`, 'Name the folder that `showhow serve --store` was given.');
}

async function findInFolder(path: string, keys: Keys): Promise<readonly FoundSession[]> {
  const files = await listFiles(path);
  if (files.length === 0) {
    throw new CliProblem(
      `${path} holds no session files.`,
      'Session files end in .jsonl.gz or .jsonl.gz.age. Name a folder that holds some.',
    );
  }
  const described: Described[] = [];
  for (const file of files)
    described.push(describeStored(file.path, file.name) ?? (await describeFile(file.path, file.name, keys)));
  return group(described, keys);
}

type Described = SegmentFile & {
  readonly session: string;
  readonly participant: string | undefined;
  readonly isTombstone?: true;
};

function describeStored(path: string, name: string): Described | undefined {
  const whole = path.split(sep).join('/');
  const [, withdrawn, number] = TOMBSTONE.exec(whole) ?? [];
  if (withdrawn !== undefined)
    return { path, name, session: withdrawn, participant: undefined, n: Number(number), isTombstone: true };
  const [, participant, session, n] = STORED.exec(whole) ?? [];
  if (participant === undefined || session === undefined) return undefined;
  return { path, name, session, participant, n: Number(n) };
}

/** Reads the head. A file that has none stands alone under its own name, so that `verify` can say what is wrong with it. */
async function describeFile(path: string, name: string, keys: Keys): Promise<Described> {
  for await (const line of decodeFiles([{ name, open: () => readSessionFile(path, keys) }])) {
    if (line.kind === 'tombstone') {
      const { session, n } = line.tombstone;
      return { path, name, session, participant: undefined, n };
    }
    if (line.kind !== 'segment') break;
    const { session, participant, n } = line.header;
    return { path, name, session, participant, n };
  }
  return { path, name, session: name, participant: undefined, n: undefined };
}

async function group(files: readonly Described[], keys: Keys): Promise<readonly FoundSession[]> {
  const tombstones = Map.groupBy(
    files.filter(({ isTombstone }) => isTombstone),
    ({ session }) => session,
  );
  const segments = files.filter(({ isTombstone }) => isTombstone !== true);
  const groups = Map.groupBy(segments, ({ participant, session }) => JSON.stringify([participant, session]));
  const sessions: FoundSession[] = [];
  for (const members of groups.values()) {
    const taken = tombstones.get(members[0]?.session ?? '') ?? [];
    const left = members.filter(({ n }) => taken.every((tombstone) => tombstone.n !== n));
    if (left.length === 0) continue;
    const inOrder = [...left, ...taken].toSorted((a, b) => (a.n ?? -1) - (b.n ?? -1) || (a.name < b.name ? -1 : 1));
    const { session = '', participant } = left[0] ?? {};
    sessions.push({ session, participant, files: await withoutCopies(await withoutJoined(inOrder, keys)) });
  }
  return sessions.sort((a, b) => (a.session < b.session ? -1 : 1));
}

/** A folder can hold a store and, beside it, the same session joined to one file: what the store has is read once. */
async function withoutJoined(files: readonly SegmentFile[], keys: Keys): Promise<readonly SegmentFile[]> {
  const stored = files.filter(({ name, path }) => describeStored(path, name) !== undefined);
  if (stored.length === 0 || stored.length === files.length) return files;
  const kept: SegmentFile[] = [];
  for (const file of files) {
    if (stored.includes(file) || !(await isStartOf(file, stored, keys))) kept.push(file);
  }
  return kept;
}

/** True when the file's gzip members are byte for byte the first of the others in their order. */
async function isStartOf({ path }: SegmentFile, others: readonly SegmentFile[], keys: Keys): Promise<boolean> {
  const whole = createHash('sha256');
  let left = 0;
  for await (const piece of openMembers(path, keys)) {
    whole.update(piece);
    left += piece.length;
  }
  const start = createHash('sha256');
  for (const other of others) {
    if (left === 0) break;
    for await (const piece of openMembers(other.path, keys)) {
      start.update(piece.subarray(0, left));
      left = Math.max(0, left - piece.length);
    }
  }
  return left === 0 && start.digest('hex') === whole.digest('hex');
}

/** A store can hold a segment under two days when a clock was set: equal files of one number are one segment. */
async function withoutCopies(files: readonly SegmentFile[]): Promise<readonly SegmentFile[]> {
  const kept: SegmentFile[] = [];
  for (const file of files) {
    const last = kept.at(-1);
    const isCopy =
      last !== undefined && last.n === file.n && (await digestOf(last.path)) === (await digestOf(file.path));
    if (!isCopy) kept.push(file);
  }
  return kept;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function listFiles(path: string): Promise<{ readonly path: string; readonly name: string }[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && SESSION_FILE.test(entry.name));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return paths.map((file) => ({ path: file, name: relative(path, file) }));
}

async function statOrExplain(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') throw new CliProblem(`There is no file or folder ${path}.`, 'Check the path.');
    throw new CliProblem(`${path} cannot be read: ${error.message}.`, 'Check its permissions.');
  }
}

async function refuseOtherFiles(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    if (bytesRead === 0) throw new CliProblem(`${path} is empty.`, 'Copy the file again from where it came from.');
    if (isEncrypted(path) || isGzip(buffer.subarray(0, bytesRead))) return;
  } finally {
    await file.close();
  }
  const fix = 'A session file is JSON Lines in gzip, named .jsonl.gz. If it is only unpacked, pack it again with gzip.';
  throw new CliProblem(`${path} is not a gzip file.`, fix);
}
