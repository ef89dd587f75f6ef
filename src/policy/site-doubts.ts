// Sites and exclusions that are obeyed, and probably not what was meant: too wide, too narrow, or without any effect.
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import type { MatchPattern } from '../model/match-pattern.ts';
import { parseMatchPattern } from '../model/match-pattern.ts';
import type { Policy } from '../model/policy.ts';
import type { Doubt } from './doubt.ts';

export function findSiteDoubts(policy: Policy): Doubt[] {
  return [
    ...findWideSites(policy),
    ...findLostSites(policy),
    ...findNarrowExclusions(policy),
    ...findFarExclusions(policy),
  ];
}

function findWideSites({ sites }: Policy): Doubt[] {
  if (sites.length === 0) return [{ key: 'sites', path: [], what: 'No site is listed: nothing is recorded.' }];
  return sites.flatMap((site, at) => {
    const reach = reachOf(site);
    return reach === undefined ? [] : [{ key: 'sites', path: [String(at)], what: `"${site}" is ${reach}.` }];
  });
}

/** Second-level names below which, in many countries, anybody may have a site (`co.uk`). */
const SHARED_NAME = /^(ac|co|com|edu|gob|gov|gouv|net|ne|or|org)\.[a-z]{2}$/;

/** How far a pattern reaches that is for more than one organisation's sites. */
export function reachOf(site: string): string | undefined {
  const pattern = parseMatchPattern(site);
  if (pattern?.host === '') return 'every site there is';
  const isShared = pattern?.subdomains === true && (!pattern.host.includes('.') || SHARED_NAME.test(pattern.host));
  return isShared ? `every site under ".${pattern.host}"` : undefined;
}

/** Sites that are listed and taken out again as a whole. */
function findLostSites({ sites, excludedSites }: Policy): Doubt[] {
  return sites.flatMap((site, at) => {
    const isCore = CORE_EXCLUSIONS.some((out) => coversAll(out, site));
    const by = excludedSites.find((out) => coversAll(out, site));
    if (!isCore && by === undefined) return [];
    const why = isCore ? 'sites of its kind never are' : `"${by}" in excludedSites takes it out`;
    return [{ key: 'sites', path: [String(at)], what: `"${site}" is not recorded: ${why}.` }];
  });
}

/** True where every page of the pattern `inner` is one of `outer`. */
function coversAll(outer: string, inner: string): boolean {
  const [out, own] = [parseMatchPattern(outer), parseMatchPattern(inner)];
  if (out === undefined || own === undefined) return false;
  return (
    coversHost(out, own) &&
    (out.scheme === '*' || out.scheme === own.scheme) &&
    (out.port === '*' || out.port === own.port) &&
    (out.path === '/*' || out.path === own.path)
  );
}

function coversHost(out: MatchPattern, own: MatchPattern): boolean {
  return (
    (out.host === own.host && (out.subdomains || !own.subdomains)) ||
    (out.subdomains && (out.host === '' || own.host.endsWith(`.${out.host}`)))
  );
}

function findNarrowExclusions({ excludedSites }: Policy): Doubt[] {
  return excludedSites.flatMap((site, at) => {
    const path = [String(at)];
    if (!site.endsWith('*'))
      return [
        {
          key: 'excludedSites',
          path,
          what: `"${site}" excludes one address only: end it with "*" to exclude what lies below.`,
        },
      ];
    if (!site.startsWith('*:'))
      return [
        {
          key: 'excludedSites',
          path,
          what: `"${site}" excludes one scheme only: begin it with "*://" to exclude both.`,
        },
      ];
    return [];
  });
}

/** Exclusions that no listed page falls under, as after a slip in the host. */
function findFarExclusions({ sites, excludedSites }: Policy): Doubt[] {
  if (sites.length === 0) return [];
  return excludedSites.flatMap((out, at) => {
    if (sites.some((site) => mayMeet(out, site))) return [];
    const what = `"${out}" takes nothing out: no page of sites is under it. Check its spelling.`;
    return [{ key: 'excludedSites', path: [String(at)], what }];
  });
}

/** False where no page can be one of both patterns. */
function mayMeet(one: string, other: string): boolean {
  const [a, b] = [parseMatchPattern(one), parseMatchPattern(other)];
  if (a === undefined || b === undefined) return true;
  const isEither = (left: string, right: string): boolean => left === '*' || right === '*' || left === right;
  const [begin = '', start = ''] = [a, b].map(({ path }) => path.split('*', 1)[0] ?? '');
  return (
    (coversHost(a, b) || coversHost(b, a)) &&
    isEither(a.scheme, b.scheme) &&
    isEither(a.port, b.port) &&
    (begin.startsWith(start) || start.startsWith(begin))
  );
}
