import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import { blob, keysIn } from './blobs.ts';
import { describeStore } from './store-contract.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

describeStore(() => openFolderStore(folder));

test('nothing half written stays behind a put, whatever became of it', async () => {
  const store = await openFolderStore(folder);
  await store.putIfAbsent('a', blob('one'));
  await store.putIfAbsent('a', blob('two'));
  await store.putIfAbsent('b', { ...blob('three'), accept: () => false });
  expect(await readdir(join(folder, '.incoming'))).toEqual([]);
});

test('what a crash left half written is cleared at the next start; what another process is writing stays', async () => {
  await openFolderStore(folder);
  const [old, young] = [join(folder, '.incoming', 'old'), join(folder, '.incoming', 'young')];
  await writeFile(old, 'half');
  await writeFile(young, 'half');
  await utimes(old, 1_000, 1_000);
  const store = await openFolderStore(folder);
  expect(await readdir(join(folder, '.incoming'))).toEqual(['young']);
  expect(await keysIn(store)).toEqual([]);
  expect(await readFile(young, 'utf8')).toBe('half');
});
