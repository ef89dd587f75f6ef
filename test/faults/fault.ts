// One fault test: opens a rig, lets the test work and strike, then hands what is in the store to the oracle.

import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../../src/dev/paths.ts';
import type { RigOptions } from '../e2e/rig.ts';
import { Rig } from '../e2e/rig.ts';
import { DECLARED, INJECTION } from './annotation.ts';
import { Driver } from './deeds.ts';
import type { Damage, FaultTime } from './oracle.ts';
import { complaintsOf, damageIn, verifyComplaints } from './oracle.ts';

/** Does nothing by itself: every place may be clicked. */
const PLAIN_PAGES: string = path.join(ROOT, 'test/fixtures/faults');

/** A failure may be waited out for 30 s, and once more. */
const SENT_MS = 100_000;
const TEST_MS = 300_000;

export interface FaultPlan {
  /** What breaks. */
  readonly fault: string;
  /** What is really done to break it. */
  readonly injection: string;
  /** Reasons of gaps that it may leave; by default nothing may be missing. */
  readonly mayLeave?: readonly Damage[];
  /** Runs in `npm test` too, not only in `npm run test:all`. */
  readonly isSample?: boolean;
  readonly rig?: RigOptions;
}

/** What a fault test works with. */
export class Bench {
  readonly driver = new Driver();
  readonly faults: FaultTime[] = [];
  readonly rig: Rig;
  #isFinished = false;

  constructor(rig: Rig) {
    this.rig = rig;
  }

  /** Opens a plain page and does so many deeds in it. */
  async work(deeds: number): Promise<void> {
    await this.open();
    await this.driver.work(this.rig.page, deeds);
  }

  async open(page = this.rig.page): Promise<void> {
    await page.goto(`${this.rig.site}/index.html`);
  }

  /** The fault lasts as long as this runs. Where what waits on the device breaks with it, the work for that is part of it. */
  async strike(run: () => Promise<unknown>): Promise<void> {
    const from = this.now();
    await run();
    this.faults.push({ from, to: this.now() });
  }

  /** Long enough that nothing is on its way any more: a quit may cut off the last second. */
  async rest(): Promise<void> {
    await this.rig.page.waitForTimeout(1_300);
  }

  /** Quits, starts once more, waits until everything is in the store, and quits again; once. `before` that start something may break. */
  async finish(before: () => void | Promise<void> = () => {}): Promise<void> {
    if (this.#isFinished) return;
    this.#isFinished = true;
    await this.rest();
    await this.rig.quit();
    await before();
    await this.rig.launch();
    await this.rig.untilSent(SENT_MS);
    await this.rig.quit();
  }

  /** The browser's clock. */
  now(): number {
    return Date.now() + this.driver.aheadMs;
  }
}

/** Declares a fault test. After `run` the browser is quit, everything sent, and the store judged. */
export function fault(plan: FaultPlan, run: (bench: Bench) => Promise<void>): void {
  declare(plan, async () => {
    const rig = await Rig.open({ fixtures: PLAIN_PAGES, ...plan.rig });
    await judged(plan, rig, run);
  });
}

/** What stands between recorder and collector in one test. */
interface Between {
  /** Where the recorder finds it. */
  readonly url: string;
  /** Where it passes things on to. */
  target: string;
  readonly close: () => Promise<void>;
}

/** The same, with something between recorder and collector. */
export function faultBetween<B extends Between>(
  plan: FaultPlan,
  open: () => Promise<B>,
  run: (bench: Bench, between: B) => Promise<void>,
): void {
  declare(plan, async () => {
    const between = await open();
    const before = (directUrl: string): string => {
      between.target = directUrl;
      return between.url;
    };
    try {
      const rig = await Rig.open({ fixtures: PLAIN_PAGES, before, ...plan.rig });
      await judged(plan, rig, (bench) => run(bench, between));
    } finally {
      await between.close();
    }
  });
}

function declare({ fault, injection, isSample = false }: FaultPlan, body: () => Promise<void>): void {
  test(`${fault}${isSample ? '' : ' @long'}`, async () => {
    test.setTimeout(TEST_MS);
    test.info().annotations.push({ type: INJECTION, description: injection });
    await body();
  });
}

async function judged(plan: FaultPlan, rig: Rig, run: (bench: Bench) => Promise<void>): Promise<void> {
  try {
    const bench = new Bench(rig);
    await run(bench);
    await bench.finish();
    judge(bench, plan);
  } finally {
    await rig.close();
  }
}

/** Fails where the oracle complains, and notes for the table what was declared. */
function judge({ rig, driver, faults }: Bench, { mayLeave = [] }: Pick<FaultPlan, 'mayLeave'>): void {
  const sessions = rig.sessions();
  expect(driver.deeds.length, 'deeds').toBeGreaterThan(0);
  expect(complaintsOf(driver.deeds, sessions, { gaps: mayLeave, faults })).toEqual([]);
  expect(verifyComplaints(rig.store)).toEqual([]);
  const declared = damageIn(sessions).map(({ reason, from, to }) => `${reason} ${((to - from) / 1_000).toFixed(1)} s`);
  test.info().annotations.push({ type: DECLARED, description: declared.join(', ') || 'nothing' });
}
