// How a run ends: a quit in order loses nothing and says so, whoever sleeps; a browser that is killed declares what it may have lost.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Rig } from '../e2e/rig.ts';
import type { Line, SessionFile } from '../e2e/session-files.ts';

/** The worker takes a person to rest after 3 s without a sign. */
const REST_MS = 3_300;

async function clickAtDesk(rig: Rig): Promise<void> {
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.waitForTimeout(400);
  await rig.page.locator('#search').click();
}

function ofKind(session: SessionFile | undefined, kind: string): readonly Line[] {
  return session?.records.filter((record) => record.kind === kind) ?? [];
}

const QUITS: readonly (readonly [string, (rig: Rig) => Promise<void>])[] = [
  ['right after a rest of a second', async (rig) => rig.page.waitForTimeout(1_300)],
  [
    'while the worker sleeps',
    async (rig) => {
      await rig.page.waitForTimeout(REST_MS);
      await rig.stopWorker();
    },
  ],
  [
    'with a second tab in front',
    async (rig) => {
      const other = await rig.context.newPage();
      await other.goto(`${rig.site}/board.html`);
      await other.waitForTimeout(1_300);
    },
  ],
  [
    'after every tab was closed',
    async (rig) => {
      await rig.page.waitForTimeout(500);
      for (const page of rig.context.pages()) await page.close();
      await new Promise((resolve) => setTimeout(resolve, 500));
    },
  ],
];

test('an ordinary quit is a quit, with no lost gap, however it comes', async () => {
  const rig = await Rig.open();
  try {
    for (const [, until] of QUITS) {
      await clickAtDesk(rig);
      await until(rig);
      await rig.quit();
      await rig.launch();
    }
    await rig.untilSent();
    const sessions = rig.sessions();
    expect(sessions).toHaveLength(QUITS.length);
    for (const [index, [how]] of QUITS.entries()) {
      const session = sessions[index];
      expect(ofKind(session, 'click'), how).toHaveLength(1);
      expect(ofKind(session, 'end'), how).toMatchObject([{ reason: 'quit' }]);
      expect(ofKind(session, 'gap'), how).toEqual([]);
    }
  } finally {
    await rig.close();
  }
});

/** The browser's own process: the only one on this profile that is not of some type. */
function browserPid(rig: Rig): number {
  const profile = `--user-data-dir=${path.join(rig.folder, 'profile')}`;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.filter((pid) => {
    const words = commandOf(pid);
    return words.includes(profile) && !words.some((word) => word.startsWith('--type='));
  });
  expect(found).toHaveLength(1);
  return Number(found[0]);
}

function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    // Processes end while they are listed.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return [];
    throw error;
  }
}

test('a browser that is killed while somebody types declares no more than the fault and a second', async () => {
  const rig = await Rig.open();
  const kills: { readonly killedAt: number; readonly clickedAt: number }[] = [];
  try {
    for (const typedMs of [400, 1_700, 4_200]) {
      await rig.page.goto(`${rig.site}/index.html`);
      await rig.page.locator('#search').click();
      const clickedAt = Date.now();
      const pid = browserPid(rig);
      let isAlive = true;
      const typing = (async () => {
        while (isAlive) {
          // Rejects once, when the browser is gone: that is what ends the typing.
          await rig.page.keyboard.press('a').catch(() => (isAlive = false));
          await new Promise((resolve) => setTimeout(resolve, 120));
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, typedMs));
      const gone = rig.context.waitForEvent('close');
      kills.push({ killedAt: Date.now(), clickedAt });
      process.kill(pid, 'SIGKILL');
      await gone;
      isAlive = false;
      await typing;
      await rig.launch();
    }
    await rig.untilSent();
    const sessions = rig.sessions();
    expect(sessions).toHaveLength(kills.length);
    for (const [index, { killedAt, clickedAt }] of kills.entries()) {
      const session = sessions[index];
      const startedAt = Date.parse(String(session?.headers[0]?.['startedAt']));
      const gaps = ofKind(session, 'gap');
      expect(gaps).toMatchObject([{ reason: 'lost' }]);
      const [from, to] = [Number(gaps[0]?.['from']) + startedAt, Number(gaps[0]?.['to']) + startedAt];
      expect(from, 'what came before the gap is here').toBeGreaterThan(killedAt - 1_000);
      expect(from).toBeLessThanOrEqual(killedAt);
      expect(to, 'the gap holds until the browser is back').toBeGreaterThan(killedAt);
      // Of the last second a busy machine may lose all: then the gap covers it.
      const mayBeLost = clickedAt > killedAt - 1_000 && clickedAt > from - 100;
      expect(mayBeLost ? [0, 1] : [1], 'clicks before').toContain(ofKind(session, 'click').length);
      expect(ofKind(session, 'end')).toMatchObject([{ reason: 'crash' }]);
    }
  } finally {
    await rig.close();
  }
});
