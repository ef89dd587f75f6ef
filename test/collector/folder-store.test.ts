import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolderStore } from '../../src/collector/folder-store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

async function keys(store: Awaited<ReturnType<typeof openFolderStore>>, prefix = ''): Promise<string[]> {
  const all: string[] = [];
  for await (const key of store.list(prefix)) all.push(key);
  return all;
}

test('a blob comes back as it was stored, also to a store opened later', async () => {
  const store = await openFolderStore(folder);
  expect(await store.putIfAbsent('a/b=1/c.gz', bytes('one'))).toEqual({ kind: 'stored' });
  expect(await store.get('a/b=1/c.gz')).toEqual(Buffer.from('one'));
  const later = await openFolderStore(folder);
  expect(await later.get('a/b=1/c.gz')).toEqual(Buffer.from('one'));
  expect(await later.get('a/b=1/d.gz')).toBeUndefined();
});

test('a blob is never replaced', async () => {
  const store = await openFolderStore(folder);
  await store.putIfAbsent('a', bytes('one'));
  expect(await store.putIfAbsent('a', bytes('two'))).toEqual({ kind: 'present' });
  expect(await store.get('a')).toEqual(Buffer.from('one'));
});

test('of many writers of one key exactly one stores, and its content stays', async () => {
  const store = await openFolderStore(folder);
  const outcomes = await Promise.all(
    Array.from({ length: 30 }, (_, index) => store.putIfAbsent('day/one', bytes(`content ${index}`.repeat(500)))),
  );
  const winners = outcomes.flatMap(({ kind }, index) => (kind === 'stored' ? [index] : []));
  expect(winners).toHaveLength(1);
  expect(await store.get('day/one')).toEqual(Buffer.from(`content ${winners[0]}`.repeat(500)));
  expect(await readdir(join(folder, '.incoming'))).toEqual([]);
});

test('keys are listed by prefix in the order of their characters', async () => {
  const store = await openFolderStore(folder);
  for (const key of ['b/2', 'b/1', 'a', 'b-c', 'b/1-x', 'c/d/e']) await store.putIfAbsent(key, bytes(key));
  expect(await keys(store)).toEqual(['a', 'b-c', 'b/1', 'b/1-x', 'b/2', 'c/d/e']);
  expect(await keys(store, 'b/1')).toEqual(['b/1', 'b/1-x']);
  expect(await keys(store, 'c/')).toEqual(['c/d/e']);
  expect(await keys(store, 'x')).toEqual([]);
});

test('a deleted blob is gone and can be stored anew; deleting nothing is no fault', async () => {
  const store = await openFolderStore(folder);
  await store.putIfAbsent('a/b', bytes('one'));
  await store.delete('a/b');
  await store.delete('a/b');
  await store.delete('never/there');
  expect(await store.get('a/b')).toBeUndefined();
  expect(await store.putIfAbsent('a/b', bytes('two'))).toEqual({ kind: 'stored' });
});

test.each([
  '../out',
  'a/../../out',
  '/etc/passwd',
  'a//b',
  '.incoming/x',
  'a/.',
  '',
  'a\0b',
  'a\\b',
  'ä',
  'x'.repeat(300),
])('the key %j is refused', async (key) => {
  const store = await openFolderStore(folder);
  await expect((async () => store.putIfAbsent(key, bytes('x')))()).rejects.toThrow('not a key');
  await expect((async () => store.get(key))()).rejects.toThrow('not a key');
});

test('what a crash left half written is cleared at the next start; what another process is writing stays', async () => {
  await openFolderStore(folder);
  const [old, young] = [join(folder, '.incoming', 'old'), join(folder, '.incoming', 'young')];
  await writeFile(old, 'half');
  await writeFile(young, 'half');
  await utimes(old, 1_000, 1_000);
  const store = await openFolderStore(folder);
  expect(await readdir(join(folder, '.incoming'))).toEqual(['young']);
  expect(await keys(store)).toEqual([]);
  expect(await readFile(young, 'utf8')).toBe('half');
});
