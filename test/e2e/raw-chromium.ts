// Chromium with nothing attached to the extension's worker: whoever attaches keeps it alive, and it would never be seen to sleep.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, start } from '../../src/dev/child-process.ts';
import { findBrowser } from '../../src/dev/find-browser.ts';

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
  readonly params?: Readonly<Record<string, unknown>>;
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

export interface RawChromium {
  /** Opens an address in a tab in front, and attaches to that tab alone; resolves when the page is loaded. */
  readonly openTab: (url: string) => Promise<RawTab>;
  /** The workers that run. */
  readonly workers: () => Promise<readonly TargetInfo[]>;
  /** Ends every worker, as the browser does after 30 s without work. */
  readonly stopWorkers: () => Promise<void>;
  /** Workers that were started since the browser was opened. */
  readonly workerStarts: () => number;
  readonly close: () => Promise<void>;
}

export interface RawTab {
  readonly send: (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;
  /** What the expression, or its promise, comes to in the tab's page; rejects with what it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const PORT_FILE_MAX_MS = 15_000;
const LOAD_MAX_MS = 15_000;

interface Evaluated {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
}

export async function openRawChromium(extension: string, folder: string): Promise<RawChromium> {
  mkdirSync(folder, { recursive: true });
  const profile = path.join(folder, 'profile');
  const browser = start(
    findBrowser('chromium'),
    [
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--no-first-run',
      '--disable-gpu',
      '--disable-component-update',
      '--disable-background-networking',
      '--window-size=1280,800',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { stdio: 'ignore', env: { ...process.env, HOME: folder } },
  );
  const [port, address] = await readPort(path.join(profile, 'DevToolsActivePort'));
  const call = await connect(`ws://127.0.0.1:${port}${address}`);
  let starts = 0;
  call.onEvent('Target.targetCreated', ({ targetInfo }) => {
    if ((targetInfo as TargetInfo).type === 'service_worker') starts += 1;
  });
  await call.send('Target.setDiscoverTargets', { discover: true });
  const workers = async (): Promise<readonly TargetInfo[]> => {
    const { targetInfos } = await call.send('Target.getTargets');
    return (targetInfos as readonly TargetInfo[]).filter(({ type }) => type === 'service_worker');
  };
  return {
    workers,
    workerStarts: () => starts,
    stopWorkers: async () => {
      for (const { targetId } of await workers()) await call.send('Target.closeTarget', { targetId });
    },
    openTab: async (url) => {
      const { targetId } = await call.send('Target.createTarget', { url });
      const { sessionId } = await call.send('Target.attachToTarget', { targetId, flatten: true });
      const send: RawTab['send'] = (method, params) => call.send(method, params, String(sessionId));
      const evaluate: RawTab['evaluate'] = async (expression) => {
        const told = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        const { result, exceptionDetails } = told as unknown as Evaluated;
        if (exceptionDetails !== undefined) throw new Error(`In ${url}: ${exceptionDetails.exception?.description}`);
        return result.value;
      };
      await untilLoaded(evaluate, url);
      return {
        send,
        evaluate,
        close: async () => void (await call.send('Target.closeTarget', { targetId })),
      };
    },
    close: async () => {
      call.close();
      await end(browser);
    },
  };
}

/** A tab shows an empty page first, in which nothing of ours can be asked. */
async function untilLoaded(evaluate: RawTab['evaluate'], url: string): Promise<void> {
  for (const deadline = Date.now() + LOAD_MAX_MS; Date.now() < deadline; await sleep(50)) {
    const isLoaded = await evaluate(`location.href !== 'about:blank' && document.readyState === 'complete'`).catch(
      // The page changes while it is asked.
      () => false,
    );
    if (isLoaded === true) return;
  }
  throw new Error(`${url} was not loaded within ${LOAD_MAX_MS / 1_000} s.`);
}

async function readPort(file: string): Promise<readonly [port: string, address: string]> {
  for (const deadline = Date.now() + PORT_FILE_MAX_MS; Date.now() < deadline; await sleep(50)) {
    const [port, address] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (port !== undefined && address !== undefined) return [port, address];
  }
  throw new Error(`Chromium did not say within ${PORT_FILE_MAX_MS / 1_000} s where it can be asked: ${file}`);
}

interface Call {
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly onEvent: (method: string, take: (params: Readonly<Record<string, unknown>>) => void) => void;
  readonly close: () => void;
}

/** The browser's own protocol (https://chromedevtools.github.io/devtools-protocol/) over one socket. */
async function connect(address: string): Promise<Call> {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`Nobody answers at ${address}.`)));
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  const takers = new Map<string, (params: Readonly<Record<string, unknown>>) => void>();
  let next = 1;
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    else if (reply.method !== undefined) takers.get(reply.method)?.(reply.params ?? {});
  });
  return {
    onEvent: (method, take) => void takers.set(method, take),
    close: () => socket.close(),
    send: (method, params = {}, sessionId = undefined) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result ?? {});
          else reject(new Error(`${method}: ${error.message}`));
        });
        socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
      }),
  };
}
