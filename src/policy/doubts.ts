// Values that are allowed and obeyed, and probably not what was meant.
import type { Policy } from '../model/policy.ts';

export interface Doubt {
  readonly key: string;
  readonly path: readonly string[];
  readonly what: string;
}

const REGION = /^(001|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/;

export function findDoubts(policy: Policy): readonly Doubt[] {
  return [...findWideSites(policy), ...findNarrowExclusions(policy), ...findRegions(policy), ...findSingles(policy)];
}

function findWideSites({ sites }: Policy): Doubt[] {
  if (sites.length === 0) return [{ key: 'sites', path: [], what: 'No site is listed: nothing is recorded.' }];
  return sites.flatMap((site, at) =>
    /^[^:]+:\/\/\*(:[^/]*)?\//.test(site)
      ? [{ key: 'sites', path: [String(at)], what: `"${site}" is every site there is.` }]
      : [],
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
    ...(REGION.test(region)
      ? []
      : [{ key: 'region', path: [], what: `"${region}" is no region: nothing is recorded.` }]),
    ...regions.flatMap((name, at) =>
      REGION.test(name) ? [] : [{ key: 'regions', path: [String(at)], what: `"${name}" is no region.` }],
    ),
  ];
  const outside = regions.includes(region)
    ? []
    : [{ key: 'region', path: [], what: `"${region}" is not in regions: nothing is recorded.` }];
  return [...unknown, ...outside];
}

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
