// A session file comes piece by piece and is whole in the end.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fetchSession } from '../../src/view/save-session.ts';

test('pieces of any bytes and sizes join to the file that the worker has', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 5 }), async (pieces) => {
      const file = await fetchSession(async (piece) => ({
        name: 'session.jsonl.gz',
        base64: Buffer.from(pieces[piece] ?? []).toString('base64'),
        ...(piece + 1 < pieces.length ? { next: piece + 1 } : {}),
      }));
      expect(file?.name).toBe('session.jsonl.gz');
      expect(Buffer.concat(file?.parts ?? [])).toEqual(Buffer.concat(pieces));
    }),
  ));

test('where nothing was recorded there is no file', async () => {
  expect(await fetchSession(async () => undefined)).toBeUndefined();
});

test('a worker that goes away in between leaves no torn file', async () => {
  const saving = fetchSession(async (piece) => {
    if (piece === 1) throw new Error('gone');
    return { name: 'session.jsonl.gz', base64: 'AAAA', next: 1 };
  });
  await expect(saving).rejects.toThrow('gone');
});
