import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEchoFilter } from '../../src/redaction/echo.ts';
import type { MarkKey } from '../../src/redaction/secret-mark.ts';
import { halfSipHash, toBare, toSecretMark } from '../../src/redaction/secret-mark.ts';
import { createSecretMemory } from '../../src/redaction/secret-memory.ts';

const key: MarkKey = [0x12345678, 0x9abcdef0];
const filterOf = (...secrets: string[]): ReturnType<typeof createEchoFilter> =>
  createEchoFilter(
    secrets.flatMap((secret) => toSecretMark(secret, key) ?? []),
    key,
  );

describe('the keyed hash', () => {
  // vectors_hsip64 of the reference implementation, at even lengths: bytes 0, 1, 2, … under the key 00 01 … 07.
  const vectors: Readonly<Record<number, string>> = {
    0: '218d1f59b9b83cc8',
    2: '064f39ef7c50eb57',
    4: 'd5e78a175be52ea1',
    6: 'ce3e91358aa2bc25',
    8: 'edfee820bce4858c',
    10: '95b0469f06a6f2ee',
    12: '7bc71f9faef5c799',
    14: '3bb1a870eae8e658',
  };
  const inBytes = (hex: string): string => hex.replace(/(..)(..)(..)(..)/g, '$4$3$2$1');

  test.each(Object.entries(vectors))('of %s bytes is that of HalfSipHash-2-4', (length, hash) => {
    const units = Array.from({ length: Number(length) / 2 }, (_, at) => (2 * at + 1) * 256 + 2 * at);
    expect(halfSipHash(String.fromCharCode(...units), [0x03020100, 0x07060504])).toBe(inBytes(hash));
  });

  test('differs with the key', () => {
    expect(halfSipHash('open window save', key)).not.toBe(halfSipHash('open window save', [1, 2]));
  });
});

describe('the memory of secrets', () => {
  const stored = (): { value: unknown; read: () => Promise<unknown>; write: (state: unknown) => Promise<void> } => {
    const store = {
      value: undefined as unknown,
      read: async () => store.value,
      write: async (state: unknown) => {
        store.value = JSON.parse(JSON.stringify(state));
      },
    };
    return store;
  };

  test('lasts over lives of the worker, and its key with it', async () => {
    const store = stored();
    const first = createSecretMemory(store);
    await first.note(toSecretMark('open window save', await first.key()) ?? '');
    const second = createSecretMemory(store);
    expect(await second.key()).toEqual(await first.key());
    expect((await second.filter())('open window save')).toBe(true);
    expect(JSON.stringify(store.value)).not.toMatch(/window/i);
  });

  test('finds a secret from the moment that it was told of, before it is stored', async () => {
    const memory = createSecretMemory(stored());
    const mark = toSecretMark('open window save', await memory.key()) ?? '';
    void memory.note(mark);
    expect((await memory.filter())('open window save')).toBe(true);
  });

  test('begins anew where the stored state cannot be read', async () => {
    const store = stored();
    store.value = { key: 'x', marks: 1 };
    expect(await createSecretMemory(store).key()).toHaveLength(2);
  });

  test('forgets the oldest of too many', async () => {
    const memory = createSecretMemory(stored());
    const key = await memory.key();
    for (let n = 0; n < 300; n += 1) await memory.note(toSecretMark(`secret number ${n}`, key) ?? '');
    const hasEcho = await memory.filter();
    expect([hasEcho('secret number 10 '), hasEcho('secret number 299')]).toEqual([false, true]);
  });

  test('knows the last words that are no secret too, which push no secret out', async () => {
    const memory = createSecretMemory(stored());
    const key = await memory.key();
    await memory.note(toSecretMark('open window save', key) ?? '');
    for (let n = 0; n < 300; n += 1) await memory.note(`w${toSecretMark(`words number ${n}`, key)}`);
    const hasEcho = await memory.filter();
    expect(['open window save', 'words number 299', 'words number 200'].map(hasEcho)).toEqual([true, true, false]);
  });
});

describe('the echo filter', () => {
  test('finds a secret however it is spaced, joined or spelled', () => {
    const hasEcho = filterOf('Open window save');
    for (const text of [
      'open window save',
      'open-window-save',
      '/app/open/window/save',
      'openWindowSave',
      'Password: OPEN WINDOW SAVE!',
    ])
      expect(hasEcho(text), text).toBe(true);
    expect(hasEcho('Open the window and save')).toBe(false);
  });

  test('finds a short secret only where it is a word', () => {
    const hasEcho = filterOf('test');
    expect(hasEcho('Latest news')).toBe(false);
    expect(hasEcho('Run test now')).toBe(true);
    expect(hasEcho('#run-test')).toBe(true);
  });

  test('makes no mark of what is too short to be told from a word', () => {
    expect(toSecretMark('ab1', key)).toBeUndefined();
    expect(filterOf('ab1')('ab1')).toBe(false);
  });

  test('knows a long secret by its beginning', () => {
    const long = 'correct horse battery staple '.repeat(20);
    expect(filterOf(long)(`${long} and more`)).toBe(true);
  });

  test('finds every secret inside any text, and a mark tells nothing of it but its length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12, unit: 'grapheme' }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(toBare(secret).length >= 8);
        const mark = toSecretMark(secret, key) ?? '';
        expect(mark).toMatch(/^\d{1,2}:[0-9a-f]{16}$/);
        expect(filterOf(secret)(`${before} ${secret} ${after}`)).toBe(true);
      }),
    );
  });
});
