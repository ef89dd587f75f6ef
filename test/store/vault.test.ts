import { expect, test } from 'vitest';
import { openVault } from '../../src/store/vault.ts';
import { keyFileInMemory, MINUTE, NINE, SECOND } from './fresh.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (sealed: Uint8Array | undefined) => sealed && new TextDecoder().decode(sealed);

test('what was sealed is opened by the next worker, from the file alone', async () => {
  const file = keyFileInMemory();
  const first = await openVault(file, NINE);
  const sealed = first.seal(await first.currentKey(NINE), bytes('Approve'));
  const second = await openVault(file, NINE + SECOND);
  expect([second.id, second.isNew, text(second.open(sealed))]).toEqual([first.id, false, 'Approve']);
  expect(new TextDecoder('latin1').decode(sealed.sealed)).not.toContain('Approve');
});

test('a key serves five minutes, a restart does not make a new one, a clock set back does', async () => {
  const file = keyFileInMemory();
  const vault = await openVault(file, NINE);
  const key = await vault.currentKey(NINE + 4.9 * MINUTE);
  expect(await (await openVault(file, NINE)).currentKey(NINE + MINUTE)).toBe(key);
  expect(await vault.currentKey(NINE - 60 * MINUTE)).not.toBe(key);
  expect(await vault.currentKey(NINE + 5 * MINUTE)).not.toBe(key);
});

test('a key for one thing is never the current one, after a restart neither', async () => {
  const file = keyFileInMemory();
  const vault = await openVault(file, NINE);
  const own = await vault.ownKey(NINE);
  expect(await vault.currentKey(NINE)).not.toBe(own);
  expect(await (await openVault(file, NINE)).currentKey(NINE)).not.toBe(own);
});

test('a destroyed key is in the file no more, and opens nothing', async () => {
  const file = keyFileInMemory();
  const vault = await openVault(file, NINE);
  const sealed = vault.seal(await vault.currentKey(NINE), bytes('Approve'));
  const secret = (JSON.parse(file.text ?? '') as { keys: { key: string }[] }).keys[0]?.key ?? '';
  await vault.freshKey(NINE + SECOND);
  await vault.keepOnly(new Set());
  expect(vault.open(sealed)).toBeUndefined();
  expect(file.text).not.toContain(secret);
});

test('a payload that was changed on disk is not opened', async () => {
  const vault = await openVault(keyFileInMemory(), NINE);
  const { key, sealed } = vault.seal(await vault.currentKey(NINE), bytes('Approve'));
  sealed.set([(sealed.at(-1) ?? 0) ^ 1], sealed.length - 1);
  expect(vault.open({ key, sealed })).toBeUndefined();
});

test('a damaged file begins anew; one that cannot be read or written opens nothing at all', async () => {
  const damaged = { ...keyFileInMemory(), read: async () => '{"vault":' };
  expect((await openVault(damaged, NINE)).isNew).toBe(true);
  const unreadable = { ...keyFileInMemory(), read: () => Promise.reject(new DOMException('no', 'SecurityError')) };
  await expect(openVault(unreadable, NINE)).rejects.toThrow('no');
  const unwritable = {
    ...keyFileInMemory(),
    write: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  };
  await expect(openVault(unwritable, NINE)).rejects.toThrow('full');
});
