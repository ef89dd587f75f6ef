// Reads a session file for the viewer and answers what is to be shown: overview, rows, scenes. Runs in a worker of its own.
import type { GapReason, SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { DecodedLine } from '../session/decode.ts';
import { decodeSession } from '../session/decode.ts';
import { gunzip } from '../session/gunzip.ts';
import { parseRecord } from '../session/parse-record.ts';
import type { Action, Reduced } from '../session/reduce/action.ts';
import { createReducer } from '../session/reduce/reduce.ts';
import type { Yield } from '../session/reduce/yield.ts';
import { createYieldCount } from '../session/reduce/yield.ts';
import { createLineStore } from './line-store.ts';
import type { Scene } from './scene.ts';
import { createStage, sceneFrom } from './scene.ts';
import type { Stretch } from './timeline.tsx';

/** How much of a document's past and future a scene holds. */
const PAST_MS = 10 * 60_000;
const FUTURE_MS = 2 * 60_000;
/** Equal stretches of the overview. */
const STRETCHES = 400;
const PROGRESS_BYTES = 1024 * 1024;

export interface Overview {
  readonly head: SegmentHeader | undefined;
  readonly segments: number;
  readonly records: number;
  readonly actions: number;
  readonly yield: Yield;
  readonly endMs: number;
  /** Records in each of equal stretches of the whole. */
  readonly counts: readonly number[];
  readonly gaps: readonly (Stretch & { readonly reason: GapReason })[];
  /** When which site was used, most used first. */
  readonly sites: readonly { readonly site: string; readonly stretches: readonly Stretch[] }[];
  /** What is wrong with the file, in a word each; empty for a whole one. */
  readonly faults: readonly ('torn' | 'damaged' | 'notGzip' | 'unreadable' | 'incomplete')[];
}

/** A row of a list: a record or an action, with its time. */
export interface Row<T> {
  readonly index: number;
  readonly t: number;
  readonly body: T;
}

/** A scene, and for how long it is the one to show. ms since the session started. */
export interface StagedScene extends Stretch {
  readonly scene: Scene;
}

/** Told while a file is read: compressed bytes so far. */
export type OnProgress = (bytes: number) => void;

export interface SessionReader {
  readonly open: (file: Blob, onProgress: OnProgress) => Promise<Overview>;
  readonly records: (from: number, to: number) => Promise<readonly Row<SessionRecord>[]>;
  readonly actions: (from: number, to: number) => Promise<readonly Row<Action>[]>;
  /** Index of the last record or action at or before `t`; 0 where all are later. */
  readonly indexAt: (list: 'records' | 'actions', t: number) => Promise<number>;
  readonly sceneAt: (t: number) => Promise<StagedScene | undefined>;
  /** The lines of a stretch as they stand, under the head of the session, gzip. */
  readonly cut: (stretch: Stretch) => Promise<Blob>;
}

export function createSessionReader(): SessionReader {
  let held = createHeld();
  return {
    open: async (file, onProgress) => {
      held = createHeld();
      for await (const line of decodeSession(gunzip(counted(file, onProgress)))) held.add(line);
      return held.finish();
    },
    records: async (from, to) => held.recordRows(from, to),
    actions: async (from, to) => held.actionRows(from, to),
    indexAt: async (list, t) => Math.max(0, lastIndexAt(list === 'records' ? held.recordTimes : held.actionTimes, t)),
    sceneAt: async (t) => held.sceneAt(t),
    cut: async (stretch) => held.cut(stretch),
  };
}

async function* counted(file: Blob, onProgress: OnProgress): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let told = 0;
  const reader = file.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    yield piece.value;
    bytes += piece.value.length;
    if (bytes - told < PROGRESS_BYTES) continue;
    told = bytes;
    onProgress(bytes);
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Everything of one open file. */
function createHeld() {
  const records = createLineStore();
  const actions = createLineStore();
  const recordTimes: number[] = [];
  const actionTimes: number[] = [];
  const stage = createStage();
  const sites = new Map<string, Stretch[]>();
  const siteOf = new Map<string, string>();
  /** Indices of the records that tell a document's viewport and how far it is scrolled. */
  const viewsOf = new Map<string, number[]>();
  const scrollsOf = new Map<string, number[]>();
  const gaps: (Stretch & { reason: GapReason })[] = [];
  const faults = new Set<Overview['faults'][number]>();
  const reducer = createReducer();
  const yielded = createYieldCount();
  let head: { readonly header: SegmentHeader; readonly line: Uint8Array } | undefined;
  let segments = 0;
  let isComplete = false;

  const take = (pieces: readonly Reduced[]): void => {
    for (const piece of pieces) {
      yielded.add(piece);
      if (piece.kind !== 'action') continue;
      actions.add(encoder.encode(JSON.stringify(piece.action)));
      actionTimes.push(piece.action.t);
    }
  };
  const addRecord = (record: SessionRecord, bytes: Uint8Array): void => {
    records.add(bytes);
    recordTimes.push(record.t);
    stage.add(record);
    noteView(record, recordTimes.length - 1);
    isComplete = record.kind === 'end';
    if (record.kind === 'page' && record.doc !== undefined && record.parent === undefined)
      siteOf.set(record.doc, originOf(record.url));
    if (record.kind === 'gap') gaps.push({ from: record.from, to: record.to, reason: record.reason });
    take(reducer.record(record));
  };
  const noteView = (record: SessionRecord, index: number): void => {
    if (record.doc === undefined) return;
    if (record.kind === 'page' || record.kind === 'viewport') append(viewsOf, record.doc, index);
    if (record.kind === 'scroll' && record.target === undefined) append(scrollsOf, record.doc, index);
  };
  /** The records before `first` that tell what the document's viewport was then. */
  const viewBefore = (doc: string, first: number): readonly number[] => {
    const view = viewsOf.get(doc)?.findLast((index) => index < first);
    const scrolled = scrollsOf.get(doc)?.findLast((index) => index < first && index > (view ?? -1));
    return [view, scrolled].filter((index) => index !== undefined);
  };
  const endMs = (): number => recordTimes.at(-1) ?? 0;
  const noteSites = (): void => {
    const turns = stage.turns();
    for (const [index, { t, doc }] of turns.entries()) {
      const site = siteOf.get(doc);
      if (site === undefined) continue;
      const stretches = sites.get(site) ?? [];
      sites.set(site, stretches);
      stretches.push({ from: t, to: turns[index + 1]?.t ?? endMs() });
    }
  };
  return {
    recordTimes,
    actionTimes,
    add: (line: DecodedLine): void => {
      if (line.kind === 'segment') {
        head ??= { header: line.header, line: line.bytes };
        segments++;
      } else if (line.kind === 'record') addRecord(line.record, line.bytes);
      else if (line.kind === 'unknown') take(reducer.unknown(line.record));
      else faults.add(line.kind === 'tear' ? line.cause : 'unreadable');
    },
    finish: (): Overview => {
      take(reducer.end());
      noteSites();
      if (!isComplete) faults.add('incomplete');
      return {
        head: head?.header,
        segments,
        records: records.count(),
        actions: actions.count(),
        yield: yielded.counted(),
        endMs: endMs(),
        counts: countByStretch(recordTimes, endMs()),
        gaps,
        sites: [...sites]
          .map(([site, stretches]) => ({ site, stretches }))
          .toSorted((a, b) => lengthOf(b.stretches) - lengthOf(a.stretches)),
        faults: [...faults],
      };
    },
    recordRows: (from: number, to: number): readonly Row<SessionRecord>[] =>
      rowsOf(from, to, recordTimes, (index) => recordAt(records.at(index))),
    actionRows: (from: number, to: number): readonly Row<Action>[] =>
      rowsOf(from, to, actionTimes, (index) => actionAt(actions.at(index))),
    sceneAt: (t: number): StagedScene | undefined => {
      const turn = stage.at(t);
      if (turn === undefined) return undefined;
      const first = Math.max(0, lastIndexAt(recordTimes, Math.min(t - PAST_MS, turn.from)));
      const last = lastIndexAt(recordTimes, Math.min(t + FUTURE_MS, turn.until));
      const indices = [
        ...viewBefore(turn.doc, first),
        ...Array.from({ length: last + 1 - first }, (_, at) => first + at),
      ];
      const seen = indices.map((index) => recordAt(records.at(index))).filter((record) => record !== undefined);
      const scene = sceneFrom(turn.doc, seen);
      return { scene, from: turn.from, to: Math.min(turn.until, t + FUTURE_MS) };
    },
    cut: async ({ from, to }: Stretch): Promise<Blob> => {
      const lines: Uint8Array<ArrayBuffer>[] = head === undefined ? [] : [head.line.slice()];
      for (let index = Math.max(0, lastIndexAt(recordTimes, from - 1) + 1); index < recordTimes.length; index++) {
        if ((recordTimes[index] ?? 0) > to) break;
        lines.push((records.at(index) ?? new Uint8Array()).slice());
      }
      return new Response(new Blob(lines).stream().pipeThrough(new CompressionStream('gzip'))).blob();
    },
  };
}

/** A line that was read once reads again: only what is held is decoded here. */
function recordAt(line: Uint8Array | undefined): SessionRecord | undefined {
  if (line === undefined) return undefined;
  const parsed = parseRecord(JSON.parse(decoder.decode(line)));
  return parsed.kind === 'record' ? parsed.record : undefined;
}

function actionAt(line: Uint8Array | undefined): Action | undefined {
  return line === undefined ? undefined : (JSON.parse(decoder.decode(line)) as Action);
}

function rowsOf<T>(
  from: number,
  to: number,
  times: readonly number[],
  bodyAt: (index: number) => T | undefined,
): readonly Row<T>[] {
  const rows: Row<T>[] = [];
  for (let index = Math.max(0, from); index < Math.min(to, times.length); index++) {
    const body = bodyAt(index);
    if (body !== undefined) rows.push({ index, t: times[index] ?? 0, body });
  }
  return rows;
}

/** Index of the last time at or before `t`; -1 where all are later. Times never go back. */
function lastIndexAt(times: readonly number[], t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function countByStretch(times: readonly number[], endMs: number): readonly number[] {
  const counts = new Array<number>(STRETCHES).fill(0);
  for (const t of times) {
    const index = Math.min(STRETCHES - 1, Math.floor((t / Math.max(1, endMs)) * STRETCHES));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

function append(lists: Map<string, number[]>, name: string, index: number): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [index]);
  else list.push(index);
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? url;
}
