// Which content scripts are to be registered: a description, for the root to apply. Pure. Worker.
import type { GateState } from '../model/control.ts';
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import { parseMatchPattern } from '../model/match-pattern.ts';
import type { GateFacts } from './gate.ts';
import { answerGateForTime, mayStudy } from './gate.ts';

/** The capture script as the build names it. */
export const CAPTURE_SCRIPT = 'capture.js';

/** One entry of `scripting.registerContentScripts`. */
export interface CaptureRegistration {
  readonly id: string;
  readonly js: readonly string[];
  readonly matches: readonly string[];
  readonly excludeMatches: readonly string[];
  readonly allFrames: true;
  readonly matchOriginAsFallback: boolean;
  readonly runAt: 'document_start';
  readonly persistAcrossSessions: true;
}

/**
 * What should be registered now; empty while nothing may be recorded for longer than a pause or a night, so that
 * no code of ours is in any page. Two entries at most: browsers take `matchOriginAsFallback` (about:blank and the
 * like) only for patterns that end in `/*`.
 */
export function describeRegistrations(
  facts: GateFacts,
  now: number,
  browser: 'chromium' | 'firefox',
): readonly CaptureRegistration[] {
  const listed = isClosedForLong(facts, now) ? [] : forBrowser(listedPatterns(facts), browser);
  const whole = listed.filter(isWholeOrigin);
  const paths = listed.filter((text) => !isWholeOrigin(text));
  const excluded = forBrowser(excludedPatterns(facts), browser);
  return [
    ...(whole.length > 0 ? [toRegistration('capture', whole, excluded)] : []),
    ...(paths.length > 0 ? [toRegistration('capture-paths', paths, excluded)] : []),
  ];
}

/** Two lists of registrations say the same; the order of entries does not count. */
export function sameRegistrations(
  wanted: readonly CaptureRegistration[],
  found: readonly Partial<CaptureRegistration>[],
): boolean {
  const toKey = (entry: Partial<CaptureRegistration>): string =>
    JSON.stringify([
      entry.id,
      [...(entry.matches ?? [])].sort(),
      [...(entry.excludeMatches ?? [])].sort(),
      entry.matchOriginAsFallback === true,
    ]);
  return JSON.stringify(wanted.map(toKey).sort()) === JSON.stringify(found.map(toKey).sort());
}

function toRegistration(
  id: string,
  matches: readonly string[],
  excludeMatches: readonly string[],
): CaptureRegistration {
  return {
    id,
    js: [CAPTURE_SCRIPT],
    matches,
    excludeMatches,
    allFrames: true,
    matchOriginAsFallback: matches.every(isWholeOrigin),
    runAt: 'document_start',
    persistAcrossSessions: true,
  };
}

/** States that end by themselves or with a fault: the script stays registered and rests. */
const SHORT_STATES: readonly GateState[] = ['capturing', 'paused', 'hours', 'exempt', 'stopped'];

function isClosedForLong(facts: GateFacts, now: number): boolean {
  const { state } = answerGateForTime(facts, now);
  return !SHORT_STATES.includes(state);
}

/** Match patterns of the sites that policy or person listed, whatever the gate says now. */
export function listedPatterns(facts: GateFacts): readonly string[] {
  if (facts.policy.kind === 'policy') return facts.policy.policy.sites;
  return mayStudy(facts) ? facts.control.studySites.map((site) => `${site.origin}/*`) : [];
}

function excludedPatterns(facts: GateFacts): readonly string[] {
  const byPolicy = facts.policy.kind === 'policy' ? facts.policy.policy.excludedSites : [];
  return [...CORE_EXCLUSIONS, ...byPolicy];
}

function isWholeOrigin(text: string): boolean {
  return parseMatchPattern(text)?.path === '/*';
}

/** Each once, as Chromium gives them back: else each start would find other scripts than it wants, and put them in anew. */
function forBrowser(patterns: readonly string[], browser: 'chromium' | 'firefox'): readonly string[] {
  return [...new Set(patterns.map((text) => spell(text, browser)))];
}

/** As browsers spell a pattern themselves; they refuse `HTTPS:`. Firefox takes no ports (bug 1362809): the gate is exact. */
function spell(text: string, browser: 'chromium' | 'firefox'): string {
  const pattern = parseMatchPattern(text);
  if (pattern === undefined) return text;
  const host = pattern.host === '' ? '*' : pattern.subdomains ? `*.${pattern.host}` : pattern.host;
  const port = pattern.port === '*' || browser === 'firefox' ? '' : `:${pattern.port}`;
  return `${pattern.scheme}://${host}${port}${pattern.path}`;
}
