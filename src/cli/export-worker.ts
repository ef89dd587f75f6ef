// A thread of an export: writes one part of the sessions after the other, tables as pieces, other files as they are to be.
import { parentPort } from 'node:worker_threads';
import { findFormat } from '../export/formats.ts';
import { pseudonymise } from '../export/pseudonym.ts';
import { exportPart } from '../export/run-export.ts';
import { CliProblem } from './command.ts';
import { openFileIn, piecePath } from './export-folder.ts';
import type { PartMessage, PartTask } from './export-parts.ts';
import { isTable } from './export-parts.ts';
import { toExportSession } from './export-sessions.ts';
import { readKeys } from './session-file.ts';
import { VERSION } from './version.ts';
import { ZSTD } from './zstd.ts';

/** Word of progress goes out for so many bytes at once. */
const TELL_BYTES = 512 * 1024;

async function run({ part, sessions, fileNames, purpose, salt, ...task }: PartTask): Promise<void> {
  const found = findFormat(task.formatName);
  if (found === undefined) throw new Error(`There is no format ${task.formatName}.`);
  const keys = await readKeys(task.options);
  let bytes = 0;
  let plainBytes = 0;
  const tell = (): void => {
    post({ kind: 'progress', bytes, plainBytes });
    bytes = 0;
    plainBytes = 0;
  };
  const onBytes = (more: number): void => {
    bytes += more;
    if (bytes >= TELL_BYTES) tell();
  };
  const facts = {
    format: found.format,
    formatName: found.name,
    purpose,
    version: VERSION,
    isSalted: salt !== undefined,
    compressor: ZSTD,
  };
  const outcome = await exportPart(
    sessions.map((session) => toExportSession(session, keys, onBytes)),
    fileNames,
    facts,
    {
      openFile: (name) =>
        openFileIn(isTable(found, name) ? piecePath(task.folder, part, name) : `${task.folder}/${name}`),
      pseudonymise: pseudonymise(salt),
      progress: (more) => {
        plainBytes += more;
      },
    },
  );
  tell();
  post({ kind: 'done', outcome });
}

function post(message: PartMessage): void {
  parentPort?.postMessage(message);
}

async function answer(task: PartTask): Promise<void> {
  try {
    await run(task);
  } catch (error) {
    if (!(error instanceof CliProblem)) throw error;
    post({ kind: 'problem', what: error.message, fix: error.fix });
  }
}

// Any other error ends the thread, and with it the export.
parentPort?.on('message', (task: PartTask) => void answer(task));
