// `npm run bench:backlog`: memory and start of the worker, and the popup, with 200 MB waiting on the device, against an empty buffer.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import { askWorker } from '../e2e/ask-worker.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { fillBuffer } from './fill-buffer.ts';
import { report } from './report.ts';

/** Half in records that may still be taken back, half in sealed segments that wait for a network. */
const HELD_BYTES = 100_000_000;
const SEALED_BYTES = 100_000_000;
const TRIES = 7;

/** One command to the worker, through the browser's own session. */
async function askTarget(browser: CDPSession, targetId: string, method: string): Promise<Record<string, number>> {
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
  const answer = new Promise<Record<string, number>>((resolve) => {
    browser.on('Target.receivedMessageFromTarget', (event) => {
      const { id, result } = JSON.parse(event.message) as { id: number; result: Record<string, number> };
      if (event.sessionId === sessionId && id === 1) resolve(result);
    });
  });
  await browser.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: 1, method }) });
  const result = await answer;
  await browser.send('Target.detachFromTarget', { sessionId });
  return result;
}

/** Heap of the worker that runs, in MB: what is left after a collection. */
async function heapMB(rig: Rig): Promise<number> {
  const browser = await rig.context.browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('The browser has no session of its own.');
  const { targetInfos } = await browser.send('Target.getTargets');
  const worker = targetInfos.find(({ type }) => type === 'service_worker');
  if (worker === undefined) throw new Error('The worker does not run.');
  await askTarget(browser, worker.targetId, 'HeapProfiler.collectGarbage');
  const { usedSize = 0, backingStorageSize = 0 } = await askTarget(browser, worker.targetId, 'Runtime.getHeapUsage');
  await browser.detach();
  return (usedSize + backingStorageSize) / 1_000_000;
}

/** From the worker's start to its last listener. */
async function listeningMs(rig: Rig): Promise<number> {
  await rig.stopWorker();
  await askWorker(rig, 'view', undefined);
  const [worker] = rig.context.serviceWorkers().slice(-1);
  return (await worker?.evaluate(`performance.getEntriesByName('listening')[0].startTime`)) as number;
}

/** Runs in the popup before anything else, as text because this room knows no DOM: notes when the state stands there. */
const WATCH_STATE = `new MutationObserver((_changes, watch) => {
  if (document.querySelector('h1') === null) return;
  watch.disconnect();
  performance.mark('state');
}).observe(document, { childList: true, subtree: true });`;

/** From the popup's opening to its state. */
async function popupMs(rig: Rig): Promise<number> {
  const page: Page = await rig.context.newPage();
  await page.addInitScript(WATCH_STATE);
  await page.goto(`chrome-extension://${rig.extensionId}/popup.html`);
  await page.waitForSelector('h1');
  const ms = await page.evaluate(() => performance.getEntriesByName('state')[0]?.startTime ?? Number.NaN);
  await page.close();
  return ms;
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let i = 0; i < TRIES; i += 1) values.push(await measure());
  return values.toSorted((a, b) => a - b)[Math.floor(TRIES / 2)] ?? Number.NaN;
}

interface Measured {
  readonly startedMB: number;
  readonly workedMB: number;
  readonly listeningMs: number;
  readonly popupMs: number;
  readonly popupAsleepMs: number;
}

/** Heap after a start, and after all that people and alarms ask for; and the times that a person waits. */
async function measure(rig: Rig): Promise<Measured> {
  const listening = await medianOf(() => listeningMs(rig));
  const startedMB = await heapMB(rig);
  for (let i = 0; i < 5; i += 1) {
    await rig.page.mouse.click(300 + i, 300);
    await rig.page.waitForTimeout(400);
  }
  await askWorker(rig, 'device');
  await askWorker(rig, 'sessions');
  const workedMB = await heapMB(rig);
  const popup = await medianOf(() => popupMs(rig));
  const popupAsleep = await medianOf(async () => {
    await rig.stopWorker();
    return popupMs(rig);
  });
  return { startedMB, workedMB, listeningMs: listening, popupMs: popup, popupAsleepMs: popupAsleep };
}

try {
  await buildOnce();
  const rig = await Rig.open({
    policy: { holdMinutes: 60, bufferMB: 1_000, collectorUrl: 'http://127.0.0.1:9' },
    prepare: ({ extension }) =>
      appendFileSync(path.join(extension, 'background.js'), ";performance.mark('listening');"),
  });
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.mouse.click(200, 200);
  await rig.page.waitForTimeout(1_500);
  const empty = await measure(rig);
  const count = await fillBuffer(rig, { heldBytes: HELD_BYTES, sealedBytes: SEALED_BYTES });
  const full = await measure(rig);
  await rig.close();
  const round = (value: number): number => Number(value.toFixed(1));
  const row = (buffer: string, { startedMB, workedMB, ...times }: Measured) => ({
    buffer,
    'heap MB after a start': round(startedMB),
    'heap MB after work': round(workedMB),
    'ms to the last listener': round(times.listeningMs),
    'popup ms': round(times.popupMs),
    'popup ms, worker asleep': round(times.popupAsleepMs),
  });
  const atMost = (name: string, value: number, bar: number, unit: string) =>
    ({ name, value: round(value), bar, sense: 'at most', unit }) as const;
  const isFine = report(
    'backlog',
    [row('nearly empty', empty), row(`200 MB: ${count.records} records held, ${count.segments} segments sealed`, full)],
    [
      atMost('heap above that of an empty buffer, after a start', full.startedMB - empty.startedMB, 20, 'MB'),
      atMost('heap above that of an empty buffer, after work', full.workedMB - empty.workedMB, 20, 'MB'),
      atMost('worker: from its start to its last listener', full.listeningMs, 30, 'ms'),
      atMost('popup: from its opening to the state', full.popupMs, 100, 'ms'),
    ],
  );
  process.exitCode = isFine ? 0 : 1;
} finally {
  await endAll();
}
