// The keys under which payloads lie on disk. Deleting a row leaves its bytes in the browser's files for long; a key that is gone is gone. Worker.
import { gcm } from '@noble/ciphers/aes.js';
import * as z from 'zod/mini';

/** One small file outside the database, always written whole. */
export interface KeyFile {
  /** Undefined when it was never written. Rejects when it cannot be read: then nothing may be recorded. */
  readonly read: () => Promise<string | undefined>;
  /** Resolves when the old content is replaced. */
  readonly write: (text: string) => Promise<void>;
}

/** A payload as it lies on disk. */
export interface Sealed {
  /** Id of the key. */
  readonly key: string;
  /** 12 bytes of nonce, then AES-256-GCM. */
  readonly sealed: Uint8Array<ArrayBuffer>;
}

export interface Vault {
  /** Random name of this set of keys; the database knows it too, so that one without the other is noticed. */
  readonly id: string;
  /** True when the file was made just now. */
  readonly isNew: boolean;
  /** Id of the key for what is written now: a new one every five minutes. It is in the file when this resolves. */
  readonly currentKey: (now: number) => Promise<string>;
  /** Id of a key that nothing was written under; from now on the current one. */
  readonly freshKey: (now: number) => Promise<string>;
  /** Id of a key for one thing alone: the current one stays. */
  readonly ownKey: (now: number) => Promise<string>;
  /** Encrypts without waiting: a transaction of IndexedDB ends when something else is awaited in it. */
  readonly seal: (key: string, bytes: Uint8Array) => Sealed;
  /** Undefined when the key is gone, or the bytes are not what was sealed. */
  readonly open: (sealed: Sealed) => Uint8Array<ArrayBuffer> | undefined;
  /** Destroys every key but these and the current one. */
  readonly keepOnly: (ids: ReadonlySet<string>) => Promise<void>;
  /** One writer at a time, across worker lives too: no key may go while somebody writes under it. Never call it inside itself. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
}

/** How long one key is used: what is taken back is decided key by key, and what stays must be written again. */
const KEY_MS = 5 * 60_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** `own`: for one thing alone, never the current one. `key` in hex. */
const storedKey = z.object({
  id: z.string(),
  since: z.number(),
  key: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  own: z.optional(z.literal(true)),
});
const keyFile = z.object({ vault: z.string(), keys: z.array(storedKey) });
type StoredKey = z.infer<typeof storedKey>;

/** Reads the keys, or makes the first. Rejects when the file cannot be read or written. */
export async function openVault(file: KeyFile, now: number): Promise<Vault> {
  const found = parseKeys(await file.read());
  const id = found?.vault ?? randomName();
  let keys: readonly StoredKey[] = found?.keys ?? [];
  const bytesOf = new Map(keys.map((key) => [key.id, fromHex(key.key)]));
  let current = keys.findLast(({ own }) => own === undefined);
  const write = async (next: readonly StoredKey[]): Promise<void> => {
    await file.write(JSON.stringify({ vault: id, keys: next }));
    keys = next;
  };
  const make = async (at: number, use?: Pick<StoredKey, 'own'>): Promise<StoredKey> => {
    const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
    const made = { id: randomName(), since: at, key: toHex(bytes), ...use };
    await write([...keys, made]);
    bytesOf.set(made.id, bytes);
    return made;
  };
  const freshKey = async (at: number): Promise<string> => {
    current = await make(at);
    return current.id;
  };
  // At once: a folder that cannot be written shows before anything is recorded.
  if (found === undefined) await freshKey(now);
  return {
    id,
    isNew: found === undefined,
    // A clock that was set back begins a new key too.
    currentKey: async (at) =>
      current !== undefined && Math.abs(at - current.since) < KEY_MS ? current.id : freshKey(at),
    freshKey,
    ownKey: async (at) => (await make(at, { own: true })).id,
    seal: (key, bytes) => ({ key, sealed: encrypt(bytesOf.get(key), bytes) }),
    open: ({ key, sealed }) => decrypt(bytesOf.get(key), sealed),
    keepOnly: async (ids) => {
      const kept = keys.filter((key) => ids.has(key.id) || key.id === current?.id);
      if (kept.length === keys.length) return;
      await write(kept);
      for (const key of bytesOf.keys()) if (!kept.some((other) => other.id === key)) bytesOf.delete(key);
    },
    alone: (run) => navigator.locks.request(LOCK, run),
  };
}
const LOCK = 'showhow-vault';

/** Undefined for no file, and for one that is damaged: what it opened cannot be opened any more, which readers will say. */
function parseKeys(text: string | undefined): z.infer<typeof keyFile> | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed = keyFile.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  console.error('The file of keys is damaged: a new one is begun.');
  return undefined;
}

function encrypt(key: Uint8Array | undefined, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (key === undefined) throw new Error('A key is used that is not in the file.');
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const box = gcm(key, nonce).encrypt(bytes);
  const sealed = new Uint8Array(NONCE_BYTES + box.length);
  sealed.set(nonce);
  sealed.set(box, NONCE_BYTES);
  return sealed;
}

function decrypt(key: Uint8Array | undefined, sealed: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (key === undefined || sealed.length < NONCE_BYTES) return undefined;
  try {
    return new Uint8Array(gcm(key, sealed.subarray(0, NONCE_BYTES)).decrypt(sealed.subarray(NONCE_BYTES)));
  } catch (error) {
    // The library throws a plain error when the tag does not fit.
    console.error('A payload on disk is damaged:', error);
    return undefined;
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}

function randomName(): string {
  return crypto.randomUUID().slice(0, 8);
}
