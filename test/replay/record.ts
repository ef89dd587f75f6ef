// Records every task as a session of its own, in real Chromium with the built extension.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import { Rig } from '../e2e/rig.ts';
import type { FrameLook, Outcome } from './outcome.ts';
import { LOOK, toOutcome } from './outcome.ts';
import type { Task } from './tasks.ts';

export const FIXTURES = path.join(ROOT, 'test/fixtures');
const LEAVE = 'document.activeElement?.blur()';
/** The last batch of a page is on its way for so long. */
const LAST_WORDS_MS = 1_200;

export interface RecordedTask {
  readonly task: Task;
  readonly session: string;
  readonly outcome: Outcome;
}

export interface Recording {
  /** Serves the fixtures and holds the store until it is closed. */
  readonly rig: Rig;
  readonly tasks: readonly RecordedTask[];
}

/** `rules`: keys of the policy, from the address of the fixtures. `textSettleMs`: how long text that policy lets through waits in the page; 0 where none is let through. */
export interface RecordWays {
  readonly rules: (site: string) => Record<string, unknown>;
  readonly textSettleMs: number;
}

export async function recordTasks(tasks: readonly Task[], { rules, textSettleMs }: RecordWays): Promise<Recording> {
  const rig = await Rig.open({ fixtures: FIXTURES, rules });
  try {
    const outcomes: Outcome[] = [];
    for (const [index, task] of tasks.entries()) {
      if (index > 0) await rig.launch();
      outcomes.push(await recordTask(rig, task, textSettleMs));
      await rig.quit();
    }
    await rig.launch();
    await rig.untilSent();
    await rig.quit();
    const sessions = rig.sessions();
    if (sessions.length !== tasks.length) throw new Error(`${tasks.length} tasks left ${sessions.length} sessions.`);
    const recorded = tasks.map((task, index) => ({
      task,
      session: sessions[index]?.session ?? '',
      outcome: outcomes[index] ?? toOutcome([]),
    }));
    return { rig, tasks: recorded };
  } catch (error) {
    await rig.close();
    throw error;
  }
}

async function recordTask(rig: Rig, task: Task, textSettleMs: number): Promise<Outcome> {
  const page = rig.page;
  await page.goto(`${rig.site}/${task.start}`, { waitUntil: 'load' });
  await sleep(300);
  await task.run({ page, textSettleMs });
  if (task.isTyped && textSettleMs > 0) {
    // Text waits as long as its field has the keyboard.
    for (const frame of page.frames()) await frame.evaluate(LEAVE);
    await sleep(textSettleMs);
  }
  const outcome = await lookAt(page);
  await sleep(LAST_WORDS_MS);
  await page.close();
  return outcome;
}

async function lookAt(page: Page): Promise<Outcome> {
  const looks: FrameLook[] = [];
  for (const frame of page.frames()) looks.push((await frame.evaluate(LOOK)) as FrameLook);
  return toOutcome(looks);
}
