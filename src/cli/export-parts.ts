// Runs an export in parts: several threads read sessions side by side, and what they wrote is joined in the order of the
// sessions. How the sessions are parted depends on them alone, so that every machine writes the same bytes.
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { pseudonymise } from '../export/pseudonym.ts';
import type { ExportOptions, ExportOutcome, PartOutcome } from '../export/run-export.ts';
import { finishExport, nameFiles, runExport } from '../export/run-export.ts';
import { tableFiles } from '../export/table-files.ts';
import type { OptionValues } from './command.ts';
import { CliProblem } from './command.ts';
import type { ExportFolder } from './export-folder.ts';
import { piecePath } from './export-folder.ts';
import { sizeOf, toExportSession } from './export-sessions.ts';
import type { FoundSession } from './find-sessions.ts';
import { readKeys } from './session-file.ts';

/** A part has at least so many bytes on the disk: half a second of work, and enough for full row groups. */
const PART_MIN_BYTES = 1024 * 1024;
/** Each thread may hold 250 MB: so many are within the 1 GB that an export may take. */
const THREADS_MAX = 3;

/** What a thread needs to know: plain values. */
export interface PartTask {
  readonly part: number;
  readonly sessions: readonly FoundSession[];
  readonly fileNames: readonly string[];
  readonly formatName: string;
  readonly purpose: string;
  readonly salt: string | undefined;
  readonly options: OptionValues;
  /** The folder of the export under way. */
  readonly folder: string;
}

export type PartMessage =
  | { readonly kind: 'progress'; readonly bytes: number; readonly plainBytes: number }
  | { readonly kind: 'done'; readonly outcome: PartOutcome }
  /** A `CliProblem`. */
  | { readonly kind: 'problem'; readonly what: string; readonly fix: string };

export interface PartsDeps {
  readonly folder: ExportFolder;
  readonly salt: string | undefined;
  /** The options of the command, by which a thread finds the identities. */
  readonly options: OptionValues;
  readonly onProgress: (bytes: number, plainBytes: number) => void;
}

/** Exports all sessions; on threads of their own where there is enough to read. */
export async function exportInParts(
  found: readonly FoundSession[],
  facts: ExportOptions,
  deps: PartsDeps,
): Promise<ExportOutcome> {
  const { folder, salt, options, onProgress } = deps;
  const parts = await divide(found);
  if (parts.length <= 1) {
    const keys = await readKeys(options);
    const sessions = found.map((session) => toExportSession(session, keys, (bytes) => onProgress(bytes, 0)));
    const progress = (plainBytes: number) => onProgress(0, plainBytes);
    return runExport(sessions, facts, { openFile: folder.openFile, pseudonymise: pseudonymise(salt), progress });
  }
  const names = await nameFiles(
    found.map(({ session }) => ({ name: session })),
    pseudonymise(salt),
  );
  const { formatName, purpose } = facts;
  let first = 0;
  const tasks = parts.map((sessions, part): PartTask => {
    const fileNames = names.slice(first, first + sessions.length);
    first += sessions.length;
    return { part, sessions, fileNames, formatName, purpose, salt, options, folder: folder.path };
  });
  const outcomes = await runAll(tasks, onProgress);
  return join(outcomes, facts, folder);
}

async function divide(found: readonly FoundSession[]): Promise<readonly (readonly FoundSession[])[]> {
  const parts: FoundSession[][] = [];
  let heldBytes = Number.POSITIVE_INFINITY;
  for (const session of found) {
    if (heldBytes >= PART_MIN_BYTES) {
      parts.push([]);
      heldBytes = 0;
    }
    parts.at(-1)?.push(session);
    heldBytes += await sizeOf(session);
  }
  return parts;
}

/** As many threads as there are cores take one part after the other. */
async function runAll(tasks: readonly PartTask[], onProgress: PartsDeps['onProgress']): Promise<PartOutcome[]> {
  const outcomes: PartOutcome[] = [];
  const waiting = [...tasks];
  const running = new Set<Worker>();
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./export-worker.ts', import.meta.url));
    running.add(worker);
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift())
      outcomes[task.part] = await outcomeOf(worker, task, onProgress);
  };
  const threads = Math.min(THREADS_MAX, availableParallelism(), tasks.length);
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } finally {
    for (const worker of running) await worker.terminate();
  }
  return outcomes;
}

function outcomeOf(worker: Worker, task: PartTask, onProgress: PartsDeps['onProgress']): Promise<PartOutcome> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`A thread of the export ended early, with ${code}.`)));
    worker.on('message', (message: PartMessage) => {
      switch (message.kind) {
        case 'progress':
          return onProgress(message.bytes, message.plainBytes);
        case 'done':
          return resolve(message.outcome);
        case 'problem':
          return reject(new CliProblem(message.what, message.fix));
      }
    });
    worker.postMessage(task);
  });
}

async function join(
  outcomes: readonly PartOutcome[],
  facts: ExportOptions,
  folder: ExportFolder,
): Promise<ExportOutcome> {
  const tables = tableFiles(facts.format, facts, folder.openFile);
  for (const [part, { pieces }] of outcomes.entries()) {
    for (const { name } of pieces.filter((piece) => isTable(facts, piece.name))) {
      const file = await tables.openFile(name);
      for await (const bytes of createReadStream(piecePath(folder.path, part, name))) await file.write(bytes);
      await file.close();
    }
  }
  await folder.removePieces();
  return finishExport(outcomes, tables, facts, folder.openFile);
}

/** True for a file that is joined from pieces. */
export function isTable({ format }: Pick<ExportOptions, 'format'>, name: string): boolean {
  return format.tables.some(({ file }) => file === name);
}
