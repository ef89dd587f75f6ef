import { expect, test } from 'vitest';
import type { PortLike } from '../../src/wire/comlink-port.ts';
import { connectWorker, exposeOnPort, WorkerGoneError } from '../../src/wire/comlink-port.ts';

interface Api {
  add(a: number, b: number): Promise<number>;
  nothing(value: number | undefined): Promise<string>;
  fail(): Promise<never>;
  hang(): Promise<never>;
}

const api: Api = {
  add: async (a, b) => a + b,
  nothing: async (value) => String(value),
  fail: () => Promise.reject(new TypeError('Not like this')),
  hang: () => new Promise(() => undefined),
};

/** Two ends of a runtime port: JSON only, later, and an end that throws once the other is gone. */
function portPair(): { readonly page: PortLike; readonly worker: PortLike; readonly disconnect: () => void } {
  let isOpen = true;
  const listeners = { page: [] as ((message: unknown) => void)[], worker: [] as ((message: unknown) => void)[] };
  const goodbyes: (() => void)[] = [];
  const end = (mine: 'page' | 'worker', other: 'page' | 'worker'): PortLike => ({
    postMessage: (message) => {
      if (!isOpen) throw new Error('Attempting to use a disconnected port object');
      const json = JSON.stringify(message);
      queueMicrotask(() => isOpen && listeners[other].forEach((listener) => void listener(JSON.parse(json))));
    },
    onMessage: { addListener: (listener) => listeners[mine].push(listener) },
    onDisconnect: { addListener: (listener) => goodbyes.push(listener) },
  });
  const disconnect = (): void => {
    isOpen = false;
    for (const goodbye of goodbyes) goodbye();
  };
  return { page: end('page', 'worker'), worker: end('worker', 'page'), disconnect };
}

function rig() {
  const pairs: ReturnType<typeof portPair>[] = [];
  const worker = connectWorker<Api>(() => {
    const pair = portPair();
    pairs.push(pair);
    exposeOnPort(api, pair.worker);
    return pair.page;
  });
  return { worker, pairs };
}

test('a call gets its answer, and only the first one connects', async () => {
  const { worker, pairs } = rig();
  expect(pairs).toHaveLength(0);
  expect(await Promise.all([worker.add(1, 2), worker.add(3, 4)])).toEqual([3, 7]);
  expect(pairs).toHaveLength(1);
});

test('undefined arrives as undefined, though a port carries JSON', async () => {
  expect(await rig().worker.nothing(undefined)).toBe('undefined');
});

test('an error of the worker reaches the caller with its name and words', async () => {
  await expect(rig().worker.fail()).rejects.toMatchObject({ name: 'TypeError', message: 'Not like this' });
});

test('calls that are open when the worker goes are rejected by name, and the next call reconnects', async () => {
  const { worker, pairs } = rig();
  const open = [worker.hang(), worker.hang()];
  const outcomes = Promise.allSettled(open);
  await new Promise((resolve) => setTimeout(resolve));
  pairs[0]?.disconnect();
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(WorkerGoneError) });
  expect(await worker.add(1, 1)).toBe(2);
  expect(pairs).toHaveLength(2);
});

test('an answer to a page that has gone is thrown away in silence', async () => {
  const pair = portPair();
  let answer: (value: number) => void = () => undefined;
  exposeOnPort({ add: () => new Promise<number>((resolve) => (answer = resolve)) }, pair.worker);
  const worker = connectWorker<Api>(() => pair.page);
  const call = worker.add(1, 2);
  const outcome = Promise.allSettled([call]);
  await new Promise((resolve) => setTimeout(resolve));
  pair.disconnect();
  answer(3);
  expect((await outcome)[0]).toMatchObject({ status: 'rejected' });
});

test('the worker itself can be awaited without a call', async () => {
  const { worker, pairs } = rig();
  expect(await Promise.resolve(worker)).toBeDefined();
  expect(pairs).toHaveLength(0);
});
