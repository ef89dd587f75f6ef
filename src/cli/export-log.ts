// Who exported what, when and for what: one line in each store that is read, before the first byte is written elsewhere.
import { appendFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { CliProblem } from './command.ts';
import type { FoundSession } from './find-sessions.ts';

/** Name of the log in a store. */
export const EXPORT_LOG = 'exports.log.jsonl';

export interface ExportEntry {
  readonly format: string;
  readonly purpose: string;
  readonly isSalted: boolean;
  readonly out: string;
  readonly version: string;
  readonly sessions: readonly FoundSession[];
}

/** Appends to the log of each input that is a store. Without a log there is no export: throws `CliProblem`. */
export async function logExport(inputs: readonly string[], entry: ExportEntry): Promise<void> {
  const { sessions, ...what } = entry;
  const at = new Date().toISOString();
  for (const input of new Set(inputs)) {
    if (!(await isStore(input))) continue;
    const inStore = sessions.filter(({ files }) => files.some(({ path }) => path.startsWith(input)));
    const line = { at, by: userInfo().username, ...what, sessions: inStore.map(({ session }) => session) };
    try {
      await appendFile(join(input, EXPORT_LOG), `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new CliProblem(`The export cannot be logged in ${input}: ${error.message}.`, 'Let it be written there.');
    }
  }
}

/** A store keeps its segments in a folder of that name. */
async function isStore(path: string): Promise<boolean> {
  try {
    return (await stat(join(path, 'segments'))).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}
