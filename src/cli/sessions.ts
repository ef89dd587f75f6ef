// `showhow sessions`: joins the segments of a store into one file for each session.
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isFolder, toPath } from '../collector/open-store.ts';
import type { Command, ExitCode, Io } from './command.ts';
import { CliProblem, EXIT } from './command.ts';
import type { FoundSession, SegmentFile } from './find-sessions.ts';
import { findInStore } from './find-sessions.ts';
import { formatCountOf } from './quantity.ts';
import type { Keys } from './session-file.ts';
import { IDENTITY_HELP, IDENTITY_OPTION, openMembers, readKeys } from './session-file.ts';
import { openStoreOrExplain } from './store-option.ts';

export const sessionsCommand: Command = {
  operands: ['STORE', 'OUT'],
  options: { ...IDENTITY_OPTION },
  help: `STORE is what \`showhow serve --store\` was given, a folder or s3://bucket/prefix; it is not changed. OUT is made if need be, and
gets one <session>.jsonl.gz for each session: its segments in order, byte for byte. A file of that name
is replaced. Encrypted segments are decrypted: OUT then holds what they hide.

Where segments are missing, those that are there are written all the same, and the missing ones named;
\`showhow verify\` finds the hole, too.

Options
${IDENTITY_HELP}

Ends with 0 when no segment is missing between others, 1 when one is missing or there twice, 2 when
STORE is no store or OUT cannot be a folder.`,
  run: async ([store = '', out = ''], options, io) => {
    const keys = await readKeys(options);
    await makeFolder(out);
    const local = await localCopy(store, out);
    try {
      return await joinAll(local.folder, out, keys, io);
    } finally {
      await local.discard();
    }
  },
};

async function joinAll(store: string, out: string, keys: Keys, io: Io): Promise<ExitCode> {
  const sessions = await findInStore(store);
  const taken = new Set<string>();
  let hasFaults = false;
  for (const found of sessions) {
    const name = nameFor(found, taken);
    await joinFiles(found.files, join(out, name), keys);
    io.out(`${name}: ${formatCountOf(found.files.length, 'segment')}`);
    for (const fault of faultsOf(found)) {
      io.err(`${name}: ${fault}`);
      hasFaults = true;
    }
  }
  return hasFaults ? EXIT.faults : EXIT.ok;
}

/** The folder of a store; of a bucket, a copy that stands in OUT only while it is read. */
async function localCopy(store: string, out: string) {
  if (isFolder(store)) return { folder: toPath(store), discard: async () => {} };
  const bucket = await openStoreOrExplain(store);
  const folder = join(out, `.store-${process.pid}`);
  for (const part of ['segments/', 'tombstones/']) {
    for await (const { key } of bucket.list(part)) {
      const bytes = await bucket.get(key);
      if (bytes === undefined) continue;
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await writeFile(join(folder, key), bytes);
    }
  }
  return { folder, discard: () => rm(folder, { recursive: true, force: true }) };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const isFile = error.code === 'EEXIST' || error.code === 'ENOTDIR';
    throw new CliProblem(
      isFile
        ? `${path} cannot be a folder: there is a file of that name.`
        : `${path} cannot be made: ${error.message}.`,
      'Name a folder for OUT; it is made if need be.',
    );
  }
}

/** The session's name; with its participant where another participant has a session of that name. */
function nameFor({ session, participant }: FoundSession, taken: Set<string>): string {
  const name = taken.has(session) ? `${session}.${participant}` : session;
  taken.add(name);
  return `${name}.jsonl.gz`;
}

function faultsOf({ files }: FoundSession): readonly string[] {
  const faults: string[] = [];
  let expected = 0;
  for (const { n, name } of files) {
    if (n === undefined) continue;
    if (n > expected) {
      const missing = n === expected + 1 ? `segment ${expected} is` : `segments ${expected} to ${n - 1} are`;
      faults.push(`${missing} missing. They may not have arrived yet, or were deleted.`);
    }
    if (n < expected)
      faults.push(`segment ${n} is there twice with other content, also as ${name}. Both were written.`);
    expected = n + 1;
  }
  return faults;
}

/** Writes the files one after the other; the result appears whole under its name, or not at all. */
async function joinFiles(files: readonly SegmentFile[], path: string, keys: Keys): Promise<void> {
  const incoming = `${path}.incoming`;
  const joined = await open(incoming, 'w');
  try {
    for (const file of files) {
      for await (const piece of openMembers(file.path, keys)) await joined.writeFile(piece);
    }
    await joined.close();
    await rename(incoming, path);
  } finally {
    await joined.close();
    await rm(incoming, { force: true });
  }
}
