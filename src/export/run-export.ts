// Runs an export: sessions in, files out, one session after the other, in bounded memory.
import type { SegmentHeader } from '../model/session.ts';
import type { Reduced } from '../session/reduce/action.ts';
import { createReducer } from '../session/reduce/reduce.ts';
import type { FileLine } from '../session/session-files.ts';
import { writeCard } from './card.ts';
import { writeCroissant } from './croissant.ts';
import type { Exporter, ExportFacts, Format, OpenFile, SessionInfo, WrittenFile } from './exporter.ts';
import type { Pseudonymise } from './pseudonym.ts';
import type { Counter, ValidatedSession, Validation } from './validation.ts';
import { createCounter, toValidatedSession, validationHead } from './validation.ts';

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
  readonly refused: readonly { readonly name: string; readonly purpose: string | undefined }[];
}

/** Exports all sessions, then writes what describes them beside them. The same sessions and options give the same bytes. */
export async function runExport(
  sessions: readonly ExportSession[],
  options: ExportOptions,
  deps: ExportDeps,
): Promise<ExportOutcome> {
  const { format, formatName, purpose, version, isSalted } = options;
  const exporter = await format.open(deps.openFile, options);
  const total = createCounter();
  const bySession: ValidatedSession[] = [];
  const refused: { name: string; purpose: string | undefined }[] = [];
  const fileNames = new Set<string>();
  let refusedSegments = 0;
  for (const session of sessions) {
    const run = createSessionRun({ exporter, total, purpose, fileNames, pseudonymise: deps.pseudonymise });
    for await (const line of session.lines()) {
      await run.line(line);
      deps.progress(line.bytes.length);
    }
    const outcome = await run.end();
    if (outcome.kind === 'refused') refused.push({ name: session.name, purpose: outcome.purpose });
    else {
      bySession.push(outcome.session);
      refusedSegments += outcome.refusedSegments;
    }
  }
  const files = await exporter.finish();
  const validation: Validation = {
    ...validationHead(formatName, purpose, version),
    isSalted,
    sessions: {
      exported: bySession.length,
      incomplete: bySession.filter(({ isComplete }) => !isComplete).length,
      refused: refused.length,
    },
    refusedSegments,
    total: total.counted(),
    bySession,
    files,
  };
  await writeFacts(validation, options, deps.openFile);
  return { validation, refused };
}

interface RunDeps {
  readonly exporter: Exporter;
  readonly total: Counter;
  readonly purpose: string;
  readonly fileNames: Set<string>;
  readonly pseudonymise: Pseudonymise;
}
type SessionOutcome =
  | { readonly kind: 'refused'; readonly purpose: string | undefined }
  | { readonly kind: 'exported'; readonly session: ValidatedSession; readonly refusedSegments: number };

/** Takes the lines of one session. What stands under a head with another purpose is left out. */
function createSessionRun({ exporter, total, purpose, fileNames, pseudonymise }: RunDeps) {
  const reducer = createReducer();
  const counter = createCounter();
  let info: SessionInfo | undefined;
  let otherPurpose: string | undefined;
  let mayExport = false;
  let refusedSegments = 0;
  let isComplete = false;

  const give = async (pieces: readonly Reduced[]): Promise<void> => {
    for (const piece of pieces) {
      counter.reduced(piece);
      total.reduced(piece);
      const wait = exporter.reduced(piece);
      if (wait !== undefined) await wait;
    }
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
    info = await toInfo(header, pseudonymise, fileNames);
    await exporter.begin(info);
  };
  const record = async (line: FileLine & { kind: 'record' | 'unknown' }): Promise<void> => {
    isComplete = line.record.kind === 'end';
    counter.record(line.record.kind);
    total.record(line.record.kind);
    const wait = exporter.record(line.record, () => textOf(line.bytes));
    if (wait !== undefined) await wait;
    await give(line.kind === 'record' ? reducer.record(line.record) : reducer.unknown(line.record));
  };
  return {
    line: async (line: FileLine): Promise<void> => {
      if (line.kind === 'segment') return head(line.header);
      // What was taken back is nowhere; and nothing joins over it.
      if (line.kind === 'tombstone') {
        isComplete = false;
        return give(reducer.end());
      }
      if (!mayExport) return;
      if (line.kind === 'record' || line.kind === 'unknown') return record(line);
      const kind = line.kind === 'tear' ? 'torn' : 'unreadable';
      counter[kind]();
      total[kind]();
      isComplete = false;
      // A head that cannot be read does not tell its purpose.
      if (line.kind === 'malformed' && line.recordKind === 'segment') mayExport = false;
    },
    end: async (): Promise<SessionOutcome> => {
      if (info === undefined) return { kind: 'refused', purpose: otherPurpose };
      await give(reducer.end());
      await exporter.end();
      return { kind: 'exported', session: toValidatedSession(info, counter, isComplete), refusedSegments };
    },
  };
}

const decoder = new TextDecoder();

function textOf(line: Uint8Array): string {
  return decoder.decode(line.at(-1) === 0x0a ? line.subarray(0, -1) : line);
}

/** A name that no file system takes for anything else. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

async function toInfo(header: SegmentHeader, pseudonymise: Pseudonymise, fileNames: Set<string>): Promise<SessionInfo> {
  const session = await pseudonymise('session', header.session);
  const participant = await pseudonymise('participant', header.participant);
  const plain = PLAIN_NAME.test(session) ? session : `session-${fileNames.size + 1}`;
  let fileName = plain;
  for (let copy = 2; fileNames.has(fileName); copy++) fileName = `${plain}-${copy}`;
  fileNames.add(fileName);
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
