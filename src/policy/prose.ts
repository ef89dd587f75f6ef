// The words of the policy reference: what each key does, its unit, and what a mistake in it could do.
import type { PolicyKey } from '../model/policy.ts';

/** What a lost or wrong value could do. `none`: only people are told something else, or the policy is refused. */
export type SafetyClass = 'records' | 'sends' | 'none';

export interface KeyProse {
  readonly safety: SafetyClass;
  /** Full sentences. */
  readonly what: string;
  readonly unit?: string;
  /** A value as JSON, for templates and tables. */
  readonly example: string;
}

/** Every key, in the order of the reference. */
export const KEY_PROSE: Readonly<Record<PolicyKey, KeyProse>> = {
  policySchema: {
    safety: 'none',
    what: 'Version of these keys. A build refuses versions that it does not know.',
    example: '1',
  },
  policyRevision: {
    safety: 'none',
    what: 'Your own name for this state of the policy. It stands in every session file.',
    example: '"2026-11-a"',
  },
  policyKeys: {
    safety: 'none',
    what: 'The keys that you set. Chromium drops a whole key for one value of a wrong type, and each key that it does not know, without a word; a key that is named here and did not arrive turns recording off. `showhow policy render` fills it in.',
    example: '["sites", "excludedSites"]',
  },
  policyChecksum: {
    safety: 'records',
    what: 'Checksum over all other keys, made by `showhow policy render`. Where it is set, a policy that was changed afterwards turns recording off, even where the change is a valid one, such as a slip in a pattern.',
    example: '"0f1e2d3c"',
  },
  orgName: { safety: 'none', what: 'Who decides, as the popup says it.', example: '"Example Corp"' },
  contactEmail: { safety: 'none', what: 'Whom people may ask; shown in the popup.', example: '"showhow@example.com"' },
  noticeUrl: {
    safety: 'none',
    what: 'Page with the notice to the people recorded, linked in the popup.',
    example: '"https://example.com/showhow-notice"',
  },
  noticeVersion: {
    safety: 'records',
    what: 'Version of the notice. With `requireAcknowledgement` a new version asks again.',
    example: '"2026-11"',
  },
  requireAcknowledgement: {
    safety: 'records',
    what: 'Nothing is recorded until the person has acknowledged this version of the notice.',
    example: 'true',
  },
  collectorUrl: {
    safety: 'sends',
    what: 'Address of the collector. Empty: nothing leaves the device. HTTPS, or HTTP to `127.0.0.1` or `localhost`.',
    example: '"https://showhow.example.com"',
  },
  enrolmentToken: {
    safety: 'none',
    what: 'Token with which an install enrols at the collector. Masked in `chrome://policy` where the browser does so.',
    example: '"token"',
  },
  recipients: {
    safety: 'sends',
    what: 'age public keys, as `showhow keygen` prints them. When set, everything is encrypted to them before it leaves.',
    example: '["age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"]',
  },
  purpose: {
    safety: 'none',
    what: 'What the sessions are for. It stands in every session file.',
    example: '"agent-training"',
  },
  region: {
    safety: 'records',
    what: 'Where the person’s contract is: a country (`DE`), a part of one (`DE-BY`), or `001` for the world. The device’s time zone must be one of that country; of parts, browsers know no zones.',
    example: '"DE"',
  },
  regions: {
    safety: 'records',
    what: 'Regions in which recording is agreed. A `region` that is not listed is not recorded.',
    example: '["DE", "FR"]',
  },
  sites: {
    safety: 'records',
    what: 'Match patterns of the sites that are recorded. Nothing else is; empty: nothing at all.',
    example: '["https://desk.example.com/*"]',
  },
  excludedSites: {
    safety: 'records',
    what: 'Match patterns that are taken out of `sites`. Sign-in services, password managers, payment, banking, health, personnel and union sites are out in any case.',
    example: '["https://desk.example.com/hr/*"]',
  },
  events: {
    safety: 'records',
    what: 'Kinds of events by name, `false` to leave a kind out. Kinds that are not named are on; `page` cannot be left out.',
    example: '{"clipboard": false}',
  },
  pointerHz: {
    safety: 'records',
    what: 'How finely pointer paths are kept.',
    unit: 'samples a second, 1 to 125',
    example: '60',
  },
  fieldRules: {
    safety: 'records',
    what: 'What may be kept of fields: pages (`match`), fields by `selector` (CSS) or by `class`, and `mode` (`protected`, `masked`, `scrubbed`, `kept`). `scrubbed` and `kept` keep all that the field holds, so also what others wrote into it; of a field for a name, e-mail, phone, address or birth date `scrubbed` keeps only a placeholder. Without a rule a field is masked; protected fields cannot be opened. The closest rule counts, first by page, then by field (selectors as CSS counts them, before classes); of rules as close the strictest. On pages of a rule whose selector the browser refuses nothing is recorded.',
    example:
      '[{"match": "https://desk.example.com/*", "selector": "#status", "mode": "kept"}, {"match": "https://desk.example.com/*", "class": "message", "mode": "scrubbed"}]',
  },
  nameRules: {
    safety: 'records',
    what: 'Where names of controls are interface text and may be kept, though they are no common words: pages (`match`) and elements (`selector`, CSS). `content`: also where they stand in rows, lists and messages, so that they may be words of other people. Digits, addresses and what detectors find go in any case.',
    example: '[{"match": "https://desk.example.com/*", "selector": "nav a"}]',
  },
  urlRules: {
    safety: 'records',
    what: 'Where parts of addresses may be kept: pages (`match`), ids in paths (`keepPath`), query values by name (`keepQuery`), what follows `#` (`keepFragment`). Secrets and e-mail addresses in them go in any case. The closest rule counts; of rules as close what all of them keep.',
    example: '[{"match": "https://desk.example.com/ticket/*", "keepPath": true, "keepQuery": ["tab"]}]',
  },
  captureHours: {
    safety: 'records',
    what: 'When recording is allowed, in the device’s local time. Empty: always.',
    example: '["Mo-Fr 08:00-18:00"]',
  },
  pauseMaxMinutes: {
    safety: 'records',
    what: 'Longest pause at a time.',
    unit: 'minutes, 1 to 30',
    example: '30',
  },
  exemption: {
    safety: 'records',
    what: 'Exemptions that people ask for: `maxDays` (how long at most) and `offWhilePending` (nothing is recorded until there is an answer).',
    example: '{"maxDays": 90, "offWhilePending": true}',
  },
  holdMinutes: {
    safety: 'sends',
    what: 'How long records stay on the device, where the person can take them back, before they may leave.',
    unit: 'minutes, 0 to 10080',
    example: '15',
  },
  quotaMBPerDay: { safety: 'sends', what: 'Most that leaves a device in a day.', unit: 'MB', example: '10' },
  bufferMB: { safety: 'records', what: 'Most that is kept on the device.', unit: 'MB', example: '200' },
  retentionDays: {
    safety: 'records',
    what: 'How long sent records stay readable on the device.',
    unit: 'days, 1 to 365',
    example: '7',
  },
  uploadEveryMinutes: { safety: 'sends', what: 'How often is sent.', unit: 'minutes', example: '15' },
  uploadOnMetered: { safety: 'sends', what: 'May send over connections that are paid by volume.', example: 'false' },
  uploadMinBatteryPercent: {
    safety: 'sends',
    what: 'Below this charge, and off power, nothing is sent, and the pointer is sampled 20 times a second at most.',
    unit: 'percent, 0 to 100',
    example: '30',
  },
  locale: { safety: 'none', what: 'Language of the popup, such as `de`. Empty: that of the browser.', example: '"de"' },
};
