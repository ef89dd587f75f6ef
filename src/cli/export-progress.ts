// How far an export is, on standard error: a bar on a terminal, a line for every tenth elsewhere.
import type { Io } from './command.ts';
import { formatBytes } from './quantity.ts';

const BAR_SIGNS = 30;
/** A terminal is written to at most this often. */
const REDRAW_MS = 200;
/** Exports smaller than this are over before anybody asks, in bytes. */
const QUIET_BYTES = 4 * 1024 * 1024;

/** `add` takes bytes as they come from the disk, and as they are unpacked. */
export function createProgress(allBytes: number, io: Io) {
  const { stderr } = process;
  let doneBytes = 0;
  let readBytes = 0;
  let drawnAt = 0;
  let told = 0;
  const draw = (isEnd: boolean): void => {
    if (allBytes < QUIET_BYTES) return;
    // A damaged file is read twice.
    const part = isEnd ? 1 : Math.min(0.999, doneBytes / allBytes);
    if (stderr.isTTY) {
      const full = Math.floor(part * BAR_SIGNS);
      const bar = `${'█'.repeat(full)}${'·'.repeat(BAR_SIGNS - full)}`;
      stderr.write(`\r${bar} ${Math.floor(part * 100)} %  ${formatBytes(readBytes)} read${isEnd ? '\n' : ''}`);
    } else if (Math.floor(part * 10) > told) {
      told = Math.floor(part * 10);
      io.err(`${told * 10} %, ${formatBytes(readBytes)} read`);
    }
  };
  return {
    add: (bytes: number, plainBytes: number): void => {
      doneBytes += bytes;
      readBytes += plainBytes;
      if (stderr.isTTY && Date.now() - drawnAt < REDRAW_MS) return;
      drawnAt = Date.now();
      draw(false);
    },
    end: (): void => draw(true),
  };
}
