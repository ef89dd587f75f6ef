// The main job, end to end in Chromium: what the scripted person did is in the session file, once, in order, and none of what was typed.
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import type { LogEntry } from '../../src/dev/driver-log.ts';
import { typedStrings } from '../../src/dev/driver-log.ts';
import { CLI } from '../../src/dev/paths.ts';
import { playScriptedPerson } from '../../src/dev/scripted-person.ts';
import { RECORD_KINDS } from '../../src/model/record.ts';
import { disguisesOf } from '../e2e/disguises.ts';
import { Rig } from '../e2e/rig.ts';
import type { Line, SessionFile } from '../e2e/session-files.ts';
import { plantControls, readDeadSinks, readLiveSinks, SINKS } from '../e2e/sinks.ts';
import type { Lost } from './compare.ts';
import { compareWork } from './compare.ts';
import { frameMoves } from './frame-places.ts';

const NO_FAULTS = {
  'deeds without a record': [],
  'records without a deed': [],
  'records before those of earlier deeds': [],
  'ends that are no quit': [],
};

/** A piece of a move that tells neither its end nor a turn may be left out or told twice without a trace; half of all are enough. */
const PATHS_UNNOTICED = 1 / 2;

/** A comparison that would not notice a record too few or too many proves nothing. */
function expectNoticed(log: readonly LogEntry[], records: readonly Line[]): void {
  const isFaulty = (changed: readonly Line[]): boolean =>
    Object.values(compareWork(log, changed, 'all').faults).some((found) => found.length > 0);
  // What the browser says while it quits may come or not.
  const sure = records.filter(({ kind }, i) => kind !== 'tab' || i < records.length - 2);
  const moved = frameMoves(sure);
  const unnoticed = sure.flatMap((record, i) => [
    ...(moved.has(record) || isFaulty(sure.toSpliced(i, 1)) ? [] : [`${record.kind} ${i} is missing`]),
    ...(isFaulty(sure.toSpliced(i, 0, { ...record })) ? [] : [`${record.kind} ${i} is doubled`]),
  ]);
  const isPath = (fault: string): boolean => fault.startsWith('pointer');
  expect(unnoticed.filter((fault) => !isPath(fault))).toEqual([]);
  const paths = records.filter(({ kind }) => kind === 'pointer').length;
  expect(unnoticed.filter(isPath).length / (2 * paths)).toBeLessThan(PATHS_UNNOTICED);
  const kinds = new Set(records.map(({ kind }) => kind));
  const absent = RECORD_KINDS.filter((kind) => !kinds.has(kind));
  expect(absent, 'kinds that this work leaves none of').toEqual(['gap', 'control']);
}

function expectSound(store: string): void {
  expect(execFileSync(process.execPath, [CLI, 'verify', store], { encoding: 'utf8' })).toContain('sound');
}

/** Most of the time that may be lost while the worker is never up for a second. */
const LOST_SHARE = 0.1;

function lostIn(sessions: readonly SessionFile[]): Lost {
  const [session] = sessions;
  const startedAt = Date.parse(String(session?.headers[0]?.['startedAt']));
  const gaps = session?.records.filter(({ kind, reason }) => kind === 'gap' && reason === 'lost') ?? [];
  const stretches = gaps.map(({ from, to }) => ({ from: startedAt + Number(from), to: startedAt + Number(to) }));
  return { startedAt, stretches };
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
    const records = sessions.flatMap((session) => session.records);
    expect(compareWork(log, records, 'all')).toEqual({ faults: NO_FAULTS, nameless: 0 });

    const dead = readDeadSinks(rig);
    const text = {
      ...dead,
      'IndexedDB rows': `${before['IndexedDB rows']}\n${after['IndexedDB rows']}`,
      'storage areas': `${before['storage areas']}\n${after['storage areas']}`,
    };
    const blind = SINKS.filter((sink) => !text[sink].includes(controls[sink]));
    expect(blind, 'sinks in which the control string is not found').toEqual([]);
    const leaks = typedStrings(log).flatMap((typed) =>
      SINKS.flatMap((sink) =>
        disguisesOf(typed)
          .filter((form) => text[sink].includes(form))
          .map((form) => `${sink}: "${typed}" as ${form}`),
      ),
    );
    expect(leaks).toEqual([]);
    expectNoticed(log, records);
  } finally {
    await rig.close();
  }
});

test('nothing is lost or doubled while the worker is stopped again and again and the collector is away for a while @long', async () => {
  test.setTimeout(240_000);
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
    const records = sessions.flatMap((session) => session.records);
    // A page that lives shorter than the worker takes to start can leave nothing but word of when it was.
    const lost = lostIn(sessions);
    const told = records.filter(({ kind, reason }) => kind !== 'gap' || reason !== 'lost');
    const { faults, nameless } = compareWork(log, told, 'some', lost);
    expect(faults).toEqual(NO_FAULTS);
    const lostMs = lost.stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(lostMs, 'work that is lost, ms').toBeLessThan(LOST_SHARE * ((log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0)));
    const pages = log.filter(({ do: deed }) => deed === 'navigate').length;
    expect(nameless, 'records that only a tail brought').toBeLessThanOrEqual(pages);
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
