import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FORMATS } from '../../src/export/formats.ts';
import type { ColumnType } from '../../src/export/table.ts';
import { pathMs } from '../../src/model/path-time.ts';
import { concatBytes } from '../../src/session/bytes.ts';
import { samplesOf } from '../../src/session/reduce/draft.ts';
import { madeRecords, madeSegments } from './made-session.ts';
import type { Files } from './memory-folder.ts';
import { exportTo, sessionOf } from './memory-folder.ts';

const ROUNDS = 300;
const { tables } = FORMATS.parquet;
let folder = '';
let files: Files = new Map();
let actions = 0;
let query: (sql: string) => Promise<Record<string, unknown>[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-parquet-'));
  const segments: Uint8Array[] = [];
  for await (const segment of madeSegments(ROUNDS)) segments.push(segment);
  const exported = await exportTo('parquet', [sessionOf(concatBytes(segments))]);
  ({ files } = exported);
  actions = exported.validation.total.actions;
  for (const { file } of tables) await writeFile(join(folder, file), files.get(file) ?? '');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  query = async (sql) =>
    (await connection.runAndReadAll(sql.replaceAll('@', `${folder}/`))).getRowObjectsJson() as Record<
      string,
      unknown
    >[];
});
afterAll(() => rm(folder, { recursive: true }));

const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  json: 'VARCHAR',
  int32: 'INTEGER',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  strings: 'VARCHAR[]',
};

const read = (file: string) =>
  parquetReadObjects({
    file: (files.get(file) ?? new Uint8Array()).slice().buffer,
    compressors: { ZSTD: (bytes) => zstdDecompressSync(bytes) },
  });

test('DuckDB and hyparquet read the same tables, with the columns and types that are described', async () => {
  for (const { file, columns } of tables) {
    const described = await query(`DESCRIBE SELECT * FROM '@${file}'`);
    expect(described.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      columns.map(({ name, type }) => [name, DUCKDB_TYPES[type]]),
    );
    const [counted] = await query(`SELECT count(*)::INT AS n FROM '@${file}'`);
    const rows = await read(file);
    expect(rows).toHaveLength(Number(counted?.['n']));
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0] ?? {})).toEqual(columns.map(({ name }) => name));
  }
});

test('every record is there, as it stands in the session file', async () => {
  const rows = await query(`SELECT seq, t_ms, kind, doc, record FROM '@records.parquet' ORDER BY seq`);
  const records = [...madeRecords(ROUNDS)];
  expect(rows).toHaveLength(records.length);
  for (const [index, record] of records.entries()) {
    const { seq, t, kind, doc = null } = record;
    expect(rows[index]).toMatchObject({ seq, t_ms: t, kind, doc });
    expect(JSON.parse(String(rows[index]?.['record']))).toEqual(record);
  }
});

test('pointer samples sum up to their paths', async () => {
  const [sums] = await query(
    `SELECT count(*)::INT AS n, min(buttons) AS least, count(DISTINCT seq)::INT AS paths FROM '@pointer.parquet'`,
  );
  expect(sums).toEqual({ n: ROUNDS * 12 * 51, least: 0, paths: ROUNDS * 12 });
  const [path] = [...madeRecords(1)].filter((record) => record.kind === 'pointer');
  if (path?.kind !== 'pointer') throw new Error('there is no path');
  const rows = await query(`SELECT t_ms, x, y FROM '@pointer.parquet' WHERE seq = ${path.seq}`);
  expect(rows[0]).toEqual({ t_ms: path.t - pathMs(path), x: path.x, y: path.y });
  const end = (start: number, deltas: readonly number[]) => deltas.reduce((sum, delta) => sum + delta, start);
  expect(rows.at(-1)).toEqual({ t_ms: path.t, x: end(path.x, path.dx), y: end(path.y, path.dy) });
});

test('no sample moves to another path where a row group ends within one', async () => {
  const rows = await query(
    `SELECT seq, sum(x)::INT AS x, sum(y)::INT AS y FROM '@pointer.parquet' GROUP BY seq ORDER BY seq`,
  );
  const sums = [...madeRecords(ROUNDS)].flatMap((record) => {
    if (record.kind !== 'pointer') return [];
    const samples = samplesOf(record);
    const sum = (axis: 'x' | 'y') => samples.reduce((total, sample) => total + sample[axis], 0);
    return { seq: record.seq, x: sum('x'), y: sum('y') };
  });
  expect(rows).toEqual(sums);
});

test('an action is a row with typed columns, and in full beside them', async () => {
  const [counted] = await query(`SELECT count(*)::INT AS n, sum(usable::INT)::INT AS usable FROM '@actions.parquet'`);
  expect(counted).toEqual({ n: actions, usable: actions });
  const [click] = await query(`SELECT * FROM '@actions.parquet' WHERE kind = 'click' ORDER BY n LIMIT 1`);
  expect(click).toMatchObject({
    session: 'made-1',
    started_at: '2026-03-04 08:00:00',
    url: 'https://desk.example/ticket/:id',
    viewport_width: 1280,
    target_role: 'button',
    selector: '#main > div:nth-of-type(1) > form:nth-of-type(1) > button:nth-of-type(1)',
    x: 50,
    nx: 0.1,
    lacks: [],
  });
  expect(JSON.parse(String(click?.['action']))).toMatchObject({ kind: 'click', target: { role: 'button' } });
  const [typed] = await query(`SELECT * FROM '@actions.parquet' WHERE kind = 'type' LIMIT 1`);
  expect(typed).toMatchObject({
    field_class: 'email',
    redaction_mode: 'masked',
    inserted: '9-16',
    corrections: '1-4',
    text: null,
  });
});

test('row groups stay far below what dataset viewers refuse, and name the features', () => {
  for (const { file, columns } of tables) {
    const metadata = parquetMetadata((files.get(file) ?? new Uint8Array()).slice().buffer);
    for (const group of metadata.row_groups) expect(Number(group.total_byte_size)).toBeLessThan(100e6);
    const features = metadata.key_value_metadata?.find(({ key }) => key === 'huggingface')?.value ?? '';
    expect(Object.keys(JSON.parse(features).info.features)).toEqual(columns.map(({ name }) => name));
  }
  const pointer = parquetMetadata((files.get('pointer.parquet') ?? new Uint8Array()).slice().buffer);
  expect(pointer.row_groups.length).toBeGreaterThan(1);
});
