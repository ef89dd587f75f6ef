import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { newestSession } from '../../src/store/retention.ts';
import { listSegments } from '../../src/store/segment-facts.ts';
import { readHeld, readSealed } from '../../src/store/segments.ts';
import type { SaveDeps } from '../../src/upload/save-session.ts';
import { savePiece } from '../../src/upload/save-session.ts';
import { click, freshDatabase, know, MINUTE, NINE, page, put, rowsOf, SECOND } from '../store/fresh.ts';
import { Collector, upload } from './rig.ts';

const deps = (db: Database): SaveDeps => ({
  findSession: () => newestSession(db),
  listSegments: (session) => listSegments(db, session),
  readSealed: (session, n) => readSealed(db, session, n),
  readHeld: (...args) => readHeld(db, ...args),
});

async function save(db: Database) {
  const pieces: Buffer[] = [];
  for (let next: number | undefined = 0; next !== undefined; ) {
    const piece = await savePiece(deps(db), next);
    if (piece === undefined) return undefined;
    pieces.push(gunzipSync(Buffer.from(piece.base64, 'base64')));
    next = piece.next;
  }
  return pieces;
}

test('with nothing recorded there is no file', async () => {
  expect(await save(await freshDatabase())).toBeUndefined();
});

test('a file of what was sent and what was not is the same as what the collector has, and goes on', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND, 1)]);
  const collector = new Collector();
  await upload(db, collector, { now: NINE + MINUTE });
  await put(db, 'doc00001', 1, [click(NINE + 2 * MINUTE, 2)]);
  const before = await rowsOf(db);
  const [sent, held, ...more] = (await save(db)) ?? [];
  expect(more).toEqual([]);
  expect(sent?.equals(collector.lines()[0]?.text ?? Buffer.alloc(0))).toBe(true);
  const [header, record] = (held?.toString() ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ n: 1, firstSeq: 3 });
  expect(record).toMatchObject({ kind: 'click', seq: 3, t: 120_000 });
  expect(await rowsOf(db)).toEqual(before);
});

test('in study mode nothing is sealed, and the file holds it all', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  await put(db, 'doc00001', 0, [page(NINE), click(NINE + SECOND, 1)]);
  const [only, ...more] = (await save(db)) ?? [];
  expect(more).toEqual([]);
  expect(only?.toString().trimEnd().split('\n')).toHaveLength(4);
});

test('a long session comes in pieces that chain', async () => {
  const db = await freshDatabase();
  await know(db, 'doc00001');
  const records = Array.from({ length: 5_200 }, (_, i) => click(NINE + i, i));
  await put(db, 'doc00001', 0, [page(NINE), ...records]);
  const pieces = (await save(db)) ?? [];
  const headers = pieces.map((piece) => JSON.parse(piece.toString().slice(0, piece.toString().indexOf('\n'))));
  expect(headers.map(({ n, firstSeq }) => [n, firstSeq])).toEqual([
    [0, 0],
    [1, 5_000],
  ]);
  expect(headers[1].prev).toMatch(/^[0-9a-f]{64}$/);
});
