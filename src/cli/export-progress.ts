// How far an export is, on standard error: a bar on a terminal, a line for every tenth elsewhere.
import { stat } from 'node:fs/promises';
import type { ExportSession } from '../export/run-export.ts';
import type { Io } from './command.ts';
import type { FoundSession } from './find-sessions.ts';
import { formatBytes } from './quantity.ts';

type Watched = ExportSession & { readonly found: FoundSession };

const BAR_SIGNS = 30;
/** A terminal is written to at most this often. */
const REDRAW_MS = 200;
/** Exports smaller than this are over before anybody asks, in bytes. */
const QUIET_BYTES = 4 * 1024 * 1024;

/** `watch` tells when a session is through; `add` takes uncompressed bytes as they go by. */
export function createProgress(allBytes: number, io: Io) {
  const { stderr } = process;
  let doneBytes = 0;
  let readBytes = 0;
  let drawnAt = 0;
  let told = 0;
  const draw = (): void => {
    const part = allBytes === 0 ? 1 : doneBytes / allBytes;
    if (allBytes < QUIET_BYTES) return;
    if (stderr.isTTY) {
      const full = Math.floor(part * BAR_SIGNS);
      const bar = `${'█'.repeat(full)}${'·'.repeat(BAR_SIGNS - full)}`;
      stderr.write(`\r${bar} ${Math.floor(part * 100)} %  ${formatBytes(readBytes)} read${part === 1 ? '\n' : ''}`);
    } else if (Math.floor(part * 10) > told) {
      told = Math.floor(part * 10);
      io.err(`${told * 10} %, ${formatBytes(readBytes)} read`);
    }
  };
  return {
    add: (bytes: number): void => {
      readBytes += bytes;
      if (!stderr.isTTY || Date.now() - drawnAt < REDRAW_MS) return;
      drawnAt = Date.now();
      draw();
    },
    watch: (session: Watched): ExportSession => ({
      name: session.name,
      lines: async function* () {
        yield* session.lines();
        for (const { path } of session.found.files) doneBytes += (await stat(path)).size;
        draw();
      },
    }),
  };
}
