import { expect, test } from 'vitest';
import { createDrafts } from '../../src/control/draft.ts';
import type { Tail } from '../../src/model/message.ts';

function setUp(open: ReadonlySet<string>) {
  const held = new Map<string, unknown>([['run', true]]);
  const store = {
    list: async () => Object.fromEntries(held),
    put: async (key: string, draft: Tail) => void held.set(key, draft),
    remove: async (key: string) => void held.delete(key),
  };
  const findFrame = async (tab: number, frameId: number) =>
    open.has(`${tab} ${frameId}`) ? { url: 'https://desk.example/', parentFrameId: 0 } : undefined;
  return { held, drafts: createDrafts(store, findFrame) };
}
const draftOf = (doc: string, batch = 0): Tail => ({ doc, batches: [{ batch, records: [] }] });

test('the newest draft of a frame that is gone is kept, once; that of a frame that lives stays', async () => {
  const open = new Set(['1 4', '1 5', '2 4']);
  const { held, drafts } = setUp(open);
  await drafts.put({ tab: 1, frameId: 4 }, draftOf('first', 0));
  await drafts.put({ tab: 1, frameId: 4 }, draftOf('first', 1));
  await drafts.put({ tab: 2, frameId: 4 }, draftOf('second'));
  open.delete('1 4');
  const kept: unknown[] = [];
  const keep = async (draft: unknown) => void kept.push(draft);
  await drafts.settle(keep);
  await drafts.settle(keep);
  expect(kept).toEqual([draftOf('first', 1)]);
  expect([...held.keys()]).toEqual(['run', 'draft:2:4']);
});

test('a draft that could not be kept is tried again', async () => {
  const { held, drafts } = setUp(new Set());
  await drafts.put({ tab: 1, frameId: 4 }, draftOf('first'));
  await expect(drafts.settle(async () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
  expect([...held.keys()]).toContain('draft:1:4');
});
