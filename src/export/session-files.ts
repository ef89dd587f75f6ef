// Writes one file for each session: a head, pieces from actions and gaps, a tail.

import type { SessionRecord } from '../model/record.ts';
import type { UnknownRecord } from '../session/parse-record.ts';
import type { Action, Reduced } from '../session/reduce/action.ts';
import type { Exporter, OpenFile, SessionInfo, WrittenFile } from './exporter.ts';
import { textFile } from './text-file.ts';

export type GapBody = Extract<Reduced, { kind: 'gap' }>['gap'];

/** The text of one session, piece by piece. */
export interface SessionWriter {
  readonly head: () => string;
  readonly record: (record: SessionRecord | UnknownRecord) => void;
  readonly action: (action: Action) => readonly string[];
  readonly gap: (gap: GapBody) => readonly string[];
  /** Pieces that waited for the end. */
  readonly rest: () => readonly string[];
  readonly tail: () => string;
}

export interface SessionFileFacts {
  readonly ending: string;
  readonly mediaType: string;
  /** Stands between two pieces. */
  readonly between: string;
}

/** An exporter that writes each session to `<session><ending>`. */
export function sessionFiles(
  openFile: OpenFile,
  { ending, mediaType, between }: SessionFileFacts,
  open: (info: SessionInfo) => SessionWriter,
): Exporter {
  const written: WrittenFile[] = [];
  let current: { writer: SessionWriter; file: ReturnType<typeof textFile>; name: string; pieces: number } | undefined;
  const write = (pieces: readonly string[]) => {
    if (current === undefined || pieces.length === 0) return undefined;
    const { file } = current;
    let text = '';
    for (const piece of pieces) {
      if (current.pieces === 0) text += current.writer.head();
      text += (current.pieces === 0 ? '' : between) + piece;
      current.pieces++;
    }
    return file.write(text);
  };
  return {
    begin: async (info) => {
      const name = `${info.fileName}${ending}`;
      current = { writer: open(info), file: textFile(await openFile(name)), name, pieces: 0 };
    },
    record: (record) => {
      current?.writer.record(record);
      return undefined;
    },
    reduced: (piece) => {
      if (current === undefined || piece.kind === 'context') return undefined;
      return write(piece.kind === 'action' ? current.writer.action(piece.action) : current.writer.gap(piece.gap));
    },
    end: async () => {
      if (current === undefined) return;
      await write(current.writer.rest());
      const { writer, file, name, pieces } = current;
      await file.write((pieces === 0 ? writer.head() : '') + writer.tail());
      written.push({ name, mediaType, rows: pieces, ...(await file.close()) });
      current = undefined;
    },
    finish: async () => written,
  };
}
