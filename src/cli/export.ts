// `showhow export`: sessions as tables, recordings, tests and trajectories, for the purpose that they were recorded for.
import { resolve } from 'node:path';
import { FORMAT_NAMES, FORMATS, findFormat } from '../export/formats.ts';
import type { ExportOutcome } from '../export/run-export.ts';
import type { Command, ExitCode, Io, OptionValues } from './command.ts';
import { CliProblem, EXIT, textOption } from './command.ts';
import { createExportFolder } from './export-folder.ts';
import { logExport } from './export-log.ts';
import { exportInParts } from './export-parts.ts';
import { createProgress } from './export-progress.ts';
import { linesOf, sizeOf } from './export-sessions.ts';
import type { FoundSession } from './find-sessions.ts';
import { findSessions } from './find-sessions.ts';
import { formatBytes, formatCountOf } from './quantity.ts';
import type { Keys } from './session-file.ts';
import { IDENTITY_HELP, IDENTITY_OPTION, readKeys } from './session-file.ts';
import { printable } from './table.ts';
import { VERSION } from './version.ts';
import { ZSTD } from './zstd.ts';

export const exportCommand: Command = {
  operands: ['IN…', 'OUT'],
  options: { to: { type: 'string' }, purpose: { type: 'string' }, salt: { type: 'string' }, ...IDENTITY_OPTION },
  help: `IN is a session file (.jsonl.gz, .jsonl.gz.age), a folder of session files or a store; there may be several. OUT is a new folder.

Options
  --to FORMAT       ${FORMAT_NAMES.map((name) => `${name.padEnd(11)}${FORMATS[name].summary}`).join('\n                    ')}
  --purpose TEXT    what the export is for, as the recordings name it: others are refused (required)
  --salt TEXT       names participants and sessions anew; the same salt gives the same names
${IDENTITY_HELP}

Beside the data stand README.md (a dataset card), croissant.json, validation.json and MANIFEST.sha256. OUT
appears whole or not at all. Who exports what, when and for what is appended to exports.log.jsonl of each
store that is read.

Ends with 0 when all sessions were exported, 1 when some were refused, could not be read to their end or
hold unreadable lines, 2 when nothing was exported.`,
  run: runExportCommand,
};

async function runExportCommand(operands: readonly string[], options: OptionValues, io: Io): Promise<ExitCode> {
  const inputs = operands.slice(0, -1);
  const out = operands.at(-1) ?? '';
  const { name, format } = formatOf(options);
  const purpose = textOption(options, 'purpose');
  if (purpose === undefined || purpose.trim() === '') {
    throw new CliProblem('No purpose is given.', 'Add --purpose TEXT, as `showhow inspect` shows it for a session.');
  }
  const salt = textOption(options, 'salt');
  if (salt === '') throw new CliProblem('The salt is empty.', 'Give a long random text, and keep it to yourself.');
  const keys = await readKeys(options);
  const found = await findAll(inputs, keys);
  await refuseOtherPurposes(found, purpose, keys);
  const folder = await createExportFolder(out);
  try {
    await logExport(inputs, {
      format: name,
      purpose,
      isSalted: salt !== undefined,
      out: resolve(out),
      version: VERSION,
      sessions: found,
    });
    let allBytes = 0;
    for (const session of found) allBytes += await sizeOf(session);
    const progress = createProgress(allBytes, io);
    const facts = {
      format,
      formatName: name,
      purpose,
      version: VERSION,
      isSalted: salt !== undefined,
      compressor: ZSTD,
    };
    const outcome = await exportInParts(found, facts, { folder, salt, options, onProgress: progress.add });
    progress.end();
    await folder.finish();
    return report(outcome, out, io);
  } finally {
    await folder.discard();
  }
}

function formatOf(options: OptionValues) {
  const name = textOption(options, 'to');
  const fix = `Add --to with one of ${FORMAT_NAMES.join(', ')}.`;
  if (name === undefined) throw new CliProblem('No format is given.', fix);
  const found = findFormat(name);
  if (found === undefined) throw new CliProblem(`There is no format ${printable(name)}.`, fix);
  return found;
}

/** The sessions of all inputs, in an order that does not depend on that of the inputs. */
async function findAll(inputs: readonly string[], keys: Keys): Promise<readonly FoundSession[]> {
  const found: FoundSession[] = [];
  const seen = new Map<string, string>();
  for (const input of inputs) {
    for (const session of await findSessions(input, keys)) {
      const key = JSON.stringify([session.participant, session.session]);
      const other = seen.get(key);
      if (other !== undefined && session.participant !== undefined) {
        const what = `Session ${printable(session.session)} is in ${other} and in ${input}.`;
        throw new CliProblem(what, 'Name each session once, or join its segments first: `showhow sessions STORE OUT`.');
      }
      seen.set(key, input);
      found.push(session);
    }
  }
  const keyOf = ({ session, participant = '' }: FoundSession) => `${session}\n${participant}`;
  return found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Reads only the heads: when no session is for this purpose, nothing is written or logged. */
async function refuseOtherPurposes(found: readonly FoundSession[], purpose: string, keys: Keys): Promise<void> {
  const others = new Set<string>();
  for (const session of found) {
    for await (const line of linesOf(session, keys)) {
      if (line.kind !== 'segment') break;
      if (line.header.purpose === purpose) return;
      others.add(line.header.purpose);
      break;
    }
  }
  const named = [...others].map((other) => `"${printable(other)}"`).join(', ');
  const what = `No session was recorded for "${printable(purpose)}"${named === '' ? '' : `, but for ${named}`}.`;
  throw new CliProblem(what, 'A recording may only be used for the purpose that people were told.');
}

function report({ validation, refused }: ExportOutcome, out: string, io: Io): ExitCode {
  const { sessions, total, files, refusedSegments } = validation;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const share = total.yield === null ? '' : `, ${(total.yield * 100).toFixed(1)} % usable steps`;
  const counts = `${formatCountOf(sessions.exported, 'session')}, ${formatCountOf(total.actions, 'action')}${share}`;
  io.out(`${out}: ${counts}, ${formatCountOf(files.length, 'data file')}, ${formatBytes(bytes)}`);
  for (const { name, purpose } of refused) {
    const why = purpose === undefined ? 'its purpose cannot be read' : `recorded for "${printable(purpose)}"`;
    io.err(`refused: session ${printable(name)}, ${why}`);
  }
  if (refusedSegments > 0)
    io.err(`left out: ${formatCountOf(refusedSegments, 'segment')} recorded for another purpose`);
  if (total.unreadableLines > 0)
    io.err(`left out: ${formatCountOf(total.unreadableLines, 'unreadable line')} (see showhow verify)`);
  if (total.tornFiles > 0)
    io.err(`torn: ${formatCountOf(total.tornFiles, 'file')}, read up to the tear (see showhow verify)`);
  const isWhole = refused.length + refusedSegments + total.unreadableLines + total.tornFiles === 0;
  return isWhole ? EXIT.ok : EXIT.faults;
}
