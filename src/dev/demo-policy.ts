// The policy of the demo: it records the sample work app and nothing else, and sends soon.

/** A policy for pages of one origin, sent to one collector. */
export function demoPolicy(site: string, collectorUrl: string): Record<string, unknown> {
  const policy = {
    policySchema: 1,
    policyRevision: 'demo-1',
    orgName: 'Showhow demo',
    contactEmail: 'demo@showhow.invalid',
    noticeVersion: '',
    collectorUrl,
    recipients: [],
    purpose: 'agent-training',
    region: '001',
    regions: ['001'],
    sites: [`${site}/*`],
    excludedSites: [],
    fieldRules: [],
    nameRules: [],
    urlRules: [],
    pauseMaxMinutes: 30,
    retentionDays: 7,
    holdMinutes: 0,
    uploadEveryMinutes: 0.5,
  };
  return { ...policy, policyKeys: Object.keys(policy) };
}
