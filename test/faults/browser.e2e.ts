// The browser, its tabs and their processes die, freeze or are thrown away.
import { expect } from '@playwright/test';
import { BATCH_MAX_AGE_MS } from '../../src/model/limit.ts';
import { fault } from './fault.ts';
import { browserPid, childPids, killBrowser, pageRendererPids, treePids } from './processes.ts';

fault(
  {
    fault: 'The browser is killed between two clicks, three times',
    injection: 'SIGKILL of the browser process',
    mayLeave: ['lost'],
  },
  async (bench) => {
    for (const deeds of [3, 9, 16]) {
      await bench.work(deeds);
      await bench.strike(async () => {
        await killBrowser(bench.rig);
        await bench.rig.launch();
      });
    }
    await bench.work(2);
  },
);

fault(
  {
    fault: 'The browser is killed a second after the last click',
    injection: 'SIGKILL of the browser process',
    mayLeave: ['lost'],
  },
  async (bench) => {
    await bench.work(8);
    await bench.rest();
    const before = bench.driver.deeds.length;
    await bench.strike(async () => {
      await killBrowser(bench.rig);
      await bench.rig.launch();
    });
    await bench.rig.untilSent();
    const clicks = bench.rig.sessions().flatMap(({ records }) => records.filter(({ kind }) => kind === 'click'));
    const keys = bench.rig.sessions().flatMap(({ records }) => records.filter(({ kind }) => kind === 'key'));
    expect(clicks.length + keys.length, 'all is kept: a kill costs no more than the last second').toBe(before);
  },
);

fault(
  {
    fault: 'The browser is killed, and killed again while it starts',
    injection: 'SIGKILL of the browser process, and 1.5 s after the next start',
    mayLeave: ['lost'],
  },
  async (bench) => {
    await bench.work(8);
    await bench.strike(async () => {
      await killBrowser(bench.rig);
      void bench.rig.launch().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      process.kill(browserPid(bench.rig), 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await bench.rig.launch();
    });
    await bench.work(4);
  },
);

fault(
  {
    fault: 'The browser is killed while it has not told the extension its policy yet, and somebody works',
    injection: 'SIGKILL of the browser process 1.5 s after its start, under clicks',
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    await bench.work(4);
    await bench.rest();
    await rig.quit();
    await rig.openBrowser();
    await bench.strike(async () => {
      await bench.work(10);
      await killBrowser(rig);
      await rig.launch();
    });
    await bench.work(4);
  },
);

fault(
  {
    fault: "A page's process crashes under the work",
    injection: 'Page.crash, as chrome://crash does, a third of a second after the last click',
    mayLeave: ['lost'],
  },
  async (bench) => {
    const other = await bench.rig.context.newPage();
    await bench.open(other);
    await bench.driver.work(other, 3);
    await bench.work(6);
    const cdp = await bench.rig.context.newCDPSession(bench.rig.page);
    // What a page holds for its next batch goes with it, unseen by anybody: docs say so.
    await bench.rig.page.waitForTimeout(BATCH_MAX_AGE_MS + 100);
    await bench.strike(async () => {
      const crashed = bench.rig.page.waitForEvent('crash');
      // It never answers: who should is gone.
      void cdp.send('Page.crash').catch(() => undefined);
      await crashed;
    });
    await other.bringToFront();
    await bench.driver.work(other, 4);
    bench.rig.page = other;
  },
);

fault(
  {
    fault: 'The processes of all pages are killed',
    injection: 'SIGKILL of each renderer that holds no extension, a third of a second after the last click',
    mayLeave: ['lost'],
  },
  async (bench) => {
    await bench.work(6);
    await bench.rig.page.waitForTimeout(BATCH_MAX_AGE_MS + 100);
    await bench.strike(async () => {
      const pids = pageRendererPids(bench.rig);
      expect(pids.length).toBeGreaterThan(0);
      const crashed = bench.rig.page.waitForEvent('crash');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await crashed;
    });
    bench.rig.page = await bench.rig.context.newPage();
    await bench.work(4);
  },
);

fault(
  {
    fault: "The extension's own process is killed",
    injection: 'SIGKILL of the renderer in which the worker runs',
  },
  async (bench) => {
    await bench.work(6);
    const pids = childPids(bench.rig, 'renderer').filter((pid) => !pageRendererPids(bench.rig).includes(pid));
    expect(pids).toHaveLength(1);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await bench.driver.work(bench.rig.page, 8);
    await bench.rig.page.waitForTimeout(4_000);
  },
);

/** Runs in the worker, as text because this room knows no DOM: whether each tab in the background is without a page now. */
const DISCARD_THE_REST = `chrome.tabs
  .query({ active: false })
  .then((tabs) => Promise.all(tabs.map(({ id }) => chrome.tabs.discard(id))))
  .then((tabs) => tabs.map((tab) => tab?.discarded === true))`;

fault(
  {
    fault: 'A tab is discarded',
    injection: 'chrome.tabs.discard of a tab in the background',
  },
  async (bench) => {
    await bench.work(6);
    const front = await bench.rig.context.newPage();
    await front.bringToFront();
    const [worker] = bench.rig.context.serviceWorkers();
    expect(await worker?.evaluate(DISCARD_THE_REST)).toEqual([true]);
    bench.rig.page = await bench.rig.context.newPage();
    await bench.work(4);
  },
);

fault(
  {
    fault: 'A page is frozen and goes on',
    injection: 'Page.setWebLifecycleState frozen, then active',
  },
  async (bench) => {
    await bench.work(6);
    const cdp = await bench.rig.context.newCDPSession(bench.rig.page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await bench.rig.page.waitForTimeout(2_000);
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await bench.driver.work(bench.rig.page, 6);
  },
);

fault(
  {
    fault: 'The whole browser stands still for a while, as a machine that sleeps',
    injection: 'SIGSTOP of every process of the browser for 8 s, then SIGCONT',
  },
  async (bench) => {
    await bench.work(6);
    const pids = treePids(bench.rig);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    for (const pid of pids.toReversed()) process.kill(pid, 'SIGCONT');
    await bench.driver.work(bench.rig.page, 6);
  },
);
