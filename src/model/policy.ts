// The policy: what an organisation decided. One schema; every other form of it is made from this one.
import * as z from 'zod/mini';
import { PAUSE_MAX_MINUTES } from './limit.ts';
import { REDACTION_MODES } from './safe.ts';

export const POLICY_SCHEMA = 1;

const text = z.string();
const matchPattern = z.string().check(z.regex(/^(\*|https?):\/\/(\*|(\*\.)?[^/*]+)\/.*$/, 'is no match pattern'));
const rule = {
  /** Match pattern of the pages that the rule is for. */
  match: matchPattern,
};

/** Keys of managed storage, flat where browsers need them flat. */
export const policy = z.strictObject({
  policySchema: z.literal(POLICY_SCHEMA),
  policyRevision: text,
  /** The keys that IT set: a key named here that did not arrive is an error. */
  policyKeys: z.array(text),
  orgName: z._default(text, ''),
  contactEmail: z._default(text, ''),
  noticeUrl: z._default(text, ''),
  noticeVersion: z._default(text, ''),
  requireAcknowledgement: z._default(z.boolean(), false),
  /** Origin of the collector; empty means that nothing leaves the device. */
  collectorUrl: z._default(text, ''),
  enrolmentToken: z._default(text, ''),
  /** age public keys; when set, nothing unencrypted leaves. */
  recipients: z._default(z.array(text), []),
  purpose: z._default(text, 'agent-training'),
  region: text,
  regions: z.array(text),
  /** Match patterns of the sites that are recorded. */
  sites: z.array(matchPattern),
  excludedSites: z._default(z.array(matchPattern), []),
  /** Kinds of events switched off. Absent means on. */
  events: z._default(z.record(z.string(), z.boolean()), {}),
  /** Pointer samples a second. */
  pointerHz: z._default(z.int().check(z.minimum(1), z.maximum(125)), 60),
  fieldRules: z._default(z.array(z.strictObject({ ...rule, selector: text, mode: z.enum(REDACTION_MODES) })), []),
  nameRules: z._default(z.array(z.strictObject({ ...rule, selector: text })), []),
  urlRules: z._default(z.array(z.strictObject({ ...rule, keepQuery: z.optional(z.array(text)) })), []),
  /** Such as `Mo-Fr 08:00-18:00`, local time; empty means always. */
  captureHours: z._default(z.array(text), []),
  pauseMaxMinutes: z._default(z.int().check(z.minimum(1), z.maximum(PAUSE_MAX_MINUTES)), PAUSE_MAX_MINUTES),
  exemption: z._default(
    z.strictObject({ maxDays: z._default(z.int(), 90), offWhilePending: z._default(z.boolean(), true) }),
    { maxDays: 90, offWhilePending: true },
  ),
  /** How long records stay on the device before they may leave, in minutes. */
  holdMinutes: z._default(z.int().check(z.minimum(0)), 15),
  quotaMBPerDay: z._default(z.number().check(z.positive()), 10),
  bufferMB: z._default(z.number().check(z.positive()), 200),
  /** How long records stay readable on the device after they left, in days. */
  retentionDays: z._default(z.int().check(z.minimum(1)), 7),
  uploadEveryMinutes: z._default(z.number().check(z.positive()), 15),
  uploadOnMetered: z._default(z.boolean(), false),
  uploadMinBatteryPercent: z._default(z.int().check(z.minimum(0), z.maximum(100)), 30),
  locale: z._default(text, ''),
});
export type Policy = z.infer<typeof policy>;

/** Keys that `policyKeys` must name: a policy without them could record more than was meant. */
export const SAFETY_KEYS = [
  'sites',
  'excludedSites',
  'regions',
  'region',
  'fieldRules',
  'nameRules',
  'urlRules',
  'noticeVersion',
  'collectorUrl',
  'recipients',
  'pauseMaxMinutes',
  'retentionDays',
] as const;

export interface PolicyProblem {
  readonly key: string;
  /** What is wrong and what to do, as one sentence. */
  readonly problem: string;
}

export type PolicyResult =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] };

/** Reads a policy. Anything unknown, missing or malformed is a problem: a policy is taken whole or not at all. */
export function parsePolicy(raw: unknown): PolicyResult {
  const parsed = policy.safeParse(raw);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      key: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.') || '(policy)',
      problem: issue.code === 'unrecognized_keys' ? 'Unknown key. Remove it or correct its name.' : issue.message,
    }));
    return { kind: 'problems', problems };
  }
  const problems = missingKeys(parsed.data, Object.keys(raw as object));
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'policy', policy: parsed.data };
}

function missingKeys(policy: Policy, arrived: readonly string[]): PolicyProblem[] {
  const unnamed = SAFETY_KEYS.filter((key) => !policy.policyKeys.includes(key)).map((key) => ({
    key,
    problem: 'Not named in policyKeys. Set the key and name it there.',
  }));
  const dropped = policy.policyKeys
    .filter((key) => !arrived.includes(key))
    .map((key) => ({
      key,
      problem: 'Named in policyKeys but did not arrive: the browser dropped it. Check its value.',
    }));
  return [...unnamed, ...dropped];
}
