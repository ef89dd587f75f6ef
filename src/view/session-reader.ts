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
import type { Lanes, Stretch } from './lanes.ts';
import { createLanes } from './lanes.ts';
import { lastAtOrBefore } from './last-at.ts';
import { createLineStore } from './line-store.ts';
import type { StagedScene } from './scene-finder.ts';
import { createSceneFinder } from './scene-finder.ts';

const PROGRESS_BYTES = 1024 * 1024;

export interface Overview {
  readonly head: SegmentHeader | undefined;
  readonly segments: number;
  readonly records: number;
  readonly actions: number;
  readonly yield: Yield;
  readonly endMs: number;
  /** What was done when. */
  readonly lanes: Lanes;
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
    indexAt: async (list, t) => Math.max(0, lastIndexAt(list === 'records' ? held.times : held.actionTimes, t)),
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
  const actionTimes: number[] = [];
  const finder = createSceneFinder((index) => recordAt(records.at(index)));
  const { times } = finder;
  const lanes = createLanes();
  const sites = new Map<string, Stretch[]>();
  const siteOf = new Map<string, string>();
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
    finder.add(record);
    lanes.add(record);
    isComplete = record.kind === 'end';
    if (record.kind === 'page' && record.doc !== undefined && record.parent === undefined)
      siteOf.set(record.doc, originOf(record.url));
    if (record.kind === 'gap') gaps.push({ from: record.from, to: record.to, reason: record.reason });
    take(reducer.record(record));
  };
  const endMs = (): number => times.at(-1) ?? 0;
  const noteSites = (): void => {
    const turns = finder.turns();
    for (const [index, { t, doc }] of turns.entries()) {
      const site = siteOf.get(doc);
      if (site === undefined) continue;
      const stretches = sites.get(site) ?? [];
      sites.set(site, stretches);
      stretches.push({ from: t, to: turns[index + 1]?.t ?? endMs() });
    }
  };
  return {
    times,
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
        lanes: lanes.lanes(),
        gaps,
        sites: [...sites]
          .map(([site, stretches]) => ({ site, stretches }))
          .toSorted((a, b) => lengthOf(b.stretches) - lengthOf(a.stretches)),
        faults: [...faults],
      };
    },
    recordRows: (from: number, to: number): readonly Row<SessionRecord>[] =>
      rowsOf(from, to, times, (index) => recordAt(records.at(index))),
    actionRows: (from: number, to: number): readonly Row<Action>[] =>
      rowsOf(from, to, actionTimes, (index) => actionAt(actions.at(index))),
    sceneAt: finder.sceneAt,
    cut: async ({ from, to }: Stretch): Promise<Blob> => {
      const lines: Uint8Array<ArrayBuffer>[] = head === undefined ? [] : [head.line.slice()];
      for (let index = finder.lastAt(from - 1) + 1; index < times.length; index++) {
        if ((times[index] ?? 0) > to) break;
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

function lastIndexAt(times: readonly number[], t: number): number {
  return lastAtOrBefore(times.length, (index) => times[index] ?? 0, t);
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

function originOf(url: string): string {
  return /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? url;
}
