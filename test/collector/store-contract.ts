// What every blob store must do, whatever it lies on.
import { expect, test } from 'vitest';
import type { BlobStore } from '../../src/collector/blob-store.ts';
import { blob, bytes, keysIn } from './blobs.ts';

/** Declares the tests. `open` gives the store of the running test; each call opens it anew, as another collector would. */
export function describeStore(open: () => Promise<BlobStore>): void {
  test('a blob comes back as it was stored, also to a store opened later', async () => {
    const store = await open();
    expect(await store.putIfAbsent('a/b=1/c.gz', blob('one'))).toEqual({ kind: 'stored' });
    const later = await open();
    expect(Buffer.from((await later.get('a/b=1/c.gz')) ?? [])).toEqual(Buffer.from('one'));
    expect(await later.has('a/b=1/c.gz')).toBe(true);
    expect(await later.get('a/b=1/d.gz')).toBeUndefined();
    expect(await later.has('a/b=1/d.gz')).toBe(false);
  });

  test('a blob is never replaced', async () => {
    const store = await open();
    await store.putIfAbsent('a', blob('one'));
    expect(await store.putIfAbsent('a', blob('two'))).toEqual({ kind: 'present' });
    expect(Buffer.from((await store.get('a')) ?? [])).toEqual(Buffer.from('one'));
  });

  test('of many writers of one key through several stores exactly one stores, and its content stays', async () => {
    const stores = await Promise.all([open(), open(), open()]);
    const contents = Array.from({ length: 30 }, (_, index) => `content ${index} `.repeat(500));
    const outcomes = await Promise.all(
      contents.map((content, index) => stores[index % 3]?.putIfAbsent('day/one', blob(content))),
    );
    const winners = contents.filter((_, index) => outcomes[index]?.kind === 'stored');
    expect(winners).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome?.kind === 'present')).toHaveLength(29);
    expect(Buffer.from((await stores[0].get('day/one')) ?? []).toString()).toBe(winners[0]);
    expect(await keysIn(stores[1])).toEqual(['day/one']);
  });

  test('blobs are listed by prefix in the order of the characters of their keys, with their sizes and times', async () => {
    const store = await open();
    for (const key of ['b/2', 'b/1', 'a', 'b-c', 'b/1-x', 'c/d/e']) await store.putIfAbsent(key, blob(key));
    expect(await keysIn(store)).toEqual(['a', 'b-c', 'b/1', 'b/1-x', 'b/2', 'c/d/e']);
    expect(await keysIn(store, 'b/1')).toEqual(['b/1', 'b/1-x']);
    expect(await keysIn(store, 'c/')).toEqual(['c/d/e']);
    expect(await keysIn(store, 'x')).toEqual([]);
    for await (const { sizeBytes, storedAt } of store.list('c/')) {
      expect(sizeBytes).toBe(5);
      expect(Math.abs(Date.now() - storedAt)).toBeLessThan(60_000);
    }
  });

  test('a deleted blob is gone and can be stored anew; deleting nothing is no fault', async () => {
    const store = await open();
    await store.putIfAbsent('a/b', blob('one'));
    await store.delete('a/b');
    await store.delete('a/b');
    await store.delete('never/there');
    expect(await store.get('a/b')).toBeUndefined();
    expect(await store.putIfAbsent('a/b', blob('two'))).toEqual({ kind: 'stored' });
  });

  test('what accept refuses, or what breaks off on its way, leaves nothing', async () => {
    const store = await open();
    expect(await store.putIfAbsent('a/b', { ...blob('one'), accept: () => false })).toEqual({ kind: 'refused' });
    const breaking = (async function* () {
      yield bytes('half');
      throw new Error('gone');
    })();
    await expect(store.putIfAbsent('a/b', { chunks: breaking })).rejects.toThrow('gone');
    expect(await keysIn(store)).toEqual([]);
  });

  test('a blob in many pieces and of some megabytes is stored whole', async () => {
    const store = await open();
    const pieces = Array.from({ length: 64 }, (_, index) => new Uint8Array(65_536).fill(index));
    await store.putIfAbsent('big', { chunks: pieces });
    expect(Buffer.from((await store.get('big')) ?? []).equals(Buffer.concat(pieces))).toBe(true);
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
    const store = await open();
    await expect((async () => store.putIfAbsent(key, blob('x')))()).rejects.toThrow('not a key');
    await expect((async () => store.get(key))()).rejects.toThrow('not a key');
  });
}
