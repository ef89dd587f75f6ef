// The judge of the fault tests must notice what it is there for: a deed lost, a deed doubled, a gap that says too much.
import { expect, test } from 'vitest';
import type { Line, SessionFile } from '../e2e/session-files.ts';
import type { Deed } from './deeds.ts';
import type { Allowed } from './oracle.ts';
import { complaintsOf } from './oracle.ts';

const START = Date.parse('2026-11-20T09:00:00.000Z');
const NOTHING: Allowed = { gaps: [], faults: [] };

/** One deed each 100 ms. */
const DEEDS: readonly Deed[] = Array.from({ length: 20 }, (_, n) => {
  const from = START + n * 100;
  const mark = n % 4 === 3 ? `Shift+F${n}` : `${n},7`;
  return { kind: n % 4 === 3 ? 'key' : 'click', mark, from, to: from + 20 };
});

function recordOf({ kind, mark, to }: Deed, seq: number): Line {
  const base = { seq, t: to - START, doc: 'd' };
  if (kind === 'key') return { kind, ...base, key: mark.slice(6), modifiers: ['Shift'] };
  const [x, y] = mark.split(',').map(Number);
  return { kind, ...base, point: { x, y }, count: 1 };
}

function sessionOf(records: readonly Line[]): SessionFile {
  const headers = [{ kind: 'segment', startedAt: new Date(START).toISOString() }];
  return { session: 's', headers, records, bytes: 0, text: '' };
}

const RECORDS = DEEDS.map(recordOf);
const gap = (fromN: number, toN: number, reason = 'lost'): Line => ({
  kind: 'gap',
  seq: 99,
  t: toN * 100,
  reason,
  from: fromN * 100,
  to: toN * 100,
});

test('where everything is there once there is nothing to complain of', () => {
  expect(complaintsOf(DEEDS, [sessionOf(RECORDS)], NOTHING)).toEqual([]);
});

test.each(DEEDS.map((deed, n) => [`${deed.kind} ${deed.mark}`, n] as const))(
  '%s is missed when it is lost',
  (name, n) => {
    const complaints = complaintsOf(DEEDS, [sessionOf(RECORDS.toSpliced(n, 1))], NOTHING);
    expect(complaints).toEqual([expect.stringContaining(`${name} of `)]);
  },
);

test.each(DEEDS.map((deed, n) => [`${deed.kind} ${deed.mark}`, n] as const))(
  '%s is noticed when it is doubled',
  (name, n) => {
    const twin = recordOf(DEEDS[n] as Deed, n);
    const inPlace = complaintsOf(DEEDS, [sessionOf([...RECORDS, { ...twin, seq: 50 }])], NOTHING);
    expect(inPlace).toEqual([`${name} is in the store 2 times`, expect.stringContaining('holds a record twice')]);
    const inAnother = complaintsOf(DEEDS, [sessionOf(RECORDS), sessionOf([{ ...twin, t: 7 }])], NOTHING);
    expect(inAnother).toEqual([`${name} is in the store 2 times`]);
  },
);

test('a lost deed is fine within a declared gap that is allowed and no wider than its fault and a second', () => {
  const store = [sessionOf([...RECORDS.toSpliced(10, 3), gap(10, 13)])];
  const at = (fromN: number, toN: number): Allowed => ({
    gaps: ['lost'],
    faults: [{ from: START + fromN * 100, to: START + toN * 100 }],
  });
  expect(complaintsOf(DEEDS, store, at(10, 13))).toEqual([]);
  expect(complaintsOf(DEEDS, store, at(18, 20))).toEqual([]);
  expect(complaintsOf(DEEDS, store, at(21, 22))).toEqual([expect.stringContaining('wider than its fault')]);
  expect(complaintsOf(DEEDS, store, NOTHING)).toEqual([expect.stringContaining('nothing may be missing')]);
});

test('a deed beside its gap is lost all the same', () => {
  const store = [sessionOf([...RECORDS.toSpliced(5, 1), gap(10, 13)])];
  const complaints = complaintsOf(DEEDS, store, { gaps: ['lost'], faults: [{ from: START, to: START + 2_000 }] });
  expect(complaints).toEqual([expect.stringContaining('click 5,7 of')]);
});

test('a decision not to record hides nothing', () => {
  const store = [sessionOf([...RECORDS.toSpliced(5, 1), gap(4, 8, 'unlisted')])];
  expect(complaintsOf(DEEDS, store, NOTHING)).toEqual([expect.stringContaining('click 5,7 of')]);
});

test('what nobody did is noticed', () => {
  const stranger = recordOf({ kind: 'click', mark: '500,500', from: START, to: START + 1_950 }, 60);
  expect(complaintsOf(DEEDS, [sessionOf([...RECORDS, stranger])], NOTHING)).toEqual(['nobody did click 500,500']);
});

test('a record of any kind that is there twice is noticed', () => {
  const scroll = { kind: 'scroll', seq: 70, t: 5, doc: 'd', from: { y: 0 }, to: { y: 9 } };
  const store = [sessionOf([...RECORDS, scroll, { ...scroll, seq: 71 }])];
  expect(complaintsOf(DEEDS, store, NOTHING)).toEqual([expect.stringContaining('holds a record twice')]);
});
