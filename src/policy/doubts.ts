// Values that are allowed and obeyed, and probably not what was meant.
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import { parseMatchPattern } from '../model/match-pattern.ts';
import type { Policy } from '../model/policy.ts';

export interface Doubt {
  readonly key: string;
  readonly path: readonly string[];
  readonly what: string;
}

const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

export function findDoubts(policy: Policy): readonly Doubt[] {
  return [
    ...findWideSites(policy),
    ...findLostSites(policy),
    ...findNarrowExclusions(policy),
    ...findRegions(policy),
    ...findSingles(policy),
  ];
}

function findWideSites({ sites }: Policy): Doubt[] {
  if (sites.length === 0) return [{ key: 'sites', path: [], what: 'No site is listed: nothing is recorded.' }];
  return sites.flatMap((site, at) =>
    /^[^:]+:\/\/\*(:[^/]*)?\//.test(site)
      ? [{ key: 'sites', path: [String(at)], what: `"${site}" is every site there is.` }]
      : [],
  );
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
  const isHost =
    (out.host === own.host && (out.subdomains || !own.subdomains)) ||
    (out.subdomains && (out.host === '' || own.host.endsWith(`.${out.host}`)));
  return (
    isHost &&
    (out.scheme === '*' || out.scheme === own.scheme) &&
    (out.port === '*' || out.port === own.port) &&
    (out.path === '/*' || out.path === own.path)
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

function findRegions({ region, regions }: Policy): Doubt[] {
  const unknown = [
    ...(isRegion(region) ? [] : [{ key: 'region', path: [], what: `"${region}" is no region: nothing is recorded.` }]),
    ...regions.flatMap((name, at) =>
      isRegion(name) ? [] : [{ key: 'regions', path: [String(at)], what: `"${name}" is no region.` }],
    ),
  ];
  const outside = regions.includes(region)
    ? []
    : [{ key: 'region', path: [], what: `"${region}" is not in regions: nothing is recorded.` }];
  return [...unknown, ...outside];
}

/** The gate finds a region's time zones by its country; groups of countries, such as `EU`, have none. */
function isRegion(name: string): boolean {
  if (name === '001') return true;
  if (!REGION.test(name)) return false;
  const country = new Intl.Locale('und', { region: name.slice(0, 2) }) as Zoned;
  return (country.getTimeZones?.() ?? ['unknown']).length > 0;
}

/** `Intl.Locale#getTimeZones`, which TypeScript's ES2024 does not know yet, and older Node has not. */
type Zoned = Intl.Locale & { getTimeZones?: () => readonly string[] | undefined };

function findSingles(policy: Policy): Doubt[] {
  const { events, noticeUrl, noticeVersion, requireAcknowledgement, policyChecksum } = policy;
  const doubts: (Doubt | false)[] = [
    events.page === false && {
      key: 'events',
      path: ['page'],
      what: 'Pages cannot be left out: without them no record has a place.',
    },
    noticeUrl !== '' &&
      !/^https:\/\//.test(noticeUrl) && {
        key: 'noticeUrl',
        path: [],
        what: 'Is no HTTPS address: the popup does not show it.',
      },
    requireAcknowledgement &&
      noticeVersion === '' && {
        key: 'noticeVersion',
        path: [],
        what: 'Is empty: a later notice cannot be told from this one.',
      },
    policyChecksum === '' && {
      key: 'policyChecksum',
      path: [],
      what: 'Is not set: a slip in a pattern that leaves a valid one would not be noticed. "showhow policy render" sets it.',
    },
  ];
  return doubts.filter((doubt) => doubt !== false);
}
