// Calls the extension's worker from one of its pages, in Comlink's own messages over the port.
import type { WorkerApi } from '../../src/model/worker-api.ts';
import type { Rig } from './rig.ts';

declare const chrome: {
  readonly runtime: {
    connect(info: { name: string }): {
      postMessage(message: unknown): void;
      onMessage: { addListener(listener: (message: Answer) => void): void };
    };
  };
};
interface Answer {
  readonly id: string;
  readonly type: string;
  readonly value: unknown;
}

/** What the popup and the other pages of the extension can ask. Rejects when the worker does. */
export async function askWorker<K extends keyof WorkerApi>(
  rig: Rig,
  name: K,
  ...args: Parameters<WorkerApi[K]>
): Promise<Awaited<ReturnType<WorkerApi[K]>>> {
  const page = await rig.openExtensionPage('popup.html');
  try {
    const { type, value } = await page.evaluate(
      ([path, values]) =>
        new Promise<{ type: string; value: unknown }>((resolve) => {
          const port = chrome.runtime.connect({ name: 'worker-api' });
          const id = crypto.randomUUID();
          port.onMessage.addListener((answer) => {
            if (answer.id === id) resolve(answer);
          });
          const argumentList = (values as unknown[]).map((one) => ({ type: 'RAW', value: one }));
          port.postMessage({ id, type: 'APPLY', path: [path], argumentList });
        }),
      [name, args] as const,
    );
    if (type !== 'RAW') throw new Error(`The worker answered: ${JSON.stringify(value)}`);
    return value as Awaited<ReturnType<WorkerApi[K]>>;
  } finally {
    await page.close();
  }
}
