// A browser whose wall clock can be moved while it runs. The machine's own clock stays: only that browser reads another one.
import { spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../src/dev/find-browser.ts';
import { ROOT } from '../../src/dev/paths.ts';
import type { Rig } from '../e2e/rig.ts';

const SOURCE = path.join(ROOT, 'test/faults/moved-clock.c');
const SHIFT_BYTES = 8;

/** True where the shim can be built: it needs a C compiler, and Linux. */
export function canMoveClock(): boolean {
  return process.platform === 'linux' && spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Builds the shim, and lets the rig start its browser with it. */
export function installClock(rig: Rig): void {
  const library = path.join(rig.folder, 'moved-clock.so');
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, SOURCE], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`cc: ${stderr}`);
  writeFileSync(shiftFile(rig), Buffer.alloc(SHIFT_BYTES));
  const starter = path.join(rig.folder, 'start-browser');
  const exports = `LD_PRELOAD='${library}' CLOCK_SHIFT_FILE='${shiftFile(rig)}'`;
  writeFileSync(starter, `#!/bin/sh\nexport ${exports}\nexec '${findBrowser('chromium')}' "$@"\n`);
  chmodSync(starter, 0o755);
  rig.executable = starter;
}

/** From now on the browser's wall clock is so many seconds ahead of ours; negative: behind. */
export function setClock(rig: Rig, aheadS: number): void {
  const bytes = Buffer.alloc(SHIFT_BYTES);
  bytes.writeBigInt64LE(BigInt(aheadS));
  // In place: the browser has the file in its memory.
  const file = openSync(shiftFile(rig), 'r+');
  writeSync(file, bytes, 0, SHIFT_BYTES, 0);
  closeSync(file);
}

function shiftFile(rig: Rig): string {
  return path.join(rig.folder, 'clock-shift');
}
