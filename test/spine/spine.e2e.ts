// The main job, end to end in Chromium: what the scripted person did is in the session file, once, in order, and none of what was typed.
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import type { LogEntry } from '../../src/dev/driver-log.ts';
import { typedStrings } from '../../src/dev/driver-log.ts';
import { CLI } from '../../src/dev/paths.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import { Rig } from '../e2e/rig.ts';
import type { SessionFile } from '../e2e/session-files.ts';
import { disguisesOf, plantControls, readDeadSinks, readLiveSinks, SINKS } from '../e2e/sinks.ts';
import { expectedOf, recallOf } from './expected.ts';

/** Kinds whose record closes when the deed is done, so their order in the file is that of the deeds. */
const PROMPT_KINDS = ['click', 'key', 'change', 'clipboard', 'drag', 'dialog'];

function expectAllOnceInOrder(log: readonly LogEntry[], sessions: readonly SessionFile[]): void {
  const records = sessions.flatMap((session) => session.records);
  const { missed, extra, found } = recallOf(expectedOf(log), records);
  expect(missed, 'deeds without a record').toEqual([]);
  expect(extra, 'records without a deed').toEqual([]);
  const times = found
    .filter(({ record }) => PROMPT_KINDS.includes(record.kind))
    .map(({ record }) => records.indexOf(record));
  expect(times, 'records in the order of the deeds').toEqual(times.toSorted((a, b) => a - b));
}

function expectSound(store: string): void {
  expect(execFileSync(process.execPath, [CLI, 'verify', store], { encoding: 'utf8' })).toContain('sound');
}

function gapsOf(sessions: readonly SessionFile[], reason: string): unknown[] {
  return sessions.flatMap((session) =>
    session.records.filter((record) => record.kind === 'gap' && record['reason'] === reason),
  );
}

test('a scripted person’s work is in the session file once and in order, and nothing typed is in any sink', async () => {
  const rig = await Rig.open();
  try {
    const controls = await plantControls(rig);
    const log = await playScriptedPerson(rig.context, rig.page, { origin: rig.site, seed: 11, pace: 'brisk' });
    await rig.page.waitForTimeout(500);
    const before = await readLiveSinks(rig);
    // Closing a browser by remote control tells its pages nothing: what happened in its last second would be declared lost.
    await rig.page.waitForTimeout(1_500);
    await rig.quit();
    await rig.launch();
    await rig.untilSent(30_000);
    const after = await readLiveSinks(rig);
    await rig.quit();
    const sessions = rig.sessions();
    expectAllOnceInOrder(log, sessions);
    expect(gapsOf(sessions, 'lost')).toEqual([]);

    const dead = readDeadSinks(rig);
    const text = {
      ...dead,
      'IndexedDB rows': `${before['IndexedDB rows']}\n${after['IndexedDB rows']}`,
      'storage areas': `${before['storage areas']}\n${after['storage areas']}`,
    };
    for (const sink of SINKS) {
      expect(text[sink].includes(controls[sink]), `${sink}: the control string is found`).toBe(true);
      for (const typed of typedStrings(log))
        for (const form of disguisesOf(typed))
          expect(text[sink].includes(form), `${sink}: "${typed}" as ${form}`).toBe(false);
    }
  } finally {
    await rig.close();
  }
});

test('nothing is lost or doubled while the worker is stopped again and again and the collector is away for a while', async () => {
  const rig = await Rig.open();
  try {
    await rig.stopCollector();
    let isWorking = true;
    const stopping = (async () => {
      while (isWorking) {
        await new Promise((resolve) => setTimeout(resolve, 700));
        if (isWorking) await rig.stopWorker();
      }
    })();
    const log = await playScriptedPerson(rig.context, rig.page, { origin: rig.site, seed: 12, pace: 'brisk' });
    isWorking = false;
    await stopping;
    await rig.page.waitForTimeout(3_500);
    await rig.startCollector();
    const sessions = await rig.finish();
    expectAllOnceInOrder(log, sessions);
    expect(gapsOf(sessions, 'lost')).toEqual([]);
    expectSound(rig.store);
  } finally {
    await rig.close();
  }
});

test('a click that navigates and a click right before its tab closes are kept while the worker sleeps', async () => {
  const rig = await Rig.open();
  try {
    await rig.page.goto(`${rig.site}/index.html`);
    await rig.page.waitForTimeout(600);
    await rig.stopWorker();
    await rig.page.locator('#nav-board, [data-testid="nav-board"]').first().click();
    await rig.page.waitForURL('**/board.html');
    const other = await rig.context.newPage();
    await other.goto(`${rig.site}/report.html`);
    await other.waitForTimeout(600);
    await rig.stopWorker();
    await other.locator('#refresh, [data-testid="refresh"]').first().click({ delay: 20 });
    await other.close();
    await rig.page.waitForTimeout(1_000);
    const sessions = await rig.finish();
    const clicks = sessions.flatMap(({ records }) => records.filter(({ kind }) => kind === 'click'));
    // What only the tail brought has its names as lengths, and no selectors.
    expect(clicks.map(({ target }) => (target as { tag: string }).tag)).toEqual(['a', 'button']);
    expect(gapsOf(sessions, 'lost')).toEqual([]);
    expectSound(rig.store);
  } finally {
    await rig.close();
  }
});
