// Wires the gate to everybody who must know of it: pages, the browser, the toolbar, the running session.
import browser from 'webextension-polyfill';
import { noticeAttention } from '../../src/control/attention.ts';
import { policyOf } from '../../src/control/decide.ts';
import type { ControlDesk } from '../../src/control/desk.ts';
import { expireExemptions } from '../../src/control/exemption.ts';
import type { GateFacts } from '../../src/control/gate.ts';
import { gateCounterOpen } from '../../src/control/gate.ts';
import { expirePauses, pausedAt } from '../../src/control/pause.ts';
import { correctPauses, createPauseClock, warnAt } from '../../src/control/pause-clock.ts';
import type { PublishDeps } from '../../src/control/publish.ts';
import { createPublisher } from '../../src/control/publish.ts';
import { pointerHzOf } from '../../src/model/battery.ts';
import type { ControlState, Pause } from '../../src/model/control.ts';
import type { TabEvent } from '../../src/model/event.ts';
import { GATE_KEY, gateCounter, PRESSED_KEY } from '../../src/model/message.ts';
import type { Database } from '../../src/store/database.ts';
import { recordAbsence, recordControl, recordPause, recordResume, recordTab } from '../../src/store/lifecycle.ts';
import { readBattery } from '../../src/store/meta.ts';
import { browserKind, findActiveUrl, register, setAlarm, showState } from './browser-facts.ts';
import { createLeftPause } from './left-pause.ts';
import { notify } from './notify.ts';

/** Fires a minute before a pause ends. */
export const PAUSE_SOON_ALARM = 'pause-soon';

/** What is wired elsewhere and set by the gate. */
export type Levers = Pick<PublishDeps, 'watchNavigation' | 'injectIntoOpenTabs'>;

export interface Gatehouse {
  /** The gate may have changed: tells pages, browser and toolbar. */
  readonly publish: (facts: GateFacts) => Promise<void>;
  /** A pause that was pressed: pages hear of it while it goes to disk. */
  readonly tellPause: (facts: GateFacts, pressed: Pause) => Promise<void>;
  /** Notes the pause that the worker's last life told pages of, and ended before it was noted. */
  readonly finishPause: () => Promise<void>;
  /** Something else came to the front. */
  readonly notice: () => Promise<void>;
  /** Sets what browsers may have forgotten. */
  readonly ensure: () => Promise<void>;
  /** The scripts in open pages are an old version's. */
  readonly reinject: () => Promise<void>;
  /** Recording was stopped by a fault: perhaps it is over. */
  readonly lookAgain: () => Promise<void>;
  /** The gate's alarm fired. */
  readonly timeCame: () => Promise<void>;
  /** Looks whether somebody moved the clock while a pause runs. */
  readonly settleClock: () => Promise<void>;
  /** The alarm before the end of a pause fired. */
  readonly pauseEndsSoon: () => Promise<void>;
  /** Managed storage changed. */
  readonly policyCame: () => Promise<void>;
  /** The person paused or resumed: the newest pause says when. */
  readonly pauseDecided: (control: ControlState) => Promise<void>;
  /** Tabs are noted while something is recorded, by number only. */
  readonly tabChanged: (event: Omit<TabEvent, 'kind'>) => Promise<void>;
}

export function createGatehouse(database: Promise<Database>, desk: ControlDesk, levers: Levers): Gatehouse {
  const onRefused = async (): Promise<void> => publish(await desk.stop('sites-refused'));
  const publisher = createPublisher({ ...publishDeps(levers), onRefused }, Date.now);
  const noteLeftPause = createLeftPause(database);
  const notice = async (): Promise<void> => {
    // First: the stretch that is not recorded began with the press.
    await noteLeftPause();
    await noticeAttention({
      readFacts: desk.facts,
      findActiveUrl,
      recordAbsence: async (absence) => recordAbsence(await database, absence, Date.now()),
      showState: async (answer, url) => showState(await desk.facts(), answer, url),
      now: Date.now,
    });
  };
  const publish = async (facts: GateFacts): Promise<void> => {
    await publisher.publish(facts);
    await setAlarm(PAUSE_SOON_ALARM, warnAt(facts.control, Date.now()));
    await notice();
  };
  const clock = createPauseClock(() => ({ wall: Date.now(), monotonic: performance.now() }));
  const settleClock = async (): Promise<void> => {
    const jump = clock.check((await desk.facts()).control);
    if (jump === undefined) return;
    const facts = await desk.change((state) => correctPauses(state, jump));
    const now = Date.now();
    await recordControl(await database, { kind: 'control', action: 'clock', by: 'time' }, now, now);
    await publish(facts);
  };
  const pauseDecided = async ({ pauses }: ControlState): Promise<void> => {
    const [db, pause, now] = [await database, pauses.at(-1), Date.now()];
    if (pause === undefined) return;
    const { from, until, resumedAt } = pause;
    await settleClock();
    if (resumedAt === undefined) await recordPause(db, { by: 'person', at: from, until }, now);
    else await recordResume(db, { by: 'person', at: resumedAt }, now);
  };
  const timeCame = async (): Promise<void> => {
    await settleClock();
    const now = Date.now();
    const { ends } = expirePauses((await desk.facts()).control, now);
    const facts = await desk.change((state) => {
      const { state: ended } = expirePauses(state, now);
      return ended.exemptions === undefined ? ended : { ...ended, exemptions: expireExemptions(ended.exemptions, now) };
    });
    for (const at of ends) await recordResume(await database, { by: 'time', at }, now);
    await publish(facts);
    if (ends.length > 0) await notify('notifyPauseOver');
  };
  return {
    publish,
    notice,
    pauseDecided,
    tellPause: publisher.tellPause,
    finishPause: async () => {
      // The desk has it on disk since the start. Perhaps its time is over by now.
      if (await noteLeftPause()) await timeCame();
    },
    ensure: async () => {
      await publisher.ensure(desk.facts);
      await setAlarm(PAUSE_SOON_ALARM, warnAt((await desk.facts()).control, Date.now()));
    },
    reinject: () => publisher.inject(desk.facts),
    lookAgain: async () => {
      const { fault } = await desk.facts();
      // A browser that refuses the sites is asked again in the next life, or when the policy has changed.
      if (fault !== undefined && fault !== 'sites-refused') await publish(await desk.reread());
    },
    timeCame,
    settleClock,
    pauseEndsSoon: async () => {
      await settleClock();
      if (pausedAt((await desk.facts()).control, Date.now()) !== undefined) await notify('notifyPauseEnds');
    },
    policyCame: async () => {
      const facts = await desk.reread();
      const now = Date.now();
      const db = await database;
      const pointerHz = pointerHzOf(policyOf(facts), await readBattery(db));
      await recordControl(db, { kind: 'control', action: 'policy', by: 'policy', pointerHz }, now, now);
      await publish(facts);
    },
    tabChanged: async (event) => {
      const now = Date.now();
      if (gateCounterOpen(await desk.facts(), now)) await recordTab(await database, { kind: 'tab', ...event }, now);
    },
  };
}

function publishDeps(levers: Levers): Omit<PublishDeps, 'onRefused'> {
  return {
    browser: browserKind(),
    readCounter: async () => {
      const parsed = gateCounter.safeParse((await browser.storage.local.get(GATE_KEY))[GATE_KEY]);
      return parsed.success ? parsed.data : undefined;
    },
    writeCounter: (counter, pressed) =>
      browser.storage.local.set({ [GATE_KEY]: counter, [PRESSED_KEY]: pressed ?? null }),
    setAlarm,
    register,
    ...levers,
  };
}
