// Measures every export format on one made file against DuckDB's own JSON to Parquet on the same file in the same run: DuckDB
// writes one table, a row for each record, as it guesses its columns; `parquet` writes that table, the actions, and every pointer
// sample as a row. A second row of DuckDB's explodes the samples too. Then Parquet once more over four sessions, which both read
// with all cores.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { ROOT } from '../../src/dev/paths.ts';
import { FORMAT_NAMES } from '../../src/export/formats.ts';
import { madeSegments } from '../export/made-session.ts';
import { report } from './report.ts';

/** Uncompressed size of the made file, unless given in MB. */
const DEFAULT_MB = 100;
const MEMORY_BAR_MIB = 1_024;
/** The export may take at most this many times as long as DuckDB. */
const DUCKDB_BAR = 2;

const TIMES = { bar: DUCKDB_BAR, sense: 'at most', unit: 'times' } as const;

/** Each is run so often; the fastest run counts, since others use the machine too. */
const RUNS = 3;
/** Linux counts the time of processes in these, a second. */
const TICKS = 100;

interface Measured {
  readonly seconds: number;
  /** Processor time of all its threads. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

interface Made {
  readonly file: string;
  readonly records: number;
  readonly bytes: number;
}

async function makeFile(folder: string, bytesWanted: number, session = 'made-1'): Promise<Made> {
  const file = path.join(folder, `${session}.jsonl.gz`);
  const out = createWriteStream(file);
  let bytes = 0;
  let records = 0;
  for await (const segment of madeSegments(Number.MAX_SAFE_INTEGER, { session })) {
    const gzip = createGzip({ level: 1 });
    gzip.pipe(out, { end: false });
    gzip.end(segment);
    await once(gzip, 'end');
    bytes += segment.length;
    for (const byte of segment) if (byte === 0x0a) records++;
    records--;
    if (bytes >= bytesWanted) break;
  }
  out.end();
  await once(out, 'finish');
  return { file, records, bytes };
}

const IS_GONE: readonly (string | undefined)[] = ['ENOENT', 'ESRCH'];

/** What Linux tells of a process; empty when it has ended. */
function readProc(file: string): Promise<string> {
  return readFile(`/proc/${file}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (!IS_GONE.includes(error.code)) throw error;
    return '';
  });
}

/** Runs a command to its end: how long it took, its processor time, and the most memory that it held. */
async function measure(args: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: ROOT });
  let peakKiB = 0;
  let ticks = 0;
  const sample = async (): Promise<void> => {
    const status = await readProc(`${child.pid}/status`);
    peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    // Fields 14 and 15 of the line, counted after the name in brackets, which may hold spaces.
    const fields = (await readProc(`${child.pid}/stat`)).split(') ').at(-1)?.split(' ') ?? [];
    ticks = Math.max(ticks, Number(fields[11] ?? 0) + Number(fields[12] ?? 0));
  };
  const timer = setInterval(() => void sample(), 50);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(timer);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1_000, cpuSeconds: ticks / TICKS, peakMiB: peakKiB / 1_024 };
}

/** The fastest of several runs, with the most memory and the least processor time of any. */
async function measureOften(toArgs: (run: number) => readonly string[]): Promise<Measured> {
  const runs: Measured[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure(toArgs(run)));
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMiB: Math.max(...runs.map(({ peakMiB }) => peakMiB)),
  };
}

const DUCKDB = `
import { DuckDBInstance } from '@duckdb/node-api';
const [files, out, isExploded] = process.argv.slice(1);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(\`COPY (SELECT * FROM read_json('\${files}', format = 'newline_delimited')) TO '\${out}' (FORMAT parquet)\`);
if (isExploded === 'samples') await connection.run(\`COPY (
  SELECT seq, doc, type, t - ms + sum(d) OVER w AS t_ms, x + sum(u) OVER w AS x, y + sum(v) OVER w AS y
  FROM (SELECT seq, doc, type, t, ms, x, y, unnest([0] || dt) AS d, unnest([0] || dx) AS u, unnest([0] || dy) AS v,
          generate_subscripts([0] || dt, 1) AS i FROM read_parquet('\${out}') WHERE kind = 'pointer')
  WINDOW w AS (PARTITION BY seq ORDER BY i)
) TO '\${out}.samples' (FORMAT parquet)\`);
`;

const exportWords = (format: string) => ['src/cli/main.ts', 'export', '--to', format, '--purpose', 'agent-training'];
const megabytes = Number(process.argv[2] ?? DEFAULT_MB);
const folder = await mkdtemp(path.join(tmpdir(), 'showhow-bench-export-'));
try {
  const { file, records, bytes } = await makeFile(folder, megabytes * 1e6);
  console.log(
    `${records} records, ${(bytes / 1e6).toFixed(0)} MB, ${((await stat(file)).size / 1e6).toFixed(0)} MB compressed`,
  );
  const runs: [string, Measured][] = [];
  const out = (name: string, run: number) => path.join(folder, `${name}-${run}`);
  const duckdbOn = (files: string, name: string, ...more: readonly string[]) =>
    measureOften((run) => ['--input-type=module', '-e', DUCKDB, files, out(name, run), ...more]);
  runs.push(['DuckDB JSON to Parquet', await duckdbOn(file, 'duckdb')]);
  runs.push(['DuckDB, with the samples exploded', await duckdbOn(file, 'duckdb-samples', 'samples')]);
  for (const format of FORMAT_NAMES) {
    runs.push([format, await measureOften((run) => [...exportWords(format), file, out(format, run)])]);
  }
  const four = path.join(folder, 'four');
  await mkdir(four);
  for (const nth of [1, 2, 3, 4]) await makeFile(four, bytes / 4, `four-${nth}`);
  const fourRuns = {
    duckdb: await duckdbOn(path.join(four, '*.jsonl.gz'), 'duckdb-four'),
    parquet: await measureOften((run) => [...exportWords('parquet'), four, out('parquet-four', run)]),
  };
  runs.push(['DuckDB, four files', fourRuns.duckdb], ['parquet, four files', fourRuns.parquet]);
  const duckdb = runs[0]?.[1] ?? { seconds: Number.NaN, cpuSeconds: Number.NaN, peakMiB: Number.NaN };
  const rows = runs.map(([name, { seconds, cpuSeconds, peakMiB }]) => ({
    what: name,
    'records a second': Math.round(records / seconds),
    'MB a second': Number((bytes / 1e6 / seconds).toFixed(1)),
    seconds: Number(seconds.toFixed(1)),
    'CPU seconds': cpuSeconds,
    'peak MiB': Math.round(peakMiB),
    'time against DuckDB': Number((seconds / duckdb.seconds).toFixed(2)),
    'CPU against DuckDB': Number((cpuSeconds / duckdb.cpuSeconds).toFixed(2)),
  }));
  const parquet = runs.find(([name]) => name === 'parquet')?.[1] ?? duckdb;
  const ours = runs.filter(([name]) => !name.startsWith('DuckDB'));
  const peak = Math.max(...ours.map(([, { peakMiB }]) => peakMiB));
  const ratio = (mine: number, theirs: number) => Number((mine / theirs).toFixed(2));
  const holds = report('export', rows, [
    { ...TIMES, name: 'Parquet: time against DuckDB', value: ratio(parquet.seconds, duckdb.seconds) },
    { ...TIMES, name: 'Parquet: CPU against DuckDB', value: ratio(parquet.cpuSeconds, duckdb.cpuSeconds) },
    {
      ...TIMES,
      name: 'Parquet, four files: time against DuckDB',
      value: ratio(fourRuns.parquet.seconds, fourRuns.duckdb.seconds),
    },
    { name: 'peak memory of any format', value: Math.round(peak), bar: MEMORY_BAR_MIB, sense: 'at most', unit: 'MiB' },
  ]);
  process.exitCode = holds ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
