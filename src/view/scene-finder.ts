// Finds what to draw for a moment of a session, from records that are read again only where they are needed. Pure.
import type { SessionRecord } from '../model/record.ts';
import type { Stretch } from './lanes.ts';
import { lastAtOrBefore } from './last-at.ts';
import type { Scene } from './scene.ts';
import { createStage, sceneFrom } from './scene.ts';

/** A scene is made for a whole block of time, so that the same moment always shows the same. */
const BLOCK_MS = 2 * 60_000;
/** How much before and after its block a scene knows of its document. Bounded: a page may stay open all day. */
const PAST_MS = 10 * 60_000;
const FUTURE_MS = 2 * 60_000;

/** A scene, and for how long it is the one to show. ms since the session started. */
export interface StagedScene extends Stretch {
  readonly scene: Scene;
}

/** `recordAt` reads the record that was added as that one, from 0 on. */
export function createSceneFinder(recordAt: (index: number) => SessionRecord | undefined) {
  const times: number[] = [];
  const stage = createStage();
  /** By document: the records that tell its viewport, and how far it is scrolled. */
  const viewsOf = new Map<string, number[]>();
  const scrollsOf = new Map<string, number[]>();

  /** The records before `first` that tell what the document's viewport was then. */
  const viewBefore = (doc: string, first: number): readonly number[] => {
    const view = viewsOf.get(doc)?.findLast((index) => index < first);
    const scrolled = scrollsOf.get(doc)?.findLast((index) => index < first && index > (view ?? -1));
    return [view, scrolled].filter((index) => index !== undefined);
  };
  const lastAt = (t: number): number => lastAtOrBefore(times.length, (index) => times[index] ?? 0, t);
  return {
    /** When each record was, in ms since the session started. */
    times: times as readonly number[],
    turns: stage.turns,
    lastAt,
    /** Takes records in the order of their time. */
    add: (record: SessionRecord): void => {
      const { doc, kind } = record;
      if (doc !== undefined && (kind === 'page' || kind === 'viewport')) append(viewsOf, doc, times.length);
      if (doc !== undefined && kind === 'scroll' && record.target === undefined) append(scrollsOf, doc, times.length);
      times.push(record.t);
      stage.add(record);
    },
    /** Undefined where nothing was ever on stage. */
    sceneAt: (t: number): StagedScene | undefined => {
      const turn = stage.at(t);
      if (turn === undefined) return undefined;
      const from = Math.floor(t / BLOCK_MS) * BLOCK_MS;
      const to = from + BLOCK_MS;
      const first = Math.max(0, lastAt(from - PAST_MS));
      const last = lastAt(to + FUTURE_MS);
      const indices = [
        ...viewBefore(turn.doc, first),
        ...Array.from({ length: last + 1 - first }, (_, at) => first + at),
      ];
      const seen = indices.map(recordAt).filter((record) => record !== undefined);
      return {
        scene: sceneFrom(turn.doc, seen),
        from: Math.max(from, turn.from),
        to: Math.min(to, turn.until),
      };
    },
  };
}

function append(lists: Map<string, number[]>, name: string, index: number): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [index]);
  else list.push(index);
}
