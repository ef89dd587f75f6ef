// The folder of an export: its files are written beside it and appear under its name when all are whole.
import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OpenFile, OutFile } from '../export/exporter.ts';
import { CliProblem } from './command.ts';

export interface ExportFolder {
  /** Where it lies until it is finished. */
  readonly path: string;
  readonly openFile: OpenFile;
  /** Removes the pieces of tables that were joined. */
  readonly removePieces: () => Promise<void>;
  /** Gives the folder its name. */
  readonly finish: () => Promise<void>;
  /** Removes what was not finished. */
  readonly discard: () => Promise<void>;
}

/** Where threads leave their pieces of tables. */
const PIECES = 'pieces';

export function piecePath(folder: string, part: number, name: string): string {
  return join(folder, PIECES, `${part}-${name}`);
}

/** Opens a new file for a thread; what is left open when the thread ends is closed with it. */
export async function openFileIn(path: string): Promise<OutFile> {
  await mkdir(dirname(path), { recursive: true });
  return outFile(await open(path, 'wx'), () => {});
}

/** Makes a folder under way. Throws `CliProblem` where something stands at `path` already. */
export async function createExportFolder(path: string): Promise<ExportFolder> {
  const isThere = await refuseFilled(path);
  const whole = resolve(path);
  const incoming = join(dirname(whole), `.${basename(whole)}.incoming-${process.pid}`);
  try {
    await mkdir(incoming, { recursive: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CliProblem(`${path} cannot be made: ${error.message}.`, 'Choose a folder that can be written.');
  }
  const files = new Set<FileHandle>();
  return {
    path: incoming,
    openFile: async (name) => {
      const file = await open(join(incoming, name), 'wx');
      files.add(file);
      return outFile(file, () => files.delete(file));
    },
    removePieces: () => rm(join(incoming, PIECES), { recursive: true, force: true }),
    finish: async () => {
      if (isThere) await rmdir(whole);
      await rename(incoming, whole);
    },
    discard: async () => {
      for (const file of files) await file.close();
      await rm(incoming, { recursive: true, force: true });
    },
  };
}

/** True for an empty folder, false for nothing. */
async function refuseFilled(path: string): Promise<boolean> {
  try {
    if ((await readdir(path)).length === 0) return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return false;
    throw new CliProblem(`${path} cannot take an export: ${error.message}.`, 'Name a folder that is not there yet.');
  }
  throw new CliProblem(`${path} is not empty.`, 'Name a folder that is not there yet.');
}

/** Writes one piece after the other, also where a writer does not wait, and digests what goes by. */
function outFile(file: FileHandle, onClose: () => void): OutFile {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    write: async (piece) => {
      bytes += piece.length;
      hash.update(piece);
      last = last.then(() => file.appendFile(piece));
      await last;
    },
    close: async () => {
      await last;
      onClose();
      await file.close();
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}
