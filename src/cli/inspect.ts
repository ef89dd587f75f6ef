// `showhow inspect`: what is in these sessions?
import { stat } from 'node:fs/promises';
import type { SegmentHeader } from '../model/session.ts';
import { decodeFiles } from '../session/session-files.ts';
import type { GapSummary, KindSummary, SessionSummary } from '../session/summarize.ts';
import { summarizeSession } from '../session/summarize.ts';
import type { Command, Io } from './command.ts';
import { CliProblem, EXIT } from './command.ts';
import type { FoundSession } from './find-sessions.ts';
import { findSessions } from './find-sessions.ts';
import { formatBytes, formatCount, formatCountOf, formatDuration, formatTime } from './quantity.ts';
import type { Keys } from './session-file.ts';
import { IDENTITY_HELP, IDENTITY_OPTION, readKeys, readSessionFile } from './session-file.ts';
import { COLUMNS, formatTable, formatTimeline, shorten } from './table.ts';

const PAGES_SHOWN = 20;

/** A session's summary with what only the disk knows. */
type Inspected = SessionSummary & {
  readonly session: string;
  readonly files: readonly string[];
  /** Size of its files on disk. */
  readonly compressedBytes: number;
};

export const inspectCommand: Command = {
  operands: ['FILE|DIR'],
  options: { json: { type: 'boolean' }, ...IDENTITY_OPTION },
  help: `FILE is a session file (.jsonl.gz, .jsonl.gz.age). DIR is a store, or a folder of session files; segments of one session
that lie in several files are read in their order.

Bytes are uncompressed unless said otherwise. In the timeline, a higher bar means more records.

Options
  --json            the full result as JSON
${IDENTITY_HELP}

Ends with 0 when everything could be read, 2 when nothing could. Whether a session is sound is for \`verify\`.`,
  run: async ([path = ''], options, io) => {
    const inspected: Inspected[] = [];
    const keys = await readKeys(options);
    for (const found of await findSessions(path, keys)) inspected.push(await inspectFound(found, keys));
    if (inspected.every(({ segments, records }) => segments + records === 0))
      throw new CliProblem(`${path} holds no record that can be read.`, '`showhow verify` says where it breaks off.');
    inspected.sort((a, b) => ((a.head?.startedAt ?? '') < (b.head?.startedAt ?? '') ? -1 : 1));
    const [only] = inspected;
    if (options['json'] === true) io.out(JSON.stringify({ sessions: inspected }, null, 2));
    else if (inspected.length === 1 && only !== undefined) printSession(only, io);
    else printSessions(inspected, io);
    return EXIT.ok;
  },
};

async function inspectFound({ session, files }: FoundSession, keys: Keys): Promise<Inspected> {
  const summary = await summarizeSession(
    decodeFiles(files.map(({ path, name }) => ({ name, open: () => readSessionFile(path, keys) }))),
  );
  let compressedBytes = 0;
  for (const { path } of files) compressedBytes += (await stat(path)).size;
  return { session, files: files.map(({ name }) => name), compressedBytes, ...summary };
}

function printSession(summary: Inspected, io: Io): void {
  const { head, segments, records, bytes, compressedBytes, timeline } = summary;
  const facts: string[][] = [
    ['session', summary.session],
    ['state', stateOf(summary)],
  ];
  if (head !== undefined) facts.push(...headFacts(head));
  if (summary.lastT !== undefined) facts.push(['lasted', formatDuration(summary.lastT)]);
  const sizes = `${formatBytes(bytes)}, ${formatBytes(compressedBytes)} compressed`;
  facts.push(['size', `${formatCountOf(segments, 'segment')}, ${formatCountOf(records, 'record')}, ${sizes}`]);
  for (const line of formatTable(facts, [])) io.out(shorten(line, COLUMNS));
  if (timeline.counts.length > 0) {
    io.out('');
    io.out(`timeline, ${formatDuration(timeline.stretchMs)} a sign`);
    io.out(formatTimeline(timeline));
  }
  printKinds(summary.kinds, bytes, io);
  printGaps(summary.gaps, io);
  printPages(summary, io);
}

function headFacts(head: SegmentHeader): string[][] {
  return [
    ['started', formatTime(head.startedAt)],
    ['participant', head.participant],
    ['recorded by', `extension ${head.extension} in ${head.browser} on ${head.os}`],
    ['on terms', `policy ${head.policy}, region ${head.region}, purpose ${head.purpose}`],
  ];
}

function stateOf({ isTorn, isComplete, unreadableLines }: SessionSummary): string {
  const states = [isComplete ? 'complete' : 'incomplete'];
  if (isTorn) states.push('torn');
  if (unreadableLines > 0) states.push(`${formatCountOf(unreadableLines, 'unreadable line')} (see showhow verify)`);
  return states.join(', ');
}

function printKinds(kinds: readonly KindSummary[], allBytes: number, io: Io): void {
  const rows = kinds.map(({ kind, records, bytes }) => [
    kind,
    formatCount(records),
    formatBytes(bytes),
    `${((100 * bytes) / Math.max(1, allBytes)).toFixed(1)} %`,
    formatBytes(bytes / Math.max(1, records)),
  ]);
  printTable([['kind', 'records', 'bytes', 'share', 'each'], ...rows], [1, 2, 3, 4], io);
}

function printGaps(gaps: readonly GapSummary[], io: Io): void {
  if (gaps.length === 0) return;
  const rows = gaps.map(({ reason, gaps: count, ms, counts }) => [
    reason,
    formatCount(count),
    formatDuration(ms),
    shorten(
      Object.entries(counts)
        .map(([kind, lost]) => `${kind} ${formatCount(lost)}`)
        .join(', '),
      60,
    ),
  ]);
  printTable([['gap', 'times', 'together', 'not there'], ...rows], [1, 2], io);
}

function printPages({ pages }: SessionSummary, io: Io): void {
  const all = Object.entries(pages);
  if (all.length === 0) return;
  const rows = all.slice(0, PAGES_SHOWN).map(([url, count]) => [url, formatCount(count)]);
  if (all.length > PAGES_SHOWN) rows.push([`… and ${formatCount(all.length - PAGES_SHOWN)} more`, '']);
  printTable([['page', 'times'], ...rows], [1], io);
}

function printSessions(sessions: readonly Inspected[], io: Io): void {
  const rows = sessions.map((summary) => [
    summary.session,
    formatTime(summary.head?.startedAt ?? 'unknown'),
    formatDuration(summary.lastT ?? 0),
    formatCount(summary.records),
    formatBytes(summary.compressedBytes),
    stateOf(summary).replace(/ \(.*/, ''),
  ]);
  const table = formatTable([['session', 'started', 'lasted', 'records', 'compressed', 'state'], ...rows], [2, 3, 4]);
  for (const line of table) io.out(shorten(line, COLUMNS));
  const bytes = sessions.reduce((sum, summary) => sum + summary.bytes, 0);
  printKinds(addKinds(sessions), bytes, io);
  printGaps(addGaps(sessions), io);
}

function addKinds(sessions: readonly SessionSummary[]): readonly KindSummary[] {
  const groups = Map.groupBy(
    sessions.flatMap(({ kinds }) => kinds),
    ({ kind }) => kind,
  );
  const added = [...groups].map(([kind, parts]) => ({
    kind,
    records: parts.reduce((sum, part) => sum + part.records, 0),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
  }));
  return added.sort((a, b) => b.bytes - a.bytes);
}

function addGaps(sessions: readonly SessionSummary[]): readonly GapSummary[] {
  const groups = Map.groupBy(
    sessions.flatMap(({ gaps }) => gaps),
    ({ reason }) => reason,
  );
  return [...groups].map(([reason, parts]) => {
    const counts: Record<string, number> = {};
    for (const part of parts)
      for (const [kind, lost] of Object.entries(part.counts)) counts[kind] = (counts[kind] ?? 0) + lost;
    const gaps = parts.reduce((sum, part) => sum + part.gaps, 0);
    return { reason, gaps, ms: parts.reduce((sum, part) => sum + part.ms, 0), counts };
  });
}

function printTable(rows: readonly (readonly string[])[], right: readonly number[], io: Io): void {
  io.out('');
  for (const line of formatTable(rows, right)) io.out(line);
}
