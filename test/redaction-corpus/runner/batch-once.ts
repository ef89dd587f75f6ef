// Plays each batch once in a run: the test runner starts a new process after every failed test, which must not play it again.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { WORK } from '../../../src/dev/paths.ts';
import type { Case } from './case.ts';
import type { BatchVerdict } from './judge.ts';
import { judgeBatch } from './judge.ts';
import { playBatch } from './play-batch.ts';

/** Process ids come again: an older verdict is of another run. */
const RUN_MAX_MS = 30 * 60_000;

/** The verdict on a batch; from the file that an earlier process of the same run left, where there is one. */
export async function batchOnce(number: number, cases: readonly Case[]): Promise<BatchVerdict> {
  const folder = path.join(WORK, 'redaction-corpus');
  // The parent is the runner, the same for all processes of one run.
  const file = path.join(folder, `${process.ppid}-${number}-${cases[0]?.id ?? 'none'}.json`);
  if (existsSync(file) && Date.now() - statSync(file).mtimeMs < RUN_MAX_MS)
    return JSON.parse(readFileSync(file, 'utf8')) as BatchVerdict;
  const verdict = judgeBatch(cases, await playBatch(cases));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(verdict));
  return verdict;
}
