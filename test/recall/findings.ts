// A comparison as rows and bars of the report, and in words for who has to find the fault.
import type { Bar, Row } from '../bench/report.ts';
import type { Comparison, Tally } from './compare.ts';
import type { SelectorQuality } from './selectors.ts';

/** One row for each site and each kind, then one for the whole. */
export function toRows({ tallies }: Comparison): Row[] {
  const bySite = Map.groupBy(tallies, ({ site }) => site);
  const byKind = Map.groupBy(tallies, ({ kind }) => kind);
  return [
    ...[...bySite].map(([site, group]) => toRow(`site ${site}`, group)),
    ...[...byKind].map(([kind, group]) => toRow(`kind ${kind}`, group)),
    toRow('all', tallies),
  ];
}

function toRow(what: string, group: readonly Tally[]): Row {
  const sum = (key: 'expected' | 'matched' | 'extra' | 'disordered'): number =>
    group.reduce((total, tally) => total + tally[key], 0);
  const [expected, matched] = [sum('expected'), sum('matched')];
  return {
    what,
    actions: expected,
    found: matched,
    missed: expected - matched,
    extra: sum('extra'),
    'out of order': sum('disordered'),
    'recall %': percent(matched, expected),
  };
}

/** Part of a whole in per cent with two digits, rounded down: 99.9 is not 100. An empty whole is complete. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : Math.floor((part / whole) * 10_000) / 100;
}

/** What must hold. A run that drove nothing holds nothing. */
export function toBars({ tallies, points, places, lost }: Comparison, selectors: SelectorQuality): Bar[] {
  const expected = tallies.reduce((sum, tally) => sum + tally.expected, 0);
  const matched = tallies.reduce((sum, tally) => sum + tally.matched, 0);
  const atLeast = (name: string, part: number, whole: number, bar: number): Bar => ({
    name,
    value: whole === 0 ? 0 : percent(part, whole),
    bar,
    sense: 'at least',
    unit: '%',
  });
  return [
    atLeast('recall of actions', matched, expected, 99.9),
    { name: 'lost gaps', value: lost, bar: 0, sense: 'at most', unit: 'gaps' },
    atLeast("points in the target's box", points.inBox, points.boxed, 99.5),
    atLeast('normalised points in 0..1', points.inRange, points.points, 100),
    atLeast('points in frames that map to the top window', places.mapped, places.points, 99.5),
    atLeast('targets with two unique selectors that find them', selectors.good, selectors.judged, 98),
  ];
}

/** Published recorders reach about 77 %. */
export function usableBar(usable: number, steps: number): Bar {
  const value = steps === 0 ? 0 : percent(usable, steps);
  return { name: 'usable steps', value, bar: 95, sense: 'at least', unit: '%' };
}

/** Every finding in a line of its own. */
export function explain(comparison: Comparison, selectors: SelectorQuality): string {
  const lines = [
    ...comparison.missed.map(({ site, kind, note }) => `missed  ${site}: ${kind}, ${note}`),
    ...comparison.extra.map(({ site, record }) => `extra   ${site}: ${short(record)}`),
    ...comparison.disordered.map(({ expected: { site, note } }) => `order   ${site}: ${note}`),
    ...comparison.points.outside.map((record) => `outside ${short(record)}`),
    ...comparison.places.astray.map(
      ({ expected: { site, note, top }, record }) =>
        `astray  ${site}: ${note} at ${JSON.stringify(top)}: ${short(record['point'])}`,
    ),
    ...selectors.wrongTargets.map(
      ({ expected: { site, note }, record }) => `target  ${site}: ${note}: ${short(record['target'] ?? record)}`,
    ),
    ...selectors.poor.map(({ match, verdict }) => `selects ${match.expected.site}: ${match.expected.note}: ${verdict}`),
    `targets as aimed at: ${selectors.rightTarget} of ${selectors.aimed}; claims to be unique that are not: ${selectors.wrong} of ${selectors.claimed}`,
    `records of documents without a page record: ${comparison.homeless}`,
  ];
  return lines.join('\n');
}

function short(value: unknown): string {
  return JSON.stringify(value).slice(0, 400);
}
