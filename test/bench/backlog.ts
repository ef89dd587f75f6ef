// `npm run bench:backlog`: memory and start of the worker with 200 MB waiting on the device, against an empty buffer.
import type { CDPSession } from '@playwright/test';
import { endAll } from '../../src/dev/child-process.ts';
import { askWorker } from '../e2e/ask-worker.ts';
import buildOnce from '../e2e/build-once.ts';
import { Rig } from '../e2e/rig.ts';
import { report } from './report.ts';

const BACKLOG_BYTES = 200_000_000;
const ROW_BYTES = 1_000;

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

/** Heap of a worker that was just started and has answered, and how long it took. */
async function measure(rig: Rig): Promise<{ readonly heapMB: number; readonly answerMs: number }> {
  await rig.stopWorker();
  const begin = performance.now();
  await askWorker(rig, 'view', undefined);
  const answerMs = performance.now() - begin;
  // Work goes on while the backlog waits.
  await rig.page.mouse.click(300, 300);
  await rig.page.waitForTimeout(1_500);
  const browser = await rig.context.browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('The browser has no session of its own.');
  const { targetInfos } = await browser.send('Target.getTargets');
  const worker = targetInfos.find(({ type }) => type === 'service_worker');
  if (worker === undefined) throw new Error('The worker does not run.');
  await askTarget(browser, worker.targetId, 'HeapProfiler.collectGarbage');
  const { usedSize = 0, backingStorageSize = 0 } = await askTarget(browser, worker.targetId, 'Runtime.getHeapUsage');
  await browser.detach();
  return { heapMB: (usedSize + backingStorageSize) / 1_000_000, answerMs };
}

/** Copies one row of the running session, sealed as it is, until that much lies there. */
async function fill(rig: Rig): Promise<number> {
  const page = await rig.openExtensionPage('popup.html');
  const rows = await page.evaluate(
    async ([total, each]) => {
      const settled = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await settled(indexedDB.open('showhow'));
      const [row] = await settled(database.transaction('rows').objectStore('rows').getAll(null, 1));
      const padded = { ...row, kind: 'pointer', sealed: crypto.getRandomValues(new Uint8Array(each ?? 0)) };
      const count = Math.round((total ?? 0) / (each ?? 1));
      for (let done = 0; done < count; ) {
        const transaction = database.transaction('rows', 'readwrite');
        for (let i = 0; i < 5_000 && done < count; i += 1, done += 1) transaction.objectStore('rows').add(padded);
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      }
      database.close();
      return count;
    },
    [BACKLOG_BYTES, ROW_BYTES],
  );
  await page.close();
  return rows;
}

try {
  await buildOnce();
  const rig = await Rig.open({ policy: { holdMinutes: 60, bufferMB: 1_000 } });
  await rig.page.goto(`${rig.site}/index.html`);
  await rig.page.mouse.click(200, 200);
  await rig.page.waitForTimeout(1_500);
  const empty = await measure(rig);
  const rows = await fill(rig);
  const full = await measure(rig);
  await rig.close();
  const round = (value: number): number => Number(value.toFixed(1));
  const isFine = report(
    'backlog',
    [
      { buffer: 'nearly empty', rows: 1, 'heap MB': round(empty.heapMB), 'first answer ms': round(empty.answerMs) },
      { buffer: '200 MB', rows, 'heap MB': round(full.heapMB), 'first answer ms': round(full.answerMs) },
    ],
    [
      {
        name: 'heap above that of an empty buffer',
        value: round(full.heapMB - empty.heapMB),
        bar: 20,
        sense: 'at most',
        unit: 'MB',
      },
    ],
  );
  process.exitCode = isFine ? 0 : 1;
} finally {
  await endAll();
}
