// Compares what the driver did with what the session files say: missed, extra, out of order, by kind and site.
import type { Line, SessionFile } from '../e2e/session-files.ts';
import type { Expected } from './expected.ts';
import { part } from './expected.ts';
import { pair } from './match.ts';
import type { PlaceQuality } from './places.ts';
import { judgePlaces } from './places.ts';
import type { PointQuality } from './points.ts';
import { judgePoints } from './points.ts';

/** Kinds of which the file may hold nothing that nobody did. */
export const STRICT_KINDS = ['click', 'typing', 'change', 'drag', 'submit', 'clipboard'] as const;

/** An expectation and the record that answers it. */
export interface Match {
  readonly expected: Expected;
  readonly record: Line;
}

export interface Tally {
  readonly site: string;
  readonly kind: string;
  readonly expected: number;
  readonly matched: number;
  readonly extra: number;
  readonly disordered: number;
}

export interface Comparison {
  readonly tallies: readonly Tally[];
  readonly matches: readonly Match[];
  readonly missed: readonly Expected[];
  readonly extra: readonly { readonly site: string; readonly record: Line }[];
  /** Records that stand before another of their document and kind that was done earlier. */
  readonly disordered: readonly Match[];
  readonly points: PointQuality;
  readonly places: PlaceQuality;
  /** Gaps with reason `lost`. */
  readonly lost: number;
  /** Records of documents that belong to no site. */
  readonly homeless: number;
}

/** `siteOfUrl` tells the site that a page's URL belongs to. */
export function compare(
  expected: readonly Expected[],
  sessions: readonly SessionFile[],
  siteOfUrl: (url: string) => string | undefined,
): Comparison {
  const records = sessions.flatMap((session) => session.records);
  const siteOf = placeDocuments(records, siteOfUrl);
  const groups = Map.groupBy(expected, ({ site, kind }) => `${site}\n${kind}`);
  const bySite = Map.groupBy(records, (record) => `${siteOf(record) ?? ''}\n${record.kind}`);
  const keys = new Set([
    ...groups.keys(),
    ...[...bySite.keys()].filter((key) => isStrict(key) && !key.startsWith('\n')),
  ]);
  const parts = [...keys].map((key) => compareGroup(key, groups.get(key) ?? [], recordsFor(key, bySite)));
  const matches = parts.flatMap((each) => each.matches);
  return {
    tallies: parts.map((each) => each.tally),
    matches,
    missed: parts.flatMap((each) => each.missed),
    extra: parts.flatMap(({ tally: { site }, extra }) => extra.map((record) => ({ site, record }))),
    disordered: parts.flatMap((each) => each.disordered),
    points: judgePoints(records),
    places: judgePlaces(matches, records),
    lost: records.filter((record) => record.kind === 'gap' && record['reason'] === 'lost').length,
    homeless: records.filter((record) => record['doc'] !== undefined && siteOf(record) === undefined).length,
  };
}

/** A record's site, by the page record of its document or of the documents around it. */
function placeDocuments(
  records: readonly Line[],
  siteOfUrl: (url: string) => string | undefined,
): (record: Line) => string | undefined {
  const parents = new Map<string, string>();
  const urls = new Map<string, string>();
  for (const record of records.filter(({ kind }) => kind === 'page')) {
    const doc = String(record['doc']);
    // The first address of a document decides: a page may give itself any path later, but no other origin.
    if (!urls.has(doc)) urls.set(doc, String(record['url']));
    if (record['parent'] !== undefined) parents.set(doc, String(record['parent']));
  }
  const siteOfDoc = (doc: string, depth = 0): string | undefined => {
    const site = siteOfUrl(urls.get(doc) ?? '');
    const parent = parents.get(doc);
    return site ?? (parent === undefined || depth > 20 ? undefined : siteOfDoc(parent, depth + 1));
  };
  return (record) => siteOfDoc(String(record['doc']));
}

/** Records of a tab as a whole belong to no document: any site may claim them. */
function recordsFor(key: string, bySite: ReadonlyMap<string, readonly Line[]>): readonly Line[] {
  return key.endsWith('\ntab') ? (bySite.get('\ntab') ?? []) : (bySite.get(key) ?? []);
}

function isStrict(key: string): boolean {
  return STRICT_KINDS.some((kind) => key.endsWith(`\n${kind}`));
}

interface GroupResult {
  readonly tally: Tally;
  readonly matches: readonly Match[];
  readonly missed: readonly Expected[];
  readonly extra: readonly Line[];
  readonly disordered: readonly Match[];
}

function compareGroup(key: string, group: readonly Expected[], records: readonly Line[]): GroupResult {
  const [site = '', kind = ''] = key.split('\n');
  // What must be there chooses first; what may be there takes from the rest.
  const required = group.filter(({ isOptional }) => !isOptional);
  const wanted = [...required, ...group.filter(({ isOptional }) => isOptional)];
  const pairs = pair(wanted, records, (each, record) => each.check(record));
  const taken = new Set(pairs.filter((index) => index !== undefined));
  const matches = required.flatMap((each, index) => {
    const record = records[pairs[index] ?? -1];
    return record === undefined ? [] : [{ expected: each, record }];
  });
  const missed = required.filter((_, index) => pairs[index] === undefined);
  const extra = isStrict(key) ? records.filter((_, index) => !taken.has(index)) : [];
  const disordered = kind === 'tab' ? [] : findDisorder(matches, records);
  return {
    tally: {
      site,
      kind,
      expected: required.length,
      matched: matches.length,
      extra: extra.length,
      disordered: disordered.length,
    },
    matches,
    missed,
    extra,
    disordered,
  };
}

/** Matches come in the order of deeds; within a document their records must stand in that order too. */
function findDisorder(matches: readonly Match[], records: readonly Line[]): Match[] {
  const latest = new Map<unknown, number>();
  return matches.filter(({ record }) => {
    const doc = part(record, 'doc');
    const index = records.indexOf(record);
    const before = latest.get(doc) ?? -1;
    latest.set(doc, Math.max(before, index));
    return index < before;
  });
}
