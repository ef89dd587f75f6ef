// What an export reads: the lines of the sessions that were found, with word of how far it is.
import { stat } from 'node:fs/promises';
import type { ExportSession } from '../export/run-export.ts';
import type { FileLine } from '../session/session-files.ts';
import { decodeFiles } from '../session/session-files.ts';
import type { FoundSession } from './find-sessions.ts';
import type { Keys } from './session-file.ts';
import { readSessionFile } from './session-file.ts';

/** The lines of a session. `onBytes` is told of bytes as they come from the disk. */
export function linesOf(
  { files }: FoundSession,
  keys: Keys,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<FileLine> {
  return decodeFiles(files.map(({ path, name }) => ({ name, open: () => readSessionFile(path, keys, onBytes) })));
}

export function toExportSession(found: FoundSession, keys: Keys, onBytes: (bytes: number) => void): ExportSession {
  return { name: found.session, lines: () => linesOf(found, keys, onBytes) };
}

/** Bytes on the disk. */
export async function sizeOf({ files }: FoundSession): Promise<number> {
  let bytes = 0;
  for (const { path } of files) bytes += (await stat(path)).size;
  return bytes;
}
