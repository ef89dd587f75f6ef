// What the page's script asks of the browser, and the end of it all when the extension is gone.
import type { GATE_KEY as GateKey, PageMessage, Tail, TAIL_PREFIX as TailPrefix } from '../model/message.ts';
import type { BareApi, StorageChange } from './bare-api.ts';
import type { OpenRoot } from './composed.ts';
import { genuine } from './native.ts';

// Written out again, and held to the model by their types: the model's own file brings its parser along.
const GATE_KEY: typeof GateKey = 'gate';
const TAIL_PREFIX: typeof TailPrefix = 'tail:';

export interface Extension {
  /** False once the extension was updated, disabled or removed: then nothing of it answers any more. */
  isAlive(): boolean;
  /** Never throws. Ends the capture script when the extension is gone. */
  send(message: PageMessage): Promise<unknown>;
  readGate(): Promise<unknown>;
  watchGate(onChange: (counter: unknown) => void): void;
  putTail(tail: Tail): void;
  removeTail(): void;
  readonly openRoot: OpenRoot;
}

/** `gone` is aborted when the extension turns out to be gone. */
export function createExtension(api: BareApi, gone: AbortController): Extension {
  const tailKey = `${TAIL_PREFIX}${randomId()}`;
  const isAlive = (): boolean => api.runtime?.id !== undefined;
  /** Calls on an extension that is gone throw ("Extension context invalidated") or reject: both end the script. */
  const call = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (!isAlive()) gone.abort();
      throw error;
    }
  };
  /** Nobody is left to tell when the last words of a page are not taken. */
  const unheard = (promise: Promise<void>): void => void promise.catch(() => undefined);
  return {
    isAlive,
    send: (message) => call(async () => api.runtime?.sendMessage(message)),
    readGate: () => call(async () => (await api.storage.local.get(GATE_KEY))[GATE_KEY]),
    watchGate(onChange) {
      const listener = (changes: Record<string, StorageChange>): void => {
        const change = changes[GATE_KEY];
        if (change !== undefined) onChange(change.newValue);
      };
      api.storage.local.onChanged.addListener(listener);
      gone.signal.addEventListener('abort', () => {
        if (isAlive()) api.storage.local.onChanged.removeListener(listener);
      });
    },
    putTail: (tail) => unheard(call(() => api.storage.local.set({ [tailKey]: tail }))),
    removeTail: () => unheard(call(() => api.storage.local.remove(tailKey))),
    openRoot: (host) => openRootOf(host, api),
  };
}

function openRootOf(host: HTMLElement, api: BareApi): ShadowRoot | null {
  const open = genuine(host, 'shadowRoot');
  if (open !== null) return open;
  if (api.dom !== undefined) return api.runtime?.id === undefined ? null : api.dom.openOrClosedShadowRoot(host);
  const firefox = host as { readonly openOrClosedShadowRoot?: ShadowRoot | null };
  return firefox.openOrClosedShadowRoot ?? null;
}

/** A random id of 8 letters and digits: for a document, or a key in storage that tells nothing. Unique on one device is enough. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join('');
}
