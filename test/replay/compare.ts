// Record, export, replay, compare: how many sessions come out the same.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { CLI } from '../../src/dev/paths.ts';
import { differences } from './outcome.ts';
import type { RecordWays } from './record.ts';
import { recordTasks } from './record.ts';
import { launchForReplay, replay } from './replay.ts';
import type { Task } from './tasks.ts';

export interface Replayed {
  readonly task: string;
  readonly isTyped: boolean;
  /** What did not come out the same. */
  readonly differences: readonly string[];
}

export async function recordAndReplay(tasks: readonly Task[], ways: RecordWays): Promise<readonly Replayed[]> {
  const recording = await recordTasks(tasks, ways);
  const { rig } = recording;
  try {
    const out = path.join(rig.folder, 'recordings');
    const words = [CLI, 'export', '--to', 'puppeteer', '--purpose', 'agent-training', rig.store, out];
    await promisify(execFile)(process.execPath, words);
    const browser = await launchForReplay();
    try {
      const replayed: Replayed[] = [];
      for (const { task, session, outcome } of recording.tasks) {
        const file: unknown = JSON.parse(await readFile(path.join(out, `${session}.json`), 'utf8'));
        const found = await replay(browser, file);
        const differs = typeof found === 'string' ? [found] : differences(outcome, found);
        replayed.push({ task: task.name, isTyped: task.isTyped === true, differences: differs });
      }
      return replayed;
    } finally {
      await browser.close();
    }
  } finally {
    await rig.close();
  }
}
