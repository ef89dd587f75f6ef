// Where on its own origin a page may be recorded: pages change their address without a load. Worker.
import { CORE_EXCLUSIONS } from '../model/core-exclusions.ts';
import { matchesOrigin, parseMatchPattern } from '../model/match-pattern.ts';
import type { PageSite } from '../model/page-rules.ts';
import { EXCLUDED_SITE, LISTED_SITE } from '../model/page-rules.ts';
import { sitesExemptAt } from './exemption.ts';
import type { GateFacts } from './gate.ts';

/**
 * What the gate would say of other paths of the origin of `url`, at `at` (ms since 1970). Undefined where there are no paths to
 * judge by: in study mode, which lists whole origins, and for documents without an address of their own (`isFixed`).
 */
export function sitesOn(
  { policy, control }: GateFacts,
  url: string,
  at: number,
  isFixed: boolean,
): readonly PageSite[] | undefined {
  if (policy.kind !== 'policy' || isFixed) return undefined;
  const { sites, excludedSites } = policy.policy;
  const excluded = [...CORE_EXCLUSIONS, ...excludedSites, ...sitesExemptAt(control, at)];
  return [...placed(sites, url, LISTED_SITE), ...placed(excluded, url, EXCLUDED_SITE)];
}

function placed(patterns: readonly string[], url: string, specificity: PageSite['specificity']): PageSite[] {
  const at = new URL(url);
  return patterns.flatMap((text) => {
    const pattern = parseMatchPattern(text);
    return pattern !== undefined && matchesOrigin(pattern, at) ? [{ path: pattern.path, specificity }] : [];
  });
}
