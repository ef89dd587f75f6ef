// Runs an export: sessions in, files out, one session after the other, in bounded memory.
import type { SegmentHeader } from '../model/session.ts';
import type { Reduced } from '../session/reduce/action.ts';
import { createReducer } from '../session/reduce/reduce.ts';
import type { FileLine } from '../session/session-files.ts';
import { writeCard } from './card.ts';
import { writeCroissant } from './croissant.ts';
import type {
  Exporter,
  ExportFacts,
  Format,
  MayWait,
  OpenFile,
  SessionInfo,
  WrittenFile,
  WrittenPiece,
} from './exporter.ts';
import { waitForBoth } from './exporter.ts';
import type { Pseudonymise } from './pseudonym.ts';
import type { TableFiles } from './table-files.ts';
import { tableFiles } from './table-files.ts';
import type { ValidatedSession, Validation } from './validation.ts';
import { createCounter, sumCounted, toValidatedSession, validationHead } from './validation.ts';

/** A session to export: `lines` reads it anew. */
export interface ExportSession {
  readonly name: string;
  readonly lines: () => AsyncIterable<FileLine>;
}

export interface ExportDeps {
  readonly openFile: OpenFile;
  readonly pseudonymise: Pseudonymise;
  /** Told after each line: its uncompressed bytes. */
  readonly progress: (bytes: number) => void;
}

export type ExportOptions = ExportFacts & {
  readonly formatName: string;
  readonly format: Format;
  readonly isSalted: boolean;
};

/** What became of an export. Sessions for another purpose are refused, by name. */
export interface ExportOutcome {
  readonly validation: Validation;
  readonly refused: readonly RefusedSession[];
}
export interface RefusedSession {
  readonly name: string;
  readonly purpose: string | undefined;
}

/** What became of some sessions of an export: plain values, so that another thread may tell them. */
export interface PartOutcome {
  readonly sessions: readonly ValidatedSession[];
  readonly refused: readonly RefusedSession[];
  readonly refusedSegments: number;
  readonly pieces: readonly WrittenPiece[];
}

/** Exports all sessions, then writes what describes them beside them. The same sessions and options give the same bytes. */
export async function runExport(
  sessions: readonly ExportSession[],
  options: ExportOptions,
  deps: ExportDeps,
): Promise<ExportOutcome> {
  const fileNames = await nameFiles(sessions, deps.pseudonymise);
  const tables = tableFiles(options.format, options, deps.openFile);
  const part = await exportPart(sessions, fileNames, options, { ...deps, openFile: tables.openFile });
  return finishExport([part], tables, options, deps.openFile);
}

/** Exports some of the sessions, one after the other, into pieces of tables or files of their own. */
export async function exportPart(
  sessions: readonly ExportSession[],
  fileNames: readonly string[],
  { format, ...facts }: ExportOptions,
  { openFile, pseudonymise, progress }: ExportDeps,
): Promise<PartOutcome> {
  const exporter = await format.open(openFile, facts);
  const exported: ValidatedSession[] = [];
  const refused: RefusedSession[] = [];
  let refusedSegments = 0;
  for (const [index, session] of sessions.entries()) {
    const fileName = fileNames[index] ?? session.name;
    const run = createSessionRun({ exporter, purpose: facts.purpose, fileName, pseudonymise });
    for await (const line of session.lines()) {
      const wait = run.line(line);
      if (wait !== undefined) await wait;
      progress(line.bytes.length);
    }
    const outcome = await run.end();
    if (outcome.kind === 'refused') refused.push({ name: session.name, purpose: outcome.purpose });
    else {
      exported.push(outcome.session);
      refusedSegments += outcome.refusedSegments;
    }
  }
  return { sessions: exported, refused, refusedSegments, pieces: await exporter.finish() };
}

/** Joins what the parts left, in their order, and writes what describes it. */
export async function finishExport(
  parts: readonly PartOutcome[],
  tables: TableFiles,
  options: ExportOptions,
  openFile: OpenFile,
): Promise<ExportOutcome> {
  const { formatName, purpose, version, isSalted } = options;
  const files = await tables.finish(parts.flatMap(({ pieces }) => pieces));
  const bySession = parts.flatMap(({ sessions }) => sessions);
  const refused = parts.flatMap((part) => part.refused);
  const validation: Validation = {
    ...validationHead(formatName, purpose, version),
    isSalted,
    sessions: {
      exported: bySession.length,
      incomplete: bySession.filter(({ isComplete }) => !isComplete).length,
      refused: refused.length,
    },
    refusedSegments: parts.reduce((sum, part) => sum + part.refusedSegments, 0),
    total: sumCounted(bySession),
    bySession,
    files,
  };
  await writeFacts(validation, options, openFile);
  return { validation, refused };
}

/** A file name for each session: as it is named in the export where that is plain, and no two alike. */
export async function nameFiles(
  sessions: readonly { readonly name: string }[],
  pseudonymise: Pseudonymise,
): Promise<readonly string[]> {
  const taken = new Set<string>();
  for (const [index, { name }] of sessions.entries()) {
    const session = await pseudonymise('session', name);
    const plain = PLAIN_NAME.test(session) ? session : `session-${index + 1}`;
    let fileName = plain;
    for (let copy = 2; taken.has(fileName); copy++) fileName = `${plain}-${copy}`;
    taken.add(fileName);
  }
  return [...taken];
}

interface RunDeps {
  readonly exporter: Exporter;
  readonly purpose: string;
  readonly fileName: string;
  readonly pseudonymise: Pseudonymise;
}
type SessionOutcome =
  | { readonly kind: 'refused'; readonly purpose: string | undefined }
  | { readonly kind: 'exported'; readonly session: ValidatedSession; readonly refusedSegments: number };

/** Takes the lines of one session. What stands under a head with another purpose is left out. */
function createSessionRun({ exporter, purpose, fileName, pseudonymise }: RunDeps) {
  const reducer = createReducer();
  const counter = createCounter();
  let info: SessionInfo | undefined;
  let otherPurpose: string | undefined;
  let mayExport = false;
  let refusedSegments = 0;
  let isComplete = false;

  const give = (pieces: readonly Reduced[]): MayWait => {
    let wait: MayWait;
    for (const piece of pieces) {
      counter.reduced(piece);
      wait = waitForBoth(wait, exporter.reduced(piece));
    }
    return wait;
  };
  const head = async (header: SegmentHeader): Promise<void> => {
    mayExport = header.purpose === purpose;
    if (!mayExport) {
      otherPurpose = header.purpose;
      refusedSegments++;
      // Nothing joins over what is left out.
      await give(reducer.end());
      return;
    }
    if (info !== undefined) return;
    info = await toInfo(header, pseudonymise, fileName);
    await exporter.begin(info);
  };
  const record = (line: FileLine & { kind: 'record' | 'unknown' }): MayWait => {
    isComplete = line.record.kind === 'end';
    counter.record(line.record.kind);
    const wait = exporter.record(line.record, withoutEnd(line.bytes));
    const reduced = line.kind === 'record' ? reducer.record(line.record) : reducer.unknown(line.record);
    return waitForBoth(wait, give(reduced));
  };
  return {
    line: (line: FileLine): MayWait => {
      if (line.kind === 'segment') return head(line.header);
      // What was taken back is nowhere; and nothing joins over it.
      if (line.kind === 'tombstone') {
        isComplete = false;
        return give(reducer.end());
      }
      if (!mayExport) return undefined;
      if (line.kind === 'record' || line.kind === 'unknown') return record(line);
      counter[line.kind === 'tear' ? 'torn' : 'unreadable']();
      isComplete = false;
      // A head that cannot be read does not tell its purpose.
      if (line.kind === 'malformed' && line.recordKind === 'segment') mayExport = false;
      return undefined;
    },
    end: async (): Promise<SessionOutcome> => {
      if (info === undefined) return { kind: 'refused', purpose: otherPurpose };
      await give(reducer.end());
      await exporter.end();
      return { kind: 'exported', session: toValidatedSession(info, counter, isComplete), refusedSegments };
    },
  };
}

const NEWLINE = 0x0a;

function withoutEnd(line: Uint8Array): Uint8Array {
  return line.at(-1) === NEWLINE ? line.subarray(0, -1) : line;
}

/** A name that no file system takes for anything else. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

async function toInfo(header: SegmentHeader, pseudonymise: Pseudonymise, fileName: string): Promise<SessionInfo> {
  const session = await pseudonymise('session', header.session);
  const participant = await pseudonymise('participant', header.participant);
  return { session, participant, head: { ...header, session, participant }, fileName };
}

/** Writes validation.json, README.md, croissant.json and, last, MANIFEST.sha256 over all files. */
async function writeFacts(validation: Validation, { format }: ExportOptions, openFile: OpenFile): Promise<void> {
  const written: WrittenFile[] = [...validation.files];
  const write = async (name: string, mediaType: string, text: string): Promise<void> => {
    const file = await openFile(name);
    await file.write(new TextEncoder().encode(text));
    written.push({ name, mediaType, rows: undefined, ...(await file.close()) });
  };
  await write('validation.json', 'application/json', `${JSON.stringify(validation, null, 2)}\n`);
  await write('README.md', 'text/markdown', writeCard(validation, format));
  await write('croissant.json', 'application/ld+json', writeCroissant(validation, format));
  const lines = written.map(({ name, sha256 }) => `${sha256}  ${name}\n`).toSorted();
  await write('MANIFEST.sha256', 'text/plain', lines.join(''));
}
