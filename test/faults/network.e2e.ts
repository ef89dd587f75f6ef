// The way to the collector breaks: cut, slow, silent or gone; and the collector itself is killed.
import { expect } from '@playwright/test';
import type { Bench } from './fault.ts';
import { fault, faultBetween } from './fault.ts';
import { killBrowser } from './processes.ts';
import type { WireFault } from './tcp-fault.ts';
import { openTcpFault } from './tcp-fault.ts';

interface BrokenWire {
  readonly fault: string;
  readonly injection: string;
  readonly wire: WireFault;
}

const WIRES: readonly BrokenWire[] = [
  {
    fault: 'The connection is reset before the body of a segment',
    injection: 'TCP reset after 120 bytes of the request',
    wire: { kind: 'cut', afterBytes: 120 },
  },
  {
    fault: 'The connection is reset in the middle of the body of a segment',
    injection: 'TCP reset after 900 bytes of the request',
    wire: { kind: 'cut', afterBytes: 900 },
  },
  {
    fault: 'The segment is stored and the answer is lost',
    injection: 'TCP reset before the answer',
    wire: { kind: 'cut-answer' },
  },
  {
    fault: 'The way to the collector is very slow',
    injection: 'A TCP proxy passes 40 bytes each 100 ms',
    wire: { kind: 'crawl', bytes: 40 },
  },
  {
    fault: 'The way to the collector swallows everything, and nobody says so',
    injection: 'A TCP proxy passes nothing on and keeps the connection open',
    wire: { kind: 'hang' },
  },
];

for (const { wire, ...plan } of WIRES)
  faultBetween(plan, openTcpFault, async (bench, proxy) => {
    await bench.work(5);
    await bench.finish(() => proxy.arm(wire));
    expect(proxy.hasStruck()).toBe(true);
  });

/** Long before the lease of whoever was sending runs out, which is good for a minute. */
const SENT_ANEW_MS = 20_000;
/** The same, where an alarm of half a minute starts the sending. */
const SENT_BY_ALARM_MS = 50_000;

/** Works, and starts the browser anew, until a segment is on its way and held there. */
async function sendInto(bench: Bench, proxy: Awaited<ReturnType<typeof openTcpFault>>): Promise<void> {
  await bench.work(5);
  await bench.rest();
  await bench.rig.quit();
  proxy.arm({ kind: 'hang' });
  await bench.rig.launch();
  await expect.poll(proxy.hasStruck, { timeout: 20_000 }).toBe(true);
}

faultBetween(
  {
    fault: 'The browser is killed while a segment is on its way, and the next one sends at once',
    injection: 'A TCP proxy holds the segment, and SIGKILL of the browser',
  },
  openTcpFault,
  async (bench, proxy) => {
    const { rig } = bench;
    await sendInto(bench, proxy);
    await killBrowser(rig);
    await rig.launch();
    await rig.untilSent(SENT_ANEW_MS);
  },
);

faultBetween(
  {
    fault: 'The worker is stopped while a segment is on its way, and its next life sends',
    injection: 'A TCP proxy holds the segment, and Target.closeTarget of the worker',
  },
  openTcpFault,
  async (bench, proxy) => {
    const { rig } = bench;
    await sendInto(bench, proxy);
    await rig.stopWorker();
    await bench.work(4);
    await expect.poll(() => rig.sessions().length, { timeout: SENT_BY_ALARM_MS }).toBe(1);
  },
);

fault(
  {
    fault: 'The collector is down while a browser starts, works and quits',
    injection: 'SIGTERM of the collector, and a start on the same port later',
  },
  async (bench) => {
    await bench.rig.stopCollector();
    await bench.work(5);
    await bench.rest();
    await bench.rig.quit();
    await bench.rig.launch();
    await bench.work(5);
    await bench.rig.startCollector();
  },
);

faultBetween(
  {
    fault: 'The collector is killed while it takes a segment',
    injection: 'SIGKILL of the collector when half of the body is on its way, and a start on the same port',
  },
  openTcpFault,
  async (bench, proxy) => {
    await bench.work(40);
    await bench.finish(() => {
      proxy.arm({ kind: 'crawl', bytes: 40 });
      void (async () => {
        while (!proxy.hasStruck()) await new Promise((resolve) => setTimeout(resolve, 20));
        await new Promise((resolve) => setTimeout(resolve, 500));
        bench.rig.killCollector();
        await bench.rig.startCollector();
      })();
    });
    expect(proxy.hasStruck()).toBe(true);
  },
);
