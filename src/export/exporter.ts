// What an export format is: it is told of sessions, records and actions in order, and writes files.
import type { SessionRecord } from '../model/record.ts';
import type { SegmentHeader } from '../model/session.ts';
import type { UnknownRecord } from '../session/parse-record.ts';
import type { Reduced } from '../session/reduce/action.ts';
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
}

/** A promise only where the caller must wait, so that most records cost none. */
export type MayWait = Promise<void> | undefined;

/** Takes one session after the other: `begin`, then its records and what they reduce to, then `end`; `finish` once at the end. */
export interface Exporter {
  readonly begin: (info: SessionInfo) => Promise<void>;
  /** `line` is the record as it stands in the file, without its line end. */
  readonly record: (record: SessionRecord | UnknownRecord, line: () => string) => MayWait;
  readonly reduced: (piece: Reduced) => MayWait;
  readonly end: () => Promise<void>;
  readonly finish: () => Promise<readonly WrittenFile[]>;
}
export interface WrittenFile extends FileFacts {
  readonly name: string;
  readonly mediaType: string;
  /** Rows, steps or lines; undefined where that means nothing. */
  readonly rows: number | undefined;
}

export interface Format {
  /** One line: what it is for. */
  readonly summary: string;
  /** Tables that dataset tools may load, each from a file of that name; empty for formats of one file for each session. */
  readonly tables: readonly Table[];
  /** For the card: how to read the files, as Markdown. */
  readonly usage: string;
  readonly open: (openFile: OpenFile, facts: ExportFacts) => Promise<Exporter>;
}
