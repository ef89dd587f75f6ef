// Plays each batch once in a run: the test runner starts a new process after every failed test, which must not play it again.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WORK } from '../../../src/dev/paths.ts';

/** Process ids come again: an older verdict is of another run. */
const RUN_MAX_MS = 30 * 60_000;

/** What `judge` answers, a value of plain JSON; from the file that an earlier process of the same run left, where there is one. */
export async function onceInRun<T>(name: string, judge: () => Promise<T>): Promise<T> {
  const folder = path.join(WORK, 'redaction-corpus');
  // The parent is the runner, the same for all processes of one run.
  const file = path.join(folder, `${process.ppid}-${name}.json`);
  if (existsSync(file) && Date.now() - statSync(file).mtimeMs < RUN_MAX_MS)
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  const verdict = await judge();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(verdict));
  return verdict;
}
