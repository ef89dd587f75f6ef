// Both ends of Comlink over a runtime port: calls from the extension's pages to the worker, which may die at any time. Page and worker.
import type { Endpoint, Remote } from 'comlink';
import { expose, wrap } from 'comlink';

/** What is needed of a runtime port. It carries JSON. */
export interface PortLike {
  postMessage(message: unknown): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** The worker went away before it answered: whether it did what was asked is unknown. The next call starts it again. */
export class WorkerGoneError extends Error {
  override readonly name = 'WorkerGoneError';

  constructor() {
    super('The worker went away before it answered.');
  }
}

/** Answers calls on a port until it disconnects. Only plain JSON goes through. */
export function exposeOnPort(api: object, port: PortLike): void {
  expose(api, toEndpoint(port));
}

/** The worker's API. `connect` is called at the first call, and again at the first call after a disconnect. */
export function connectWorker<T extends object>(connect: () => PortLike): Remote<T> {
  let live: Connection | undefined;
  const call = (name: string, args: readonly unknown[]): Promise<unknown> => {
    live ??= openConnection(connect(), () => {
      live = undefined;
    });
    return live.call(name, args);
  };
  return new Proxy({} as Remote<T>, {
    // Not a promise itself: `await worker` must not become a call.
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : (...args: unknown[]) => call(name, args),
  });
}

interface Connection {
  readonly call: (name: string, args: readonly unknown[]) => Promise<unknown>;
}

function openConnection(port: PortLike, onGone: () => void): Connection {
  const open = new Set<(error: WorkerGoneError) => void>();
  const remote = wrap<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>(toEndpoint(port));
  // Plain Comlink would wait for ever.
  port.onDisconnect.addListener(() => {
    onGone();
    for (const reject of open) reject(new WorkerGoneError());
    open.clear();
  });
  return {
    call: (name, args) =>
      new Promise((resolve, reject) => {
        open.add(reject);
        const answer = remote[name]?.(...args) ?? Promise.reject(new TypeError(`No call ${name}`));
        answer.then(resolve, reject).finally(() => open.delete(reject));
      }),
  };
}

/** Comlink's messages as they are, over the port. After the disconnect nothing is sent: a port that is gone throws. */
function toEndpoint(port: PortLike): Endpoint {
  const listeners = new Map<unknown, (message: unknown) => void>();
  let isOpen = true;
  port.onMessage.addListener((message) => {
    for (const listener of listeners.values()) listener({ data: message });
  });
  port.onDisconnect.addListener(() => {
    isOpen = false;
    listeners.clear();
  });
  return {
    postMessage: (message: unknown) => {
      if (isOpen) port.postMessage(message);
    },
    addEventListener: (_type: string, listener: unknown) => {
      listeners.set(listener, listener as (message: unknown) => void);
    },
    removeEventListener: (_type: string, listener: unknown) => {
      listeners.delete(listener);
    },
  };
}
