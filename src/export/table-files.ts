// The files of tables, each joined from the pieces of one run or more between what the format puts around them.
import type {
  ExportFacts,
  FileFacts,
  Format,
  Frame,
  OpenFile,
  OutFile,
  WrittenFile,
  WrittenPiece,
} from './exporter.ts';

interface OpenTable {
  readonly file: OutFile;
  readonly frame: Frame;
}

export interface TableFiles {
  /** Opens a file of the export; of a table, its next piece. */
  readonly openFile: OpenFile;
  /** Ends the tables, given the pieces in the order in which they were written. Other files pass as they are. */
  readonly finish: (pieces: readonly WrittenPiece[]) => Promise<readonly WrittenFile[]>;
}

export function tableFiles(format: Format, facts: ExportFacts, openFile: OpenFile): TableFiles {
  const open = new Map<string, OpenTable>();
  const tableOf = async (name: string): Promise<OpenTable | undefined> => {
    const table = format.tables.find(({ file }) => file === name);
    if (table === undefined) return undefined;
    const known = open.get(name);
    if (known !== undefined) return known;
    const opened = { file: await openFile(name), frame: format.frame(table, facts) };
    open.set(name, opened);
    await opened.file.write(opened.frame.head);
    return opened;
  };
  return {
    openFile: async (name) => {
      const table = await tableOf(name);
      return table === undefined ? openFile(name) : pieceOf(table.file);
    },
    finish: async (pieces) => {
      const written = pieces.filter(({ name }) => !open.has(name)).map(({ groups: _, ...file }) => file);
      for (const [name, { file, frame }] of open) {
        const own = pieces.filter((piece) => piece.name === name);
        await file.write(frame.tail(own));
        const rows = own.reduce((sum, piece) => sum + (piece.rows ?? 0), 0);
        written.push({ name, mediaType: own[0]?.mediaType ?? '', rows, ...(await file.close()) });
      }
      return written;
    },
  };
}

/** Writes on into a file that stays open. */
function pieceOf(file: OutFile): OutFile {
  let bytes = 0;
  return {
    write: (part) => {
      bytes += part.length;
      return file.write(part);
    },
    close: async (): Promise<FileFacts> => ({ bytes, sha256: '' }),
  };
}
