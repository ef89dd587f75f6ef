// What an export format is: it is told of sessions, records and actions in order, and writes files.
import type { RowGroup } from 'hyparquet';
import type { SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { UnknownRecord } from '../session/parse-record.ts';
import type { Reduced } from '../session/reduce/action.ts';
import type { Compressor } from './parquet-chunk.ts';
import type { Table } from './table.ts';

/** A file under way. `close` ends it and tells its size and SHA-256 in hex. */
export interface OutFile {
  readonly write: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly close: () => Promise<FileFacts>;
}
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}
/** Makes a file in the folder of the export. A name may hold folders. */
export type OpenFile = (name: string) => Promise<OutFile>;

/** A session as it is exported: its names are already made anew where a salt was given. */
export interface SessionInfo {
  readonly session: string;
  readonly participant: string;
  /** The first segment's head, with these names. */
  readonly head: SegmentHeader;
  /** A file name without ending, unique in the export. */
  readonly fileName: string;
}

/** What all files of an export share. */
export interface ExportFacts {
  readonly purpose: string;
  /** Version of this tool. */
  readonly version: string;
  /** For formats that compress. */
  readonly compressor: Compressor;
}

/** A promise only where the caller must wait, so that most records cost none. */
export type MayWait = Promise<void> | undefined;

export function waitForBoth(one: MayWait, other: MayWait): MayWait {
  return one === undefined || other === undefined ? (one ?? other) : one.then(() => other);
}

/** Takes one session after the other: `begin`, then its records and what they reduce to, then `end`; `finish` once at the end. */
export interface Exporter {
  readonly begin: (info: SessionInfo) => Promise<void>;
  /** `line` is the record as it stands in the file, as UTF-8 without its line end. */
  readonly record: (record: SessionRecord | UnknownRecord, line: Uint8Array) => MayWait;
  readonly reduced: (piece: Reduced) => MayWait;
  readonly end: () => Promise<void>;
  readonly finish: () => Promise<readonly WrittenPiece[]>;
}
export interface WrittenFile extends FileFacts {
  readonly name: string;
  readonly mediaType: string;
  /** Rows, steps or lines; undefined where that means nothing. */
  readonly rows: number | undefined;
}
/** A file of one session, or what one run writes of a table; a table is joined from its pieces. */
export interface WrittenPiece extends WrittenFile {
  /** Row groups of Parquet in this piece; their offsets count from its start. */
  readonly groups?: readonly RowGroup[];
}

/** What stands in a table's file before and after its pieces. */
export interface Frame {
  readonly head: Uint8Array<ArrayBuffer>;
  readonly tail: (pieces: readonly WrittenPiece[]) => Uint8Array<ArrayBuffer>;
}

export const NO_FRAME: Frame = { head: new Uint8Array(), tail: () => new Uint8Array() };

export interface Format {
  /** One line: what it is for. */
  readonly summary: string;
  /** Tables that dataset tools may load, each from a file of that name; empty for formats of one file for each session. */
  readonly tables: readonly Table[];
  /** For the card: how to read the files, as Markdown. */
  readonly usage: string;
  readonly frame: (table: Table, facts: ExportFacts) => Frame;
  readonly open: (openFile: OpenFile, facts: ExportFacts) => Promise<Exporter>;
}
