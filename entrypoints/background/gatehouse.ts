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
import type { ControlState } from '../../src/model/control.ts';
import type { TabEvent } from '../../src/model/event.ts';
import { GATE_KEY, gateCounter } from '../../src/model/message.ts';
import type { Database } from '../../src/store/database.ts';
import { recordAbsence, recordControl, recordPause, recordResume, recordTab } from '../../src/store/lifecycle.ts';
import { readBattery } from '../../src/store/meta.ts';
import { browserKind, findActiveUrl, register, setAlarm, showState } from './browser-facts.ts';
import { notify } from './notify.ts';

/** Fires a minute before a pause ends. */
export const PAUSE_SOON_ALARM = 'pause-soon';

/** What is wired elsewhere and set by the gate. */
export type Levers = Pick<PublishDeps, 'watchNavigation' | 'injectIntoOpenTabs'>;

export interface Gatehouse {
  /** The gate may have changed: tells pages, browser and toolbar. */
  readonly publish: (facts: GateFacts) => Promise<void>;
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
  const publisher = createPublisher(publishDeps(levers), Date.now);
  const notice = (): Promise<void> =>
    noticeAttention({
      readFacts: desk.facts,
      findActiveUrl,
      recordAbsence: async (absence) => recordAbsence(await database, absence, Date.now()),
      showState: async (answer, url) => showState(await desk.facts(), answer, url),
      now: Date.now,
    });
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
  return {
    publish,
    notice,
    pauseDecided: async ({ pauses }) => {
      const [db, pause, now] = [await database, pauses.at(-1), Date.now()];
      if (pause === undefined) return;
      const { from, until, resumedAt } = pause;
      await settleClock();
      if (resumedAt === undefined) await recordPause(db, { by: 'person', at: from, until }, now);
      else await recordResume(db, { by: 'person', at: resumedAt }, now);
    },
    ensure: async () => {
      await publisher.ensure(desk.facts);
      await setAlarm(PAUSE_SOON_ALARM, warnAt((await desk.facts()).control, Date.now()));
    },
    reinject: () => publisher.inject(desk.facts),
    lookAgain: async () => {
      if ((await desk.facts()).fault !== undefined) await publish(await desk.reread());
    },
    timeCame: async () => {
      await settleClock();
      const now = Date.now();
      const { ends } = expirePauses((await desk.facts()).control, now);
      const facts = await desk.change((state) => {
        const { state: ended } = expirePauses(state, now);
        return ended.exemptions === undefined
          ? ended
          : { ...ended, exemptions: expireExemptions(ended.exemptions, now) };
      });
      for (const at of ends) await recordResume(await database, { by: 'time', at }, now);
      await publish(facts);
      if (ends.length > 0) await notify('notifyPauseOver');
    },
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

function publishDeps(levers: Levers): PublishDeps {
  return {
    browser: browserKind(),
    readCounter: async () => {
      const parsed = gateCounter.safeParse((await browser.storage.local.get(GATE_KEY))[GATE_KEY]);
      return parsed.success ? parsed.data : undefined;
    },
    writeCounter: (counter) => browser.storage.local.set({ [GATE_KEY]: counter }),
    setAlarm,
    register,
    ...levers,
  };
}
