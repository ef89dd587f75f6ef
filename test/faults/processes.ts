// The operating system's view of a browser under test: its processes, to be killed or stopped for real.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rig } from '../e2e/rig.ts';

/** The browser's own process: the only one on this profile that is not of some type. */
export function browserPid(rig: Rig): number {
  const own = profileProcesses(rig).filter(({ words }) => !words.some((word) => word.startsWith('--type=')));
  const [found] = own;
  if (found === undefined || own.length !== 1) throw new Error(`${own.length} browsers run on ${rig.folder}.`);
  return found.pid;
}

/** Processes below a browser of one type: `renderer`, `gpu-process`, `utility`. */
export function childPids(rig: Rig, type: string): number[] {
  const browser = browserPid(rig);
  return allProcesses()
    .filter(({ words }) => words.includes(`--type=${type}`))
    .map(({ pid }) => pid)
    .filter((pid) => isBelow(pid, browser));
}

/** Renderers of pages: those that hold nothing of an extension. */
export function pageRendererPids(rig: Rig): number[] {
  const extensions = new Set(
    allProcesses()
      .filter(({ words }) => words.includes('--extension-process'))
      .map(({ pid }) => pid),
  );
  return childPids(rig, 'renderer').filter((pid) => !extensions.has(pid));
}

/** Every process of the browser. */
export function treePids(rig: Rig): number[] {
  const browser = browserPid(rig);
  return allProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => pid === browser || isBelow(pid, browser));
}

/** Kills the browser, and resolves when it is gone. */
export async function killBrowser(rig: Rig): Promise<void> {
  const gone = rig.context.waitForEvent('close');
  process.kill(browserPid(rig), 'SIGKILL');
  await gone;
}

interface Process {
  readonly pid: number;
  readonly words: readonly string[];
}

function profileProcesses(rig: Rig): Process[] {
  const profile = `--user-data-dir=${path.join(rig.folder, 'profile')}`;
  return allProcesses().filter(({ words }) => words.includes(profile));
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), words: read(`/proc/${name}/cmdline`).split(/[\0 ]/) }));
}

function isBelow(pid: number, ancestor: number): boolean {
  for (let at = parentOf(pid); at > 1; at = parentOf(at)) if (at === ancestor) return true;
  return false;
}

/** The name in parentheses may hold anything: what follows the last `)` is state, then parent. */
function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** Processes end while they are listed: of those nothing is known. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}
