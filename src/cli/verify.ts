// `showhow verify`: is every record of these sessions there, once, in order, as it was sealed?
import type { Fault } from '../session/fault.ts';
import { decodeFiles } from '../session/session-files.ts';
import type { Tally } from '../session/tally.ts';
import type { Verdict } from '../session/verify.ts';
import { verifySession } from '../session/verify.ts';
import type { Command, Io } from './command.ts';
import { EXIT } from './command.ts';
import type { FoundSession } from './find-sessions.ts';
import { findSessions } from './find-sessions.ts';
import { formatCount, formatCountOf } from './quantity.ts';
import { streamingDigest } from './read-gzip.ts';
import type { Keys } from './session-file.ts';
import { IDENTITY_HELP, IDENTITY_OPTION, readKeys, readSessionFile } from './session-file.ts';
import { printable } from './table.ts';

const FAULTS_SHOWN = 20;

export const verifyCommand: Command = {
  operands: ['FILE|DIR'],
  options: { json: { type: 'boolean' }, ...IDENTITY_OPTION },
  help: `FILE is a session file (.jsonl.gz, .jsonl.gz.age). DIR is a store, or a folder of session files; segments of one session
that lie in several files are read in their order.

Checks: the schema of every record; seq without a hole; t that never goes back; segments numbered and
chained by digest; pages before what happens in them; documents and tabs that are referred to; points
within the viewport; no text where the field's mode allows none; gaps that run forward; a whole file.
Says how many of the actions are usable steps (see docs/reduce.md), and with --json what the others lack.
Kinds and fields from later versions are counted, and are no fault.

Options
  --json            the full result as JSON
${IDENTITY_HELP}

Ends with 0 when no fault was found (a session may still be incomplete), 1 when one was, 2 when
nothing could be read.`,
  run: async ([path = ''], options, io) => {
    const keys = await readKeys(options);
    const sessions = await findSessions(path, keys);
    const verdicts: (Verdict & { session: string; files: string[] })[] = [];
    for (const found of sessions) {
      const verdict = await verifyFound(found, keys);
      verdicts.push({ session: found.session, files: found.files.map(({ name }) => name), ...verdict });
      if (options['json'] !== true) printVerdict(found.session, verdict, io);
    }
    const isSound = verdicts.every(({ faultCount }) => faultCount === 0);
    if (options['json'] === true) io.out(JSON.stringify({ isSound, sessions: verdicts }, null, 2));
    return isSound ? EXIT.ok : EXIT.faults;
  },
};

function verifyFound({ files }: FoundSession, keys: Keys): Promise<Verdict> {
  return verifySession(
    decodeFiles(files.map(({ path, name }) => ({ name, open: () => readSessionFile(path, keys) }))),
    streamingDigest,
  );
}

function printVerdict(session: string, verdict: Verdict, io: Io): void {
  const { segments, withdrawnSegments, records, faults, faultCount } = verdict;
  const taken = withdrawnSegments === 0 ? '' : `, ${formatCountOf(withdrawnSegments, 'segment')} taken back`;
  const size = `${formatCountOf(segments, 'segment')}, ${formatCountOf(records, 'record')}${taken}${yieldOf(verdict)}`;
  io.out(`${stateOf(verdict)}: session ${printable(session)}, ${size}`);
  for (const fault of faults.slice(0, FAULTS_SHOWN)) printFault(fault, io);
  const hidden = faultCount - Math.min(faults.length, FAULTS_SHOWN);
  if (hidden > 0) io.out(`  … and ${formatCountOf(hidden, 'more fault')}: see --json`);
  printUnknown('kinds', verdict.unknownKinds, io);
  printUnknown('fields', verdict.unknownFields, io);
}

function stateOf({ faultCount, isComplete }: Verdict): string {
  if (faultCount > 0) return formatCountOf(faultCount, 'fault').toUpperCase();
  return isComplete ? 'sound' : 'sound but incomplete (no `end`: it still runs, or its last segments are not here)';
}

function yieldOf({ yield: { steps, usableSteps } }: Verdict): string {
  if (steps === 0) return '';
  return `, ${formatCount(usableSteps)} of ${formatCountOf(steps, 'step')} usable (${((100 * usableSteps) / steps).toFixed(1)} %)`;
}

function printFault({ file, line, rule, what, fix }: Fault, io: Io): void {
  io.out(`  ${printable(file)}:${line}  [${rule}] ${printable(what)}`);
  io.out(`      ${printable(fix)}`);
}

function printUnknown(what: string, tally: Tally, io: Io): void {
  const counts = Object.entries(tally).map(([name, count]) => `${printable(name)} ${formatCount(count)}`);
  if (counts.length > 0) io.out(`  ${what} from a later version, passed over: ${counts.join(', ')}`);
}
