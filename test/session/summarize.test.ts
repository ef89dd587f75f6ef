import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordBody } from '../../src/model/record.ts';
import { concatBytes, wholeBytes } from '../../src/session/bytes.ts';
import { decodeSession } from '../../src/session/decode.ts';
import { summarizeSession } from '../../src/session/summarize.ts';
import { createTimeline } from '../../src/session/timeline.ts';
import { makeSession, sessionPlan } from './arbitrary.ts';

const summarize = (bytes: Uint8Array) => summarizeSession(decodeSession(wholeBytes(bytes)));

test('every byte and every record is counted under its kind', async () => {
  await fc.assert(
    fc.asyncProperty(sessionPlan, async ([bodies, sizes]) => {
      const segments = await makeSession(bodies, sizes);
      const bytes = concatBytes(segments);
      const summary = await summarize(bytes);
      expect(summary).toMatchObject({
        bytes: bytes.length,
        segments: segments.length,
        records: bodies.length + 2,
        firstT: 0,
        lastT: (bodies.length + 1) * 100,
        isComplete: true,
        isTorn: false,
        unreadableLines: 0,
      });
      expect(summary.kinds.reduce((sum, kind) => sum + kind.bytes, 0)).toBe(bytes.length);
      expect(summary.kinds.reduce((sum, kind) => sum + kind.records, 0)).toBe(summary.records + summary.segments);
      expect(summary.timeline.counts.reduce((sum, count) => sum + count, 0)).toBe(summary.records);
    }),
  );
});

test('gaps are summed by reason, with their time and what they took', async () => {
  const gap = (from: number, to: number): RecordBody => ({
    kind: 'gap',
    reason: 'paused',
    from,
    to,
    counts: { click: 2 },
  });
  const [bytes = new Uint8Array()] = await makeSession([gap(0, 1_000), gap(2_000, 2_500)], []);
  const text = new TextDecoder().decode(bytes).replaceAll('"to":', '"counts":{"click":2},"to":');
  expect((await summarize(new TextEncoder().encode(text))).gaps).toEqual([
    { reason: 'paused', gaps: 2, ms: 1_500, counts: { click: 4 } },
  ]);
});

test('pages are counted by their safe URL', async () => {
  const [bytes = new Uint8Array()] = await makeSession([], []);
  expect((await summarize(bytes)).pages).toEqual({ 'https://desk.example/ticket/:id': 1 });
});

test('a cut file is incomplete and torn, and what was whole is summed up', async () => {
  const [bytes = new Uint8Array()] = await makeSession([{ kind: 'focus', focused: true }], []);
  expect(await summarize(bytes.subarray(0, -5))).toMatchObject({ records: 2, isTorn: true, isComplete: false });
});

test('a timeline holds all counts in at most its stretches, however late a record is', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })), (times) => {
      const timeline = createTimeline(16);
      for (const t of times) timeline.add(t);
      const { counts } = timeline.result();
      expect(counts.length).toBeLessThanOrEqual(16);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(times.length);
    }),
  );
});

test('a timeline that runs over joins neighbours and keeps their counts in place', () => {
  const timeline = createTimeline(4);
  for (const second of [0, 1, 1, 2, 3]) timeline.add(second * 1_000);
  expect(timeline.result()).toEqual({ stretchMs: 1_000, counts: [1, 2, 1, 1] });
  timeline.add(7_999);
  expect(timeline.result()).toEqual({ stretchMs: 2_000, counts: [3, 2, 0, 1] });
});
