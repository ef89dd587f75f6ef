// CPU time of the processes in which an extension's worker and pages live, from Linux's own books: nothing is attached to them.
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's unit of CPU time here: `getconf CLK_TCK`. */
const TICK_MS = 10;
/** A worker's process may end with it: what it has used until then is looked up this often. */
const LOOK_EVERY_MS = 2_000;

/** Counts from now on, for the browser on this profile; the returned function stops and gives the CPU time in ms. */
export function watchExtensionCpu(profile: string): () => number {
  const first = new Map<number, number>();
  const newest = new Map<number, number>();
  const look = (isFirst: boolean): void => {
    for (const [pid, ms] of extensionProcesses(profile)) {
      if (!first.has(pid)) first.set(pid, isFirst ? ms : 0);
      newest.set(pid, ms);
    }
  };
  look(true);
  const timer = setInterval(() => look(false), LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    look(false);
    return [...newest].reduce((sum, [pid, ms]) => sum + ms - (first.get(pid) ?? 0), 0);
  };
}

/** CPU time so far of each process of extensions, by process id. */
function extensionProcesses(profile: string): readonly (readonly [pid: number, ms: number])[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const command = tryRead(`/proc/${name}/cmdline`);
      if (!command.includes('--extension-process') || !isOf(Number(name), profile)) return [];
      // After the name in brackets, which may hold spaces: user time is the 12th field, system time the 13th.
      const fields = tryRead(`/proc/${name}/stat`).split(') ')[1]?.split(' ') ?? [];
      return [[Number(name), (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS] as const];
    });
}

/** A process, or one above it, names the profile. */
function isOf(pid: number, profile: string): boolean {
  for (let at = pid; at > 1; ) {
    if (tryRead(`/proc/${at}/cmdline`).includes(profile)) return true;
    at = Number(tryRead(`/proc/${at}/stat`).split(') ')[1]?.split(' ')[1] ?? 0);
  }
  return false;
}

/** Empty for a process that is gone. */
function tryRead(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return '';
    throw error;
  }
}
