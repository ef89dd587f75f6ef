import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/session/bytes.ts';
import { samplesOf } from '../../src/session/reduce/draft.ts';
import { madeRecords, madeSegments } from './made-session.ts';
import { exportTo, sessionOf } from './memory-folder.ts';

type Row = Record<string, unknown>;

let folder = '';
let connection: DuckDBConnection;
let recipes: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-recipes-'));
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(120)) segments.push(segment);
  const { files } = await exportTo('parquet', [sessionOf(concatBytes(segments))]);
  for (const [name, bytes] of files) if (name.endsWith('.parquet')) await writeFile(join(folder, name), bytes);
  connection = await (await DuckDBInstance.create(':memory:')).connect();
  recipes = await readRecipes();
});
afterAll(() => rm(folder, { recursive: true }));

/** The statements of each named block of SQL on the page. */
async function readRecipes(): Promise<ReadonlyMap<string, readonly string[]>> {
  const page = await readFile(new URL('../../docs/recipes.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/```sql (\w+)\n([\s\S]*?)```/g)];
  return new Map(
    blocks.map(([, name = '', sql = '']) => [
      name,
      sql
        .split(/;\s*\n/)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
    ]),
  );
}

/** Runs a recipe where the export lies; the rows of each of its statements. */
async function run(name: string): Promise<readonly (readonly Row[])[]> {
  const results: Row[][] = [];
  for (const statement of recipes.get(name) ?? []) {
    const placed = statement.replaceAll(/'([\w-]+\.parquet)'/g, `'${folder}/$1'`);
    results.push((await connection.runAndReadAll(placed)).getRowObjectsJson() as Row[]);
  }
  return results;
}

test('a behaviour-cloning table has one row for each usable step, with what came before and what is behind a gap', async () => {
  const [, kinds = []] = await run('bc');
  expect(kinds.map(({ action }) => action)).toEqual(expect.arrayContaining(['click', 'type', 'select', 'scroll']));
  const sql = (text: string) => connection.runAndReadAll(text.replaceAll('@', `${folder}/`));
  const rows = (await sql(`SELECT * FROM '@behaviour-cloning.parquet'`)).getRowObjectsJson() as Row[];
  const usable = await sql(`SELECT count(*)::INT AS n FROM '@actions.parquet' WHERE usable AND kind <> 'wait'`);
  expect(rows).toHaveLength(Number(usable.getRowObjectsJson()[0]?.['n']));
  expect(rows.filter(({ action }) => action === 'type').map(({ text }) => text)).toContain('[email]');
  expect(rows.slice(1).every(({ action_before }) => action_before !== null)).toBe(true);
  const gaps = await sql(`SELECT count(*)::INT AS n FROM '@records.parquet' WHERE kind = 'gap'`);
  const behindGap = rows.filter(({ after_gap }) => after_gap === true);
  expect(behindGap).toHaveLength(Number(gaps.getRowObjectsJson()[0]?.['n']));
});

test('a split by participant leaves no session in two parts', async () => {
  const [rows = []] = await run('split');
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ part }) => part)).size).toBe(1);
});

test('pointer speeds add up, and are drawn', async () => {
  const [, [summary] = [], bars = []] = await run('speed');
  expect(summary).toMatchObject({ pointer: 'mouse', paths: String(120 * 12) });
  expect(bars.reduce((sum, { paths }) => sum + Number(paths), 0)).toBe(120 * 12);
  expect(bars.every(({ plot }) => /^█/.test(String(plot)) || String(plot).trim().length <= 1)).toBe(true);
});

/** Python's own library is enough for all but the last table. */
const python = spawnSync('python3', ['--version']).status === 0 ? test : test.skip;

python('the reader in Python reads every record of a joined file, and passes over what was taken back', async () => {
  const page = await readFile(new URL('../../docs/session-format.md', import.meta.url), 'utf8');
  const [, code = ''] = /```python\n([\s\S]*?)import pandas/.exec(page) ?? [];
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(22);
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(5)) segments.push(segment);
  const tombstone = new TextEncoder().encode('{"kind":"tombstone","schema":1,"session":"made-1","n":1,"digest":""}\n');
  const file = join(folder, 'python.gz');
  await writeFile(file, concatBytes([...segments, tombstone].map((segment) => gzipSync(segment))));
  const tell = `
rows = [record for _, record in read(${JSON.stringify(file)})]
ends = [list(path_of(row))[-1] for row in rows if row['kind'] == 'pointer']
print(json.dumps([len(rows), [row['kind'] for row in rows].count('tombstone'), ends[0]]))`;
  const { stdout } = await promisify(execFile)('python3', ['-c', code + tell]);
  const records = [...madeRecords(5)];
  const path = records.find((record) => record.kind === 'pointer');
  const last = path?.kind === 'pointer' ? samplesOf(path).at(-1) : undefined;
  expect(JSON.parse(stdout)).toEqual([records.length, 0, [last?.t, last?.x, last?.y]]);
});

test('the readers of the session format read a session file', async () => {
  const page = await readFile(new URL('../../docs/session-format.md', import.meta.url), 'utf8');
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(5)) segments.push(segment);
  await writeFile(join(folder, 'one.jsonl.gz'), concatBytes(segments.map((segment) => gzipSync(segment))));
  const [, sql = ''] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
  const placed = sql.replace('*.jsonl.gz', `${folder}/*.jsonl.gz`);
  const rows = (await connection.runAndReadAll(placed)).getRowObjectsJson() as Row[];
  expect(rows[0]).toMatchObject({ kind: 'pointer', records: '60' });
  expect(rows.find(({ kind }) => kind === 'end')).toMatchObject({ records: '1' });
});
