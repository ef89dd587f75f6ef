// Facts of the gate for tests: a policy that records one site in Germany, and what differs from it.
import type { GateFacts } from '../../src/control/gate.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import type { Policy } from '../../src/model/policy.ts';
import { parsePolicy, SAFETY_KEYS } from '../../src/model/policy.ts';

export const SITE = 'https://desk.example/tickets';

export const RAW_POLICY: Readonly<Record<string, unknown>> = {
  policySchema: 1,
  policyRevision: 'r1',
  policyKeys: [...SAFETY_KEYS],
  region: 'DE',
  regions: ['DE', 'FR'],
  sites: ['https://desk.example/*', 'https://*.shop.example/orders/*'],
  excludedSites: ['https://desk.example/hr/*'],
  fieldRules: [],
  nameRules: [],
  urlRules: [],
  noticeVersion: 'n1',
  collectorUrl: '',
  recipients: [],
  pauseMaxMinutes: 15,
  retentionDays: 7,
};

export function policyWith(changes: Partial<Policy> = {}): Policy {
  const result = parsePolicy({ ...RAW_POLICY, policyKeys: [...SAFETY_KEYS, ...Object.keys(changes)], ...changes });
  if (result.kind !== 'policy') throw new Error(JSON.stringify(result.problems));
  return result.policy;
}

export function ruled(changes: Partial<Policy> = {}, more: Partial<GateFacts> = {}): GateFacts {
  return {
    policy: { kind: 'policy', policy: policyWith(changes) },
    control: { ...NO_CONTROL, policySeen: true },
    installType: 'admin',
    timeZone: 'Europe/Berlin',
    ...more,
  };
}

export function studying(origins: readonly string[], since = 0, more: Partial<GateFacts> = {}): GateFacts {
  return {
    policy: { kind: 'none' },
    control: { ...NO_CONTROL, studySites: origins.map((origin) => ({ origin, since })) },
    installType: 'normal',
    timeZone: 'Europe/Berlin',
    ...more,
  };
}
