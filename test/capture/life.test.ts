import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HoldingOutlet } from '../../src/capture/life.ts';
import { Life } from '../../src/capture/life.ts';
import { claimWorld } from '../../src/capture/one-per-world.ts';
import type { Terms } from '../../src/capture/sight.ts';
import { FIELD_WORDS } from '../../src/redaction/field-words.ts';

const CAPTURE = { kind: 'capture', pointerHz: 60, off: [], words: FIELD_WORDS };
const REST = { kind: 'rest' };
const shown = {} as Document;

/** A life with a gate in the test's hand; `log` tells what became of it. */
function setUp(stored: { readonly counter: unknown } = { counter: { n: 1, open: true } }) {
  const log: string[] = [];
  const answers: ((answer: unknown) => void)[] = [];
  let change: (counter: unknown) => void = () => undefined;
  const gone = new AbortController();
  const note = (word: string) => () => void log.push(word);
  const outlet: HoldingOutlet = {
    push: note('push'),
    flush: note('flush'),
    pressed: note('pressed'),
    end: note('end'),
    draft: note('draft'),
    hold: note('hold'),
    release: note('release'),
    drop: note('drop'),
  };
  const gate = {
    read: async () => stored.counter,
    watch: (onChange: (counter: unknown) => void) => {
      change = onChange;
    },
    ask: () => new Promise((answer) => void answers.push(answer)),
  };
  const start = (signal: AbortSignal, since: 'load' | 'rest') => {
    log.push(`start ${since}`);
    signal.addEventListener('abort', note('stop'));
  };
  const setTerms = ({ pointerHz }: Terms) => void log.push(`terms ${pointerHz}`);
  const life = new Life({ gate, outlet, start, setTerms }, gone.signal);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { life, log, answers, change: (next: unknown) => change(next), gone, settle };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([undefined, null, {}, { n: 1, open: false }, { n: 1, open: 'true' }, 'open'])(
  'with %j in storage what started at once stops again, unheard, and nobody is asked',
  async (counter) => {
    const { life, log, answers, settle } = setUp({ counter });
    life.begin(shown);
    await settle();
    expect(log).toEqual(['start load', 'stop', 'drop']);
    expect(answers).toEqual([]);
  },
);

test('recording starts before the answer, and what it gave goes out with a yes', async () => {
  const { life, log, answers, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(CAPTURE);
  await settle();
  expect(log).toEqual(['start load', 'hold', 'terms 60', 'release']);
});

test('listening begins before the first word from storage: a page script that comes then comes too late', () => {
  const { life, log } = setUp();
  life.begin(shown);
  expect(log).toEqual(['start load']);
});

test('after a pause recording goes on in the same document; after a no it begins anew', async () => {
  const { life, log, answers, change, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(REST);
  await settle();
  change({ n: 2, open: true });
  answers[1]?.(CAPTURE);
  await settle();
  change({ n: 3, open: false });
  change({ n: 4, open: true });
  expect(log.filter((word) => word.startsWith('start'))).toEqual(['start load', 'start load', 'start rest']);
});

test('a no stops everything and drops what was kept for it', async () => {
  const { life, log, answers, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(REST);
  await settle();
  expect(log).toEqual(['start load', 'hold', 'stop', 'drop']);
});

test('a pause stops at once and keeps what was recorded before it', async () => {
  const { life, log, answers, change, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(CAPTURE);
  await settle();
  change({ n: 2, open: false });
  expect(log.slice(-2)).toEqual(['stop', 'hold']);
});

test('an answer that comes after a pause does not undo the pause', async () => {
  const { life, log, answers, change, settle } = setUp();
  life.begin(shown);
  await settle();
  change({ n: 2, open: false });
  answers[0]?.(CAPTURE);
  await settle();
  expect(log).not.toContain('release');
});

test('a change while recording asks again and goes on under the new terms', async () => {
  const { life, log, answers, change, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(CAPTURE);
  await settle();
  change({ n: 2, open: true });
  answers[1]?.({ ...CAPTURE, pointerHz: 20 });
  await settle();
  expect(log).toEqual(['start load', 'hold', 'terms 60', 'release', 'terms 20']);
});

test.each([
  undefined,
  {},
  { kind: 'capture' },
  { kind: 'capture', pointerHz: 0, off: [], words: FIELD_WORDS },
  { kind: 'capture', pointerHz: 60, off: [] },
])('to the answer %j the question is asked again later, and nothing is sent', async (answer) => {
  const { life, log, answers, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(answer);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(2);
  expect(log).toEqual(['start load', 'hold']);
});

test('a document that is only prerendered is left alone until somebody sees it', async () => {
  const { life, log, settle } = setUp();
  const hidden = new EventTarget();
  life.begin(Object.assign(hidden, { prerendering: true }) as unknown as Document);
  await settle();
  expect(log).toEqual([]);
  hidden.dispatchEvent(new Event('prerenderingchange'));
  await settle();
  expect(log).toEqual(['start load', 'hold']);
});

test('when the extension is gone everything stops, and no timer is left', async () => {
  const { life, log, answers, gone, settle } = setUp();
  life.begin(shown);
  await settle();
  answers[0]?.(undefined);
  await settle();
  gone.abort();
  expect(log).toContain('stop');
  expect(vi.getTimerCount()).toBe(0);
});

test('a second script finds the place taken, unless the first belongs to an extension that is gone', () => {
  const world = {};
  let isAlive = true;
  expect(claimWorld(world, () => isAlive)).toBe(true);
  expect(claimWorld(world, () => true)).toBe(false);
  isAlive = false;
  expect(claimWorld(world, () => true)).toBe(true);
});
