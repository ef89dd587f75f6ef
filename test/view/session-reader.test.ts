// What the viewer is told of a session file: overview, rows, scenes, and a part cut out of it.
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/session/bytes.ts';
import type { Overview, SessionReader } from '../../src/view/session-reader.ts';
import { createSessionReader } from '../../src/view/session-reader.ts';
import { madeRecords, madeSegments } from '../export/made-session.ts';

const ROUNDS = 60;
const records = [...madeRecords(ROUNDS)];
let file: Uint8Array<ArrayBuffer>;
let reader: SessionReader;
let overview: Overview;

beforeAll(async () => {
  const members: Uint8Array[] = [];
  for await (const segment of madeSegments(ROUNDS)) members.push(gzipSync(segment));
  file = concatBytes(members);
  reader = createSessionReader();
  overview = await reader.open(new Blob([file]), () => {});
});

test('the overview counts what the file holds', () => {
  expect(overview).toMatchObject({ records: records.length, endMs: ROUNDS * 8_000, faults: [] });
  expect(overview.lanes.pointer.length).toBeGreaterThan(10);
  expect(overview.lanes.press.length).toBeGreaterThan(10);
  expect(overview.lanes.gap).toHaveLength(1);
  expect(overview.gaps).toEqual([expect.objectContaining({ reason: 'paused' })]);
  expect(overview.sites.map(({ site }) => site)).toEqual(['https://desk.example']);
  expect(overview.yield.usableSteps).toBeGreaterThan(0);
});

test('rows are records and actions by number and by time', async () => {
  const rows = await reader.records(100, 120);
  expect(rows.map(({ body }) => body)).toEqual(records.slice(100, 120));
  expect(await reader.indexAt('records', records[150]?.t ?? 0)).toBeGreaterThanOrEqual(150);
  const actions = await reader.actions(0, 5);
  expect(actions.map(({ body }) => body.n)).toEqual([0, 1, 2, 3, 4]);
  expect(await reader.records(records.length, records.length + 10)).toEqual([]);
});

test('a scene at a moment has the viewport, boxes, paths and marks of the document on stage', async () => {
  const click = records.find(({ kind, t }) => kind === 'click' && t > 200_000);
  const staged = await reader.sceneAt((click?.t ?? 0) + 1);
  expect(staged?.scene.doc).toBe(click?.doc);
  expect(staged?.scene.views[0]).toMatchObject({ width: 1280, height: 720 });
  expect(staged?.scene.marks.map(({ kind }) => kind)).toContain('click');
  const path = staged?.scene.paths[0];
  expect(path?.t.length).toBe(51);
  expect([...(path?.t ?? [])].every((t, index, all) => index === 0 || t >= (all[index - 1] ?? 0))).toBe(true);
});

test('a part that is cut out holds the lines as they stand, under the head', async () => {
  const [from, to] = [40_000, 60_000];
  const cut = await reader.cut({ from, to });
  const lines = gunzipSync(new Uint8Array(await cut.arrayBuffer()))
    .toString()
    .trim()
    .split('\n');
  const [head, ...rest] = lines.map((line) => JSON.parse(line));
  expect(head.kind).toBe('segment');
  expect(rest).toEqual(records.filter(({ t }) => t >= from && t <= to));
});

test('a torn file shows what stands before the tear, and says so; what is no gzip has nothing', async () => {
  const torn = await createSessionReader().open(new Blob([file.slice(0, file.length / 2)]), () => {});
  expect(torn.records).toBeGreaterThan(0);
  expect(torn.faults).toEqual(['torn', 'incomplete']);
  const none = await createSessionReader().open(new Blob(['hello']), () => {});
  expect(none).toMatchObject({ records: 0, segments: 0 });
  expect(none.faults).toContain('notGzip');
});
