// What the worker remembers of secrets while the browser runs: a key and marks, in storage that never reaches the disk.
import type { HasEcho } from './echo.ts';
import { createEchoFilter } from './echo.ts';
import type { MarkKey } from './secret-mark.ts';

/** Most secrets remembered; the oldest are forgotten first. */
const MARKS_MAX = 256;
/** The same of words that are no secret. Few, since each name is searched for every one. */
const WORDS_MAX = 32;

/** What lies in storage. */
export interface SecretState {
  readonly key: MarkKey;
  readonly marks: readonly string[];
}

export interface SecretStore {
  readonly read: () => Promise<unknown>;
  readonly write: (state: SecretState) => Promise<void>;
}

export interface SecretMemory {
  readonly key: () => Promise<MarkKey>;
  /** Remembers a mark. What is looked for after the call finds it. */
  readonly note: (mark: string) => Promise<void>;
  /** The filter for all that is remembered. */
  readonly filter: () => Promise<HasEcho>;
}

/** Reads `store` once; a state that cannot be read is begun anew. */
export function createSecretMemory(store: SecretStore): SecretMemory {
  let filtered: { readonly state: SecretState; readonly hasEcho: HasEcho } | undefined;
  let current: Promise<SecretState> | undefined;
  const load = async (): Promise<SecretState> => {
    const stored = await store.read();
    if (isState(stored)) return stored;
    const state: SecretState = { key: randomKey(), marks: [] };
    await store.write(state);
    return state;
  };
  const state = (): Promise<SecretState> => {
    current ??= load();
    return current;
  };
  return {
    key: async () => (await state()).key,
    note: async (mark) => {
      current = state().then(({ key, marks }) => ({
        key,
        marks: [
          ...marks.filter((other) => isOfWords(other) !== isOfWords(mark)),
          ...[...marks.filter((other) => isOfWords(other) === isOfWords(mark) && other !== mark), mark].slice(
            isOfWords(mark) ? -WORDS_MAX : -MARKS_MAX,
          ),
        ],
      }));
      await store.write(await current);
    },
    filter: async () => {
      const now = await state();
      if (filtered?.state !== now)
        filtered = { state: now, hasEcho: createEchoFilter(now.marks.map(toPlainMark), now.key) };
      return filtered.hasEcho;
    },
  };
}

/** A mark of words that somebody typed where it is no secret begins with a `w`. */
const isOfWords = (mark: string): boolean => mark.startsWith('w');
const toPlainMark = (mark: string): string => mark.replace('w', '');

function randomKey(): MarkKey {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint32Array(2));
  return [one, other];
}

function isState(stored: unknown): stored is SecretState {
  if (typeof stored !== 'object' || stored === null || !('key' in stored) || !('marks' in stored)) return false;
  const { key, marks } = stored;
  const isKey = Array.isArray(key) && key.length === 2 && key.every((word) => typeof word === 'number');
  return isKey && Array.isArray(marks) && marks.every((mark) => typeof mark === 'string');
}
