// Drafts of what is still open in frames: put by, and kept once a frame went without a word. Worker.
import type { Tail } from '../model/message.ts';
import type { FramePlace } from './page-messages.ts';
import type { FindFrame } from './page-place.ts';

/** Memory that outlives the worker and never reaches the disk. */
export interface DraftStore {
  readonly list: () => Promise<Readonly<Record<string, unknown>>>;
  readonly put: (key: string, draft: Tail) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

export interface Drafts {
  /** Replaces the frame's draft: a frame has one at most. */
  readonly put: (place: FramePlace, draft: Tail) => Promise<void>;
  /** Keeps the drafts of frames that are gone. Those whose batch came after all change nothing. */
  readonly settle: (keep: (draft: unknown) => Promise<void>) => Promise<void>;
}

const PREFIX = 'draft:';

export function createDrafts(store: DraftStore, findFrame: FindFrame): Drafts {
  return {
    put: ({ tab, frameId }, draft) => store.put(`${PREFIX}${tab}:${frameId}`, draft),
    settle: async (keep) => {
      for (const [key, draft] of Object.entries(await store.list())) {
        if (!key.startsWith(PREFIX)) continue;
        const [tab = 0, frameId = 0] = key.slice(PREFIX.length).split(':').map(Number);
        if ((await findFrame(tab, frameId)) !== undefined) continue;
        await keep(draft);
        // Only now: a worker that dies before finds it again.
        await store.remove(key);
      }
    },
  };
}
