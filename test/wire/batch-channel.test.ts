import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  BATCH_MAX_AGE_MS,
  BATCH_MAX_RECORDS,
  PAGE_MAX_RECORDS,
  POINTER_MAX_AGE_MS,
  TAIL_MAX_CHARS,
  WAKE_AFTER_MS,
} from '../../src/model/limit.ts';
import type { PageMessage, Tail } from '../../src/model/message.ts';
import { pageMessage, tail as tailSchema } from '../../src/model/message.ts';
import type { TimedEvent } from '../../src/model/record.ts';
import { BatchChannel } from '../../src/wire/batch-channel.ts';

const everything = () => true;
const click = (at = 0): TimedEvent => ({ at, event: { kind: 'focus', focused: true } });
const path = (at = 0): TimedEvent => ({
  at,
  event: { kind: 'pointer', type: 'mouse', x: 0, y: 0, dt: [], dx: [], dy: [] },
});

type BatchMessage = Extract<PageMessage, { type: 'batchRecorded' }>;

/** A channel with a worker that answers as told; `undefined` stands for no answer at all. */
function setUp(respond: (message: PageMessage, nth: number) => unknown = () => ({ kind: 'kept' })) {
  const sent: PageMessage[] = [];
  const tails: (Tail | 'removed')[] = [];
  const life = new AbortController();
  const channel = new BatchChannel(
    {
      doc: 'abcdefgh1234',
      send: async (message) => {
        sent.push(structuredClone(message));
        const answer = respond(message, sent.length);
        if (answer instanceof Error) throw answer;
        return answer === undefined ? new Promise(() => undefined) : answer;
      },
      tails: {
        put: (tail) => void tails.push(tail),
        remove: () => void tails.push('removed'),
        redact: (event) => event,
      },
      maxAgeMs: BATCH_MAX_AGE_MS,
      nowMs: () => Date.now(),
    },
    life.signal,
  );
  const batches = () => sent.filter((message): message is BatchMessage => message.type === 'batchRecorded');
  return { channel, sent, batches, tails, life };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a record leaves after a quarter of a second, a pointer path after a second, a path with company at once with it', async () => {
  const { channel, batches } = setUp();
  channel.release(everything);
  channel.push(path());
  await vi.advanceTimersByTimeAsync(POINTER_MAX_AGE_MS - 1);
  expect(batches()).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(batches()).toHaveLength(1);
  channel.push(path());
  channel.push(click());
  await vi.advanceTimersByTimeAsync(BATCH_MAX_AGE_MS);
  expect(batches()[1]?.records).toHaveLength(2);
});

test('a full batch leaves at once', () => {
  const { channel, batches } = setUp();
  channel.release(everything);
  for (let i = 0; i < BATCH_MAX_RECORDS; i += 1) channel.push(click(i));
  expect(batches()).toHaveLength(1);
});

test('nothing is sent before the gate has answered, and nothing at all when it says no', async () => {
  const { channel, sent } = setUp();
  channel.push(click());
  await vi.advanceTimersByTimeAsync(5_000);
  channel.drop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([]);
});

test('after a yes all that waited goes out in whole batches, without what the terms forbid', () => {
  const { channel, batches } = setUp();
  for (let i = 0; i < 150; i += 1) channel.push(i % 3 === 0 ? path(i) : click(i));
  channel.release(({ event }) => event.kind !== 'pointer');
  expect(batches().map(({ batch, records }) => [batch, records.length])).toEqual([
    [0, 64],
    [1, 36],
  ]);
});

test('what was recorded before a pause is sent, what comes after waits for the next answer', () => {
  const { channel, batches } = setUp();
  channel.release(everything);
  channel.push(click(1));
  channel.hold();
  channel.push(click(2));
  channel.drop();
  channel.release(everything);
  channel.push(click(3));
  channel.flush();
  expect(batches().map(({ batch, records }) => [batch, records[0]?.at])).toEqual([
    [0, 1],
    [1, 3],
  ]);
});

test('a batch without an answer is sent again after 3 s and then at growing distances, under its number', async () => {
  const { channel, batches } = setUp(() => undefined);
  channel.release(everything);
  channel.push(click());
  channel.flush();
  const times: number[] = [];
  for (let second = 0; second < 40; second += 1) {
    const before = batches().length;
    await vi.advanceTimersByTimeAsync(1_000);
    if (batches().length > before) times.push(second + 1);
  }
  expect(times).toEqual([4, 9, 16, 27, 38]);
  expect(new Set(batches().map(({ batch }) => batch))).toEqual(new Set([0]));
});

test('a batch whose worker was stopped goes again while the page is still there', async () => {
  let isUp = false;
  const { channel, batches } = setUp(() => (isUp ? { kind: 'kept' } : new Error('The message channel closed.')));
  channel.release(everything);
  channel.push(click());
  channel.flush();
  await vi.advanceTimersByTimeAsync(40);
  expect(batches()).toHaveLength(1);
  isUp = true;
  await vi.advanceTimersByTimeAsync(20);
  expect(batches().map(({ batch }) => batch)).toEqual([0, 0]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(batches()).toHaveLength(2);
});

test('a send that was refused is tried again with the next one, in order', async () => {
  let isUp = false;
  const { channel, batches } = setUp(() => (isUp ? { kind: 'kept' } : new Error('Receiving end does not exist.')));
  channel.release(everything);
  channel.push(click(1));
  channel.flush();
  await vi.advanceTimersByTimeAsync(0);
  isUp = true;
  channel.push(click(2));
  channel.flush();
  await vi.advanceTimersByTimeAsync(10);
  expect(batches().map(({ batch }) => batch)).toEqual([0, 0, 1]);
});

test('refused and malformed batches are settled, any other answer is none', async () => {
  const answers = [{ kind: 'refused' }, { kind: 'malformed', problem: '' }, {}];
  const { channel, batches } = setUp((_, nth) => answers[nth - 1] ?? { kind: 'kept' });
  channel.release(everything);
  for (const at of [1, 2, 3]) {
    channel.push(click(at));
    channel.flush();
  }
  await vi.advanceTimersByTimeAsync(20_000);
  expect(batches().map(({ batch }) => batch)).toEqual([0, 1, 2, 2]);
});

test('once all is acknowledged no timer is left', async () => {
  const { channel } = setUp();
  channel.release(everything);
  channel.push(click());
  await vi.advanceTimersByTimeAsync(BATCH_MAX_AGE_MS + 10);
  expect(vi.getTimerCount()).toBe(0);
});

test('the end of its life leaves no timer, and takes nothing more', async () => {
  const { channel, life, sent } = setUp(() => undefined);
  channel.release(everything);
  channel.push(click());
  life.abort();
  channel.push(click());
  channel.flush();
  channel.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('at the end of the page all that is not acknowledged goes as messages and as one tail', async () => {
  const { channel, batches, tails } = setUp(() => undefined);
  channel.release(everything);
  channel.push(click(1));
  channel.flush();
  channel.push(click(2));
  channel.end();
  expect(batches().map(({ batch }) => batch)).toEqual([0, 1]);
  expect(tails).toEqual([
    {
      doc: 'abcdefgh1234',
      batches: [
        { batch: 0, records: [click(1)] },
        { batch: 1, records: [click(2)] },
      ],
    },
  ]);
});

test('a tail goes again when the page lives on and all in it is acknowledged', async () => {
  const { channel, tails } = setUp();
  channel.release(everything);
  channel.push(click());
  channel.end();
  expect(tails).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(tails[1]).toBe('removed');
});

test('with nothing to acknowledge there is no tail, and of held records only their times are in one', () => {
  const { channel, tails, batches } = setUp();
  channel.hold();
  channel.end();
  expect(tails).toEqual([]);
  channel.push({ ...click(), at: 50 });
  channel.push({ ...click(), at: 70 });
  channel.end();
  expect(tails[0]).toEqual({ doc: 'abcdefgh1234', batches: [{ batch: 0, records: [], held: [50, 70] }] });
  expect(batches()).toHaveLength(1);
});

test('a page that is hidden and then goes says goodbye twice: what was held at the first is held at the second', () => {
  const { channel, tails } = setUp();
  channel.hold();
  channel.push({ ...click(), at: 50 });
  channel.end();
  channel.push({ ...click(), at: 70 });
  channel.end();
  const [first, second] = [
    { batch: 0, records: [], held: [50, 50] },
    { batch: 1, records: [], held: [70, 70] },
  ];
  expect(tails).toEqual([
    { doc: 'abcdefgh1234', batches: [first] },
    { doc: 'abcdefgh1234', batches: [first, second] },
  ]);
});

test('a pause holds only what comes after it', () => {
  const { channel, tails } = setUp();
  channel.hold();
  channel.release(() => true);
  channel.push({ ...click(), at: 50 });
  channel.hold();
  channel.push({ ...click(), at: 70 });
  channel.end();
  const batches = [
    { batch: 0, records: [{ ...click(), at: 50 }] },
    { batch: 1, records: [], held: [70, 70] },
  ];
  expect(tails).toMatchObject([{ batches }]);
});

test('a tail keeps to its size: paths go first, then the oldest batches', () => {
  const long = (at: number): TimedEvent => ({ at, event: { kind: 'key', key: 'x'.repeat(1_000) } });
  const { channel, tails } = setUp(() => undefined);
  channel.release(everything);
  for (let i = 0; i < 200; i += 1) channel.push(i % 2 === 0 ? path(i) : long(i));
  channel.end();
  const [tail] = tails;
  if (tail === undefined || tail === 'removed') throw new Error('no tail');
  expect(JSON.stringify(tail).length).toBeLessThan(TAIL_MAX_CHARS + 100);
  expect(tailSchema.safeParse(tail).success).toBe(true);
  const kinds = tail.batches.flatMap(({ records }) => records.map(({ event }) => event.kind));
  expect(kinds).not.toContain('pointer');
  expect(tail.batches.at(-1)?.batch).toBe(3);
});

test('while nobody answers the oldest paths are given up and counted, and no number is missing for it', async () => {
  let isUp = false;
  const { channel, batches } = setUp(() => (isUp ? { kind: 'kept' } : undefined));
  channel.release(everything);
  for (let i = 0; i < PAGE_MAX_RECORDS + 500; i += 1) channel.push(i % 2 === 0 ? path(i) : click(i));
  isUp = true;
  const before = batches().length;
  await vi.advanceTimersByTimeAsync(10_000);
  const again = batches().slice(before);
  const numbers = again.map(({ batch }) => batch).toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i));
  const records = again.flatMap((message) => message.records);
  const paths = records.filter(({ event }) => event.kind === 'pointer');
  expect(records.length - paths.length).toBe(1_250);
  expect(paths.length + again.reduce((sum, { shed = 0 }) => sum + shed, 0)).toBe(1_250);
  expect(again.find(({ batch }) => batch === 0)?.shed).toBe(32);
  expect(again.every((message) => pageMessage.safeParse(message).success)).toBe(true);
});

test('when there are no paths left to give up, a number is missing', () => {
  const { channel, tails } = setUp(() => undefined);
  channel.release(everything);
  for (let i = 0; i < PAGE_MAX_RECORDS + 10; i += 1) channel.push(click(i));
  channel.end();
  const [tail] = tails;
  if (tail === undefined || tail === 'removed') throw new Error('no tail');
  expect(tail.batches[0]?.batch).toBeGreaterThan(0);
});

test('a record that could not be made leaves a hole in the numbers', () => {
  const { channel, batches } = setUp();
  channel.release(everything);
  channel.push(click());
  channel.lose();
  channel.push(click());
  channel.flush();
  expect(batches().map(({ batch }) => batch)).toEqual([0, 2]);
});

test('a press wakes the worker only when it has been silent for long, and only once', async () => {
  const { channel, sent } = setUp(() => undefined);
  channel.hold();
  channel.pressed();
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(WAKE_AFTER_MS);
  channel.pressed();
  channel.pressed();
  expect(sent).toEqual([{ type: 'pressed', doc: 'abcdefgh1234', at: Date.now() }]);
});

test('whatever is lost on the way, every record arrives under one number, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 30 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
      async (fates, sizes) => {
        const stored = new Map<number, number[]>();
        const { channel } = setUp((message, nth) => {
          const arrives = fates[nth - 1] ?? true;
          if (message.type === 'batchRecorded' && (arrives || nth % 2 === 0) && !stored.has(message.batch)) {
            stored.set(
              message.batch,
              message.records.map(({ at }) => at),
            );
          }
          return arrives ? { kind: 'kept' } : nth % 3 === 0 ? new Error('gone') : undefined;
        });
        channel.release(everything);
        let at = 0;
        for (const size of sizes) {
          for (let i = 0; i < size; i += 1) {
            at += 1;
            channel.push(click(at));
          }
          await vi.advanceTimersByTimeAsync(300);
        }
        await vi.advanceTimersByTimeAsync(400_000);
        const numbers = [...stored.keys()].toSorted((a, b) => a - b);
        expect(numbers).toEqual(numbers.map((_, i) => i));
        expect(numbers.flatMap((number) => stored.get(number) ?? [])).toEqual(
          Array.from({ length: at }, (_, i) => i + 1),
        );
        expect(vi.getTimerCount()).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('nothing is sent and nothing stored before anybody said that the gate is open, nor after it was shut', () => {
  const { channel, sent, tails } = setUp();
  channel.push(click());
  channel.pressed();
  channel.end();
  channel.hold();
  channel.drop();
  channel.push(click());
  channel.end();
  expect(sent).toEqual([]);
  expect(tails).toEqual([]);
});

test('a draft bears the number of the batch that it becomes a part of, also when another batch takes that number', async () => {
  const { channel, sent, batches } = setUp();
  const drafts = () => sent.flatMap((message) => (message.type === 'drafted' ? [message.batch] : []));
  channel.draft(click(1));
  expect(sent).toEqual([]);
  channel.release(everything);
  channel.draft(click(2));
  channel.push(path());
  await vi.advanceTimersByTimeAsync(POINTER_MAX_AGE_MS);
  expect(drafts()).toEqual([0, 1]);
  channel.draft(undefined);
  channel.push(click(3));
  channel.flush();
  expect(batches().map(({ batch }) => batch)).toEqual([0, 1]);
  channel.push(click(4));
  channel.flush();
  channel.hold();
  channel.draft(click(5));
  expect(drafts()).toEqual([0, 1]);
  expect(sent.every((message) => pageMessage.safeParse(message).success)).toBe(true);
});
