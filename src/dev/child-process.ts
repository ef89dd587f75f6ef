// Child processes that end with us: each in its own process group, so that Ctrl-C reaches only us and we end them in order.
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Starts a process in its own group. It is ended by `endAll`, at the latest when this process exits. */
export function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a process to its end; rejects with its output when it fails. */
export async function run(command: string, args: readonly string[], options: SpawnOptions): Promise<string> {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data));
  child.stderr?.on('data', (data: Buffer) => (output += data));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}:\n${output}`);
}

/** First line of a process's standard output that matches; rejects when it exits before or after the time. */
export function firstMatch(child: ChildProcess, pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`No answer within ${timeoutMs} ms. Its output:\n${output}`)),
      timeoutMs,
    );
    const look = (data: Buffer): void => {
      output += data;
      const match = pattern.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`It ended with ${code ?? 'a signal'} before it was ready. Its output:\n${output}`));
    });
  });
}

/** Asks one child to end, and after a second ends its group by force. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => killGroup(child), 1_500);
  await gone;
  clearTimeout(timer);
}

/** Ends every child that is still there. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end));
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // Gone between the check and the kill.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

process.on('exit', () => {
  for (const child of running) killGroup(child);
});
