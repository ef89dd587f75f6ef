// Values that are allowed and obeyed, and probably not what was meant.
import type { Policy } from '../model/policy.ts';
import type { Doubt } from './doubt.ts';
import { findRuleDoubts } from './rule-doubts.ts';
import { findSiteDoubts } from './site-doubts.ts';

const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

export function findDoubts(policy: Policy): readonly Doubt[] {
  return [
    ...findSiteDoubts(policy),
    ...findRuleDoubts(policy),
    ...findRegions(policy),
    ...findHours(policy),
    ...findUnnamed(policy),
    ...findSingles(policy),
  ];
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

/** Over midnight and longer than half a day: who works at night works shorter, so the two times may stand the wrong way round. */
function findHours({ captureHours }: Policy): Doubt[] {
  return captureHours.flatMap((rule, at) => {
    const [, begin = '', end = ''] = /(\S+)-(\S+)$/.exec(rule) ?? [];
    const isLong = end < begin && minutesOf(end) + 24 * 60 - minutesOf(begin) > 12 * 60;
    const what = `"${rule}" goes over midnight, to ${end} of the next day. If the day is meant, write ${end}-${begin}.`;
    return isLong ? [{ key: 'captureHours', path: [String(at)], what }] : [];
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

/** Keys that limit what is recorded or sent, and that a policy may leave to their defaults. */
const LIMITS = ['captureHours', 'requireAcknowledgement', 'events', 'pointerHz', 'exemption', 'holdMinutes'] as const;

/** Named, or under a checksum, a key that the browser drops turns recording off. Else its default rules, and nobody hears of it. */
function findUnnamed({ policyKeys, policyChecksum }: Policy): Doubt[] {
  const unnamed = LIMITS.filter((key) => !policyKeys.includes(key));
  if (policyChecksum !== '' || unnamed.length === 0) return [];
  const what = `Does not name ${unnamed.join(', ')}. Where you set one of them with a slip in its name or its type, Chromium drops it without a word, and its default rules. Set and name it, or seal the policy with "showhow policy render".`;
  return [{ key: 'policyKeys', path: [], what }];
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
