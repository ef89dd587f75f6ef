// The comparison must not flatter: what is missing, too much, or in the wrong order is counted.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Line, SessionFile } from '../e2e/session-files.ts';
import { compare } from './compare.ts';
import type { Expected } from './expected.ts';
import { says } from './expected.ts';
import { pair } from './match.ts';
import { judgePoints } from './points.ts';

const siteOfUrl = (url: string): string | undefined => /^http:\/\/(\w+)\.test\//.exec(url)?.[1];
const pageOf = (doc: string, site: string): Line => ({ kind: 'page', doc, url: `http://${site}.test/` });
const clickOn = (doc: string, node: number): Line => ({ kind: 'click', doc, target: { node } });
const wantClick = (site: string, node: number, isOptional = false): Expected => ({
  kind: 'click',
  site,
  note: `click ${node}`,
  isOptional,
  check: says({ 'target.node': node }),
});
const file = (...records: Line[]): SessionFile[] => [{ session: 's', headers: [], records, bytes: 0, text: '' }];

test('a file that says all that was done, in order, is whole', () => {
  const result = compare(
    [wantClick('desk', 1), wantClick('desk', 2)],
    file(pageOf('a', 'desk'), clickOn('a', 1), clickOn('a', 2)),
    siteOfUrl,
  );
  expect(result).toMatchObject({ missed: [], extra: [], disordered: [], lost: 0, homeless: 0 });
  expect(result.tallies).toEqual([{ site: 'desk', kind: 'click', expected: 2, matched: 2, extra: 0, disordered: 0 }]);
});

test('what was done and is not in the file is missed, and named', () => {
  const result = compare(
    [wantClick('desk', 1), wantClick('desk', 2)],
    file(pageOf('a', 'desk'), clickOn('a', 2)),
    siteOfUrl,
  );
  expect(result.missed.map(({ note }) => note)).toEqual(['click 1']);
});

test('one record answers one deed: the same click twice needs two records', () => {
  const result = compare(
    [wantClick('desk', 1), wantClick('desk', 1)],
    file(pageOf('a', 'desk'), clickOn('a', 1)),
    siteOfUrl,
  );
  expect(result.missed).toHaveLength(1);
});

test('a record that nobody made is extra where the kind is strict, and passes where it is not', () => {
  const scroll: Line = { kind: 'scroll', doc: 'a' };
  const result = compare([], file(pageOf('a', 'desk'), clickOn('a', 9), scroll), siteOfUrl);
  expect(result.extra).toEqual([{ site: 'desk', record: clickOn('a', 9) }]);
});

test('what may come is neither missed nor extra, and never takes a record from what must come', () => {
  const wanted = [{ ...wantClick('desk', 1, true), check: () => true }, wantClick('desk', 1)];
  const pages = pageOf('a', 'desk');
  expect(compare(wanted, file(pages, clickOn('a', 1)), siteOfUrl)).toMatchObject({ missed: [], extra: [] });
  expect(compare(wanted, file(pages, clickOn('a', 1), clickOn('a', 7)), siteOfUrl)).toMatchObject({
    missed: [],
    extra: [],
  });
});

test('records in the wrong order within a document are counted, between documents they are not', () => {
  const wanted = [wantClick('desk', 1), wantClick('desk', 2)];
  const swapped = file(pageOf('a', 'desk'), clickOn('a', 2), clickOn('a', 1));
  expect(compare(wanted, swapped, siteOfUrl).disordered).toHaveLength(1);
  const apart = file(pageOf('a', 'desk'), pageOf('b', 'desk'), clickOn('b', 2), clickOn('a', 1));
  expect(compare(wanted, apart, siteOfUrl).disordered).toHaveLength(0);
});

test('deeds that fit either record are not called out of order', () => {
  const any: Expected = { ...wantClick('desk', 0), check: () => true };
  const result = compare(
    [any, any, any],
    file(pageOf('a', 'desk'), clickOn('a', 3), clickOn('a', 2), clickOn('a', 1)),
    siteOfUrl,
  );
  expect(result).toMatchObject({ missed: [], disordered: [] });
});

test('a record belongs to the site of its document, and a frame without an address to that of its parent', () => {
  const frame: Line = { kind: 'page', doc: 'f', url: 'about:srcdoc', parent: 'a' };
  const result = compare(
    [wantClick('desk', 1)],
    file(pageOf('a', 'desk'), frame, pageOf('b', 'mail'), clickOn('f', 1), clickOn('b', 1)),
    siteOfUrl,
  );
  expect(result.missed).toEqual([]);
  expect(result.extra).toEqual([{ site: 'mail', record: clickOn('b', 1) }]);
});

test('a record of a document that no page record names is homeless, and answers nothing', () => {
  const result = compare([wantClick('desk', 1)], file(pageOf('a', 'desk'), clickOn('ghost', 1)), siteOfUrl);
  expect(result).toMatchObject({ homeless: 1 });
  expect(result.missed).toHaveLength(1);
});

test('only gaps that were lost count as lost', () => {
  const gaps: Line[] = [
    { kind: 'gap', reason: 'lost' },
    { kind: 'gap', reason: 'paused' },
  ];
  expect(compare([], file(...gaps), siteOfUrl).lost).toBe(1);
});

test('tab records have no document: every site finds its own', () => {
  const opened: Expected = {
    kind: 'tab',
    site: 'desk',
    note: 'opened',
    isOptional: false,
    check: says({ action: 'opened' }),
  };
  expect(compare([opened], file({ kind: 'tab', action: 'opened' }), siteOfUrl).missed).toEqual([]);
});

test('points are judged against the box of target or leaf, and against the viewport', () => {
  const at = (x: number, nx: number, target: object): Line => ({
    kind: 'click',
    point: { x, y: 5, nx, ny: 0.5 },
    target,
  });
  const target = { box: [0, 0, 10, 10] };
  const leaf = { box: [0, 0, 10, 10], leaf: { box: [20, 0, 10, 10] } };
  const quality = judgePoints([at(5, 0.5, target), at(25, 1.2, target), at(25, 0.5, leaf), at(5, 0.1, {})]);
  expect(quality).toMatchObject({ points: 4, inRange: 3, boxed: 3, inBox: 2 });
});

test('pairing finds as many pairs as any pairing could', () => {
  const graph = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 5 });
  void fc.assert(
    fc.property(graph, (fits) => {
      const rights = [0, 1, 2, 3, 4];
      const pairs = pair([...fits.keys()], rights, (left, right) => fits[left]?.[right] ?? false);
      const used = pairs.filter((right) => right !== undefined);
      expect(new Set(used).size).toBe(used.length);
      for (const [left, right] of pairs.entries()) if (right !== undefined) expect(fits[left]?.[right]).toBe(true);
      expect(used.length).toBe(bestBySearch(fits, 0, new Set()));
    }),
  );
});

/** The best number of pairs, by trying everything. */
function bestBySearch(fits: readonly (readonly boolean[])[], left: number, taken: ReadonlySet<number>): number {
  const row = fits[left];
  if (row === undefined) return 0;
  const without = bestBySearch(fits, left + 1, taken);
  const tried = row.flatMap((isFit, right) =>
    isFit && !taken.has(right) ? [1 + bestBySearch(fits, left + 1, new Set([...taken, right]))] : [],
  );
  return Math.max(without, ...tried);
}
