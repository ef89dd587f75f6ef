// The device's clock is moved, and a day passes without a network.
import { expect, test } from '@playwright/test';
import { canMoveClock, installClock, setClock } from './clock.ts';
import type { Bench } from './fault.ts';
import { fault } from './fault.ts';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const MOVED = 'A library loaded into the browser shifts every reading of its wall clock';

test.skip(!canMoveClock(), 'needs Linux and a C compiler (cc)');

function move({ rig, driver }: Bench, aheadS: number): void {
  setClock(rig, aheadS);
  driver.aheadMs = aheadS * 1_000;
}

fault(
  {
    fault: 'A day passes offline',
    injection: `${MOVED} by a day, while the collector is down`,
    rig: { prepare: installClock },
  },
  async (bench) => {
    const { rig } = bench;
    await rig.stopCollector();
    await bench.work(6);
    await bench.rest();
    move(bench, DAY_S);
    await bench.work(6);
    await bench.rest();
    await rig.quit();
    move(bench, 2 * DAY_S);
    await rig.startCollector();
    await rig.launch();
    expect(Math.abs(Number(await rig.page.evaluate('Date.now()')) - bench.now())).toBeLessThan(5_000);
    await bench.work(4);
  },
);

for (const [name, steps] of [
  ['The clock is set two hours ahead and back again while somebody works', [2 * HOUR_S, 0]],
  ['The clock is set two hours back and right again while somebody works', [-2 * HOUR_S, 0]],
  ['The clock is set by seconds, forth and back', [3, -3, 2, 0]],
] as const)
  fault({ fault: name, injection: MOVED, rig: { prepare: installClock } }, async (bench) => {
    await bench.work(6);
    for (const step of steps) {
      move(bench, step);
      await bench.driver.work(bench.rig.page, 4);
      await bench.rest();
      await bench.work(4);
    }
  });

fault(
  {
    fault: 'The clock is wrong by three years while the browser starts, then set right',
    injection: MOVED,
    rig: { prepare: installClock },
  },
  async (bench) => {
    const { rig } = bench;
    await bench.work(4);
    await bench.rest();
    await rig.quit();
    move(bench, -3 * 365 * DAY_S);
    await rig.launch();
    await bench.work(4);
    await bench.rest();
    move(bench, 0);
    await bench.work(4);
  },
);
