import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ALL } from '../effort.ts';
import { madeSegments } from '../export/made-session.ts';
import { exportTo as exportInOne, sessionOf } from '../export/memory-folder.ts';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
const run = promisify(execFile);
const SESSIONS = ['made-1', 'made-2', 'made-3'];
const at = (...path: readonly string[]) => join(folder, ...path);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'showhow-parts-'));
  for (const session of SESSIONS) await writeFile(at(`${session}.jsonl.gz`), await largeSession(session));
});
afterAll(() => rm(folder, { recursive: true }));

/** A session that is a part of its own: what makes it large are two records of a kind from later, which no gzip packs. */
async function largeSession(session: string): Promise<Buffer> {
  const members: Uint8Array[] = [];
  for await (const segment of madeSegments(4, { session })) {
    const lines = new TextDecoder().decode(segment).trimEnd().split('\n');
    const { seq, t } = JSON.parse(lines.pop() ?? '') as { seq: number; t: number };
    const later = [0, 1].map((nth) => ({
      kind: 'later',
      seq: seq + nth,
      t,
      pad: randomBytes(0.75e6).toString('base64'),
    }));
    const end = { kind: 'end', seq: seq + 2, t, reason: 'idle' };
    const text = [...lines, ...[...later, end].map((record) => JSON.stringify(record))].join('\n');
    members.push(gzipSync(`${text}\n`, { level: 1 }));
  }
  return Buffer.concat(members);
}

const exportTo = async (format: string, out: string, ...inputs: readonly string[]) => {
  const words = ['export', '--to', format, '--purpose', 'agent-training', ...inputs.map((name) => at(name)), at(out)];
  return (await run(process.execPath, [MAIN, ...words])).stderr;
};

test('sessions that are read side by side are joined in order, as if they had been read one by one', async () => {
  await exportTo('jsonl', 'all', ...SESSIONS.map((session) => `${session}.jsonl.gz`));
  const sessions = await Promise.all(
    SESSIONS.map(async (session) => sessionOf(gunzipSync(await readFile(at(`${session}.jsonl.gz`))), session)),
  );
  const whole = (await exportInOne('jsonl', sessions)).text('actions.jsonl');
  expect(whole.length).toBeGreaterThan(1_000);
  expect(await readFile(at('all', 'actions.jsonl'), 'utf8')).toBe(whole);
  const validation = JSON.parse(await readFile(at('all', 'validation.json'), 'utf8'));
  expect(validation.bySession.map(({ session }: { session: string }) => session)).toEqual(SESSIONS);
  expect(validation.total.actions).toBe(whole.trimEnd().split('\n').length);
}, 120_000);

test('tables from several threads are one Parquet file, with every row group in its place', async () => {
  const inputs = SESSIONS.map((session) => `${session}.jsonl.gz`);
  const told = await exportTo('parquet', 'one', ...inputs);
  expect(told).toMatch(/100 %, 6\.\d MB read\n$/);
  const files = (await readdir(at('one'))).toSorted();
  expect(files).toEqual([
    'MANIFEST.sha256',
    'README.md',
    'actions.parquet',
    'croissant.json',
    'pointer.parquet',
    'records.parquet',
    'validation.json',
  ]);
  await run('sha256sum', ['--check', '--strict', 'MANIFEST.sha256'], { cwd: at('one') });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rowsOf = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  const counts = await rowsOf(
    `SELECT session, count(*)::INT AS n, sum((kind = 'later')::INT)::INT AS later, max(length(record)) > 9e5 AS long
     FROM '${at('one', 'records.parquet')}' GROUP BY session ORDER BY session`,
  );
  expect(counts).toEqual(SESSIONS.map((session) => ({ session, n: counts[0]?.['n'], later: 2, long: true })));
  const [samples] = await rowsOf(`SELECT count(*)::INT AS n FROM '${at('one', 'pointer.parquet')}'`);
  expect(samples).toEqual({ n: SESSIONS.length * 4 * 12 * 51 });
}, 120_000);

test.runIf(ALL)(
  'the threads do not change the bytes, nor does the order of the inputs',
  async () => {
    await exportTo('parquet', 'two', ...SESSIONS.map((session) => `${session}.jsonl.gz`).toReversed());
    for (const file of await readdir(at('one')))
      expect((await readFile(at('two', file))).equals(await readFile(at('one', file))), file).toBe(true);
  },
  120_000,
);

test('formats of one file for each session come whole out of their threads', async () => {
  await exportTo('puppeteer', 'replays', ...SESSIONS.map((session) => `${session}.jsonl.gz`));
  await run('sha256sum', ['--check', '--strict', 'MANIFEST.sha256'], { cwd: at('replays') });
  for (const session of SESSIONS)
    expect(JSON.parse(await readFile(at('replays', `${session}.json`), 'utf8'))).toMatchObject({ title: session });
}, 120_000);

test('what a thread cannot read ends the command as it would end without threads, and leaves nothing', async () => {
  await writeFile(at('sealed.jsonl.gz.age'), 'no age file');
  const inputs = [...SESSIONS.map((session) => `${session}.jsonl.gz`), 'sealed.jsonl.gz.age'];
  await expect(exportTo('jsonl', 'none', ...inputs)).rejects.toMatchObject({ code: 2 });
  expect((await readdir(folder)).filter((name) => name.includes('none'))).toEqual([]);
});
