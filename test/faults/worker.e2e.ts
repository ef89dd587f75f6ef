// The worker is stopped at each step of a record's way, by the browser's own means.
import { expect } from '@playwright/test';
import type { Bench } from './fault.ts';
import { fault } from './fault.ts';

const STOP = 'Target.closeTarget of the worker, as DevTools stops it';

fault(
  {
    fault: 'The worker sleeps when somebody clicks',
    injection: STOP,
  },
  async (bench) => {
    await bench.work(4);
    await bench.rest();
    await bench.rig.stopWorker();
    await bench.driver.work(bench.rig.page, 4);
  },
);

/** Stops the worker each time that so many ms have passed, while `work` goes on. */
async function stopEvery({ rig }: Bench, ms: number, work: () => Promise<unknown>): Promise<number> {
  let isWorking = true;
  let stops = 0;
  const stopping = (async () => {
    for (; isWorking; stops += 1) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await rig.stopWorker();
    }
  })();
  await work();
  isWorking = false;
  await stopping;
  return stops;
}

fault(
  {
    fault: 'The worker is stopped every 350 ms during 120 deeds: on receipt, in its transaction, before its answer',
    injection: `${STOP}, in a loop`,
  },
  async (bench) => {
    await bench.open();
    await bench.rest();
    const stops = await stopEvery(bench, 350, () => bench.driver.work(bench.rig.page, 120));
    expect(stops).toBeGreaterThan(15);
    // What was sent last is sent again after 3 s without an answer.
    await bench.rig.page.waitForTimeout(4_000);
  },
);

fault(
  {
    fault: 'The worker is stopped while a page asks whether it may be recorded',
    injection: `${STOP}, each time that a page begins`,
  },
  async (bench) => {
    for (let page = 0; page < 6; page += 1) {
      await bench.rig.stopWorker();
      await bench.open();
      await bench.driver.work(bench.rig.page, 2);
      await bench.rig.stopWorker();
      await bench.driver.work(bench.rig.page, 2);
    }
  },
);

fault(
  {
    fault: 'The worker sleeps when a click goes to the next page',
    injection: STOP,
  },
  async (bench) => {
    const { page } = bench.rig;
    for (let round = 0; round < 3; round += 1) {
      await bench.work(3);
      await bench.rig.stopWorker();
      await bench.driver.click(page);
      await page.evaluate("document.getElementById('next').click()");
      await page.waitForURL('**/next.html');
      await bench.driver.work(page, 2);
    }
  },
);

fault(
  {
    fault: 'Twelve tabs are closed at once while the worker sleeps',
    injection: `${STOP}, then every tab but the first is closed`,
  },
  async (bench) => {
    const tabs = await Promise.all(Array.from({ length: 12 }, () => bench.rig.context.newPage()));
    for (const tab of tabs) {
      await bench.open(tab);
      await bench.driver.work(tab, 1);
    }
    await bench.rest();
    await bench.rig.stopWorker();
    for (const tab of tabs) await bench.driver.click(tab);
    await bench.rig.stopWorker();
    await Promise.all(tabs.map((tab) => tab.close()));
    await bench.rest();
  },
);

fault(
  {
    fault: 'Pages come and go faster than any life of the worker',
    injection: `${STOP}, every 30 ms while each page lives for half a second`,
    mayLeave: ['lost'],
  },
  async (bench) => {
    const { rig } = bench;
    await bench.work(2);
    await bench.rest();
    await bench.strike(() =>
      stopEvery(bench, 30, async () => {
        for (let page = 0; page < 6; page += 1) {
          await bench.open();
          await bench.driver.work(rig.page, 2, 100);
        }
        await rig.page.goto('about:blank');
      }),
    );
    await bench.work(4);
    await rig.page.waitForTimeout(4_000);
  },
);

fault(
  {
    fault: 'The worker is stopped while it seals and sends',
    injection: `${STOP}, every 60 ms from its start on, with the work of two sessions waiting`,
  },
  async (bench) => {
    const { rig } = bench;
    await rig.stopCollector();
    await bench.work(20);
    await bench.rest();
    await rig.quit();
    await rig.launch();
    await bench.work(20);
    await bench.rest();
    await rig.quit();
    await rig.startCollector();
    await rig.launch();
    const stops = await stopEvery(bench, 60, () => rig.page.waitForTimeout(3_000));
    expect(stops).toBeGreaterThan(5);
    await bench.work(4);
  },
);
