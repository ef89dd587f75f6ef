// The policy: what an organisation decided. One schema; every other form of it is made from this one.
import * as z from 'zod/mini';
import { pageEvents } from './event.ts';
import { FIELD_CLASSES } from './field.ts';
import { PAUSE_MAX_MINUTES } from './limit.ts';
import { checksumOf } from './policy-checksum.ts';
import { collectorAddress, hours, matchPattern, recipient, selector, text } from './policy-value.ts';
import { REDACTION_MODES } from './safe.ts';

export const POLICY_SCHEMA = 1;

/** Kinds of events that a policy may switch off. */
export const SWITCHED_EVENTS = Object.keys(pageEvents) as (keyof typeof pageEvents)[];

/** Longest that a value may be set to, in days and in minutes: a slip of the finger must not keep records for years. */
const RETENTION_MAX_DAYS = 365;
const HOLD_MAX_MINUTES = 7 * 24 * 60;

const rule = {
  /** Match pattern of the pages that the rule is for. */
  match: matchPattern,
};
const fieldRule = z
  .strictObject({
    ...rule,
    /** Fields of the page by selector, or by class: one of the two. */
    selector: z.optional(selector),
    class: z.optional(z.enum(FIELD_CLASSES)),
    mode: z.enum(REDACTION_MODES),
  })
  .check(
    z.refine(
      (made) => (made.selector === undefined) !== (made.class === undefined),
      'Name the fields by selector or by class: one of the two.',
    ),
  );
const nameRule = z.strictObject({ ...rule, selector, content: z.optional(z.boolean()) });
const urlRule = z.strictObject({
  ...rule,
  keepPath: z.optional(z.boolean()),
  keepQuery: z.optional(z.array(text)),
  keepFragment: z.optional(z.boolean()),
});

/** Keys of managed storage, flat where browsers need them flat. */
export const policy = z.strictObject({
  policySchema: z.literal(POLICY_SCHEMA),
  policyRevision: text,
  /** The keys that IT set: a key named here that did not arrive is an error. */
  policyKeys: z.array(text),
  /** `checksumOf` all other keys that arrived; any difference is an error. */
  policyChecksum: z._default(text, ''),
  orgName: z._default(text, ''),
  contactEmail: z._default(text, ''),
  noticeUrl: z._default(text, ''),
  noticeVersion: z._default(text, ''),
  requireAcknowledgement: z._default(z.boolean(), false),
  /** Origin of the collector; empty means that nothing leaves the device. */
  collectorUrl: z._default(collectorAddress, ''),
  enrolmentToken: z._default(text, ''),
  /** age public keys; when set, nothing unencrypted leaves. */
  recipients: z._default(z.array(recipient), []),
  purpose: z._default(text, 'agent-training'),
  region: text,
  regions: z.array(text),
  /** Match patterns of the sites that are recorded. */
  sites: z.array(matchPattern),
  excludedSites: z._default(z.array(matchPattern), []),
  /** Kinds of events switched off. Absent means on. */
  events: z._default(z.partialRecord(z.enum(SWITCHED_EVENTS), z.boolean()), {}),
  /** Pointer samples a second. */
  pointerHz: z._default(z.int().check(z.minimum(1), z.maximum(125)), 60),
  fieldRules: z._default(z.array(fieldRule), []),
  nameRules: z._default(z.array(nameRule), []),
  urlRules: z._default(z.array(urlRule), []),
  /** Such as `Mo-Fr 08:00-18:00`, local time; empty means always. */
  captureHours: z._default(z.array(hours), []),
  pauseMaxMinutes: z._default(z.int().check(z.minimum(1), z.maximum(PAUSE_MAX_MINUTES)), PAUSE_MAX_MINUTES),
  exemption: z._default(
    z.strictObject({
      maxDays: z._default(z.int().check(z.minimum(1)), 90),
      offWhilePending: z._default(z.boolean(), true),
    }),
    { maxDays: 90, offWhilePending: true },
  ),
  /** How long records stay on the device before they may leave, in minutes. */
  holdMinutes: z._default(z.int().check(z.minimum(0), z.maximum(HOLD_MAX_MINUTES)), 15),
  quotaMBPerDay: z._default(z.number().check(z.positive()), 10),
  bufferMB: z._default(z.number().check(z.positive()), 200),
  /** How long records stay readable on the device after they left, in days. */
  retentionDays: z._default(z.int().check(z.minimum(1), z.maximum(RETENTION_MAX_DAYS)), 7),
  uploadEveryMinutes: z._default(z.number().check(z.positive()), 15),
  uploadOnMetered: z._default(z.boolean(), false),
  uploadMinBatteryPercent: z._default(z.int().check(z.minimum(0), z.maximum(100)), 30),
  locale: z._default(text, ''),
});
export type Policy = z.infer<typeof policy>;
export type PolicyKey = keyof Policy;

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

/** Keys that only say something to people, or that hold the policy together: without them nothing more is recorded or sent. */
export const HARMLESS_KEYS: readonly string[] = [
  'policySchema',
  'policyRevision',
  'policyKeys',
  'orgName',
  'contactEmail',
  'noticeUrl',
  'enrolmentToken',
  'purpose',
  'locale',
];

/** Windows policy reaches Firefox without types: a number stands for true or false. Chromium converts by itself. */
const FLAGS: readonly string[] = ['requireAcknowledgement', 'uploadOnMetered'];

export interface PolicyProblem {
  readonly key: string;
  /** Where inside the key: numbers of items from 0, names of fields. Absent where it is about the key as a whole. */
  readonly path?: readonly string[];
  /** What is wrong and what to do, as one sentence or two. */
  readonly problem: string;
}

export type PolicyResult =
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] };

/** Reads a policy. Anything unknown, missing or malformed is a problem: a policy is taken whole or not at all. */
export function parsePolicy(raw: unknown): PolicyResult {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { kind: 'problems', problems: [{ key: '(policy)', problem: 'Is no object of keys and values.' }] };
  const arrived = Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, toFlag(key, value)]));
  const parsed = policy.safeParse(arrived);
  const malformed = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, arrived));
  const changed = malformed.length > 0 ? [] : findChanged(arrived);
  const unnamed = findUnnamed(arrived).filter(({ key }) => malformed.every((problem) => problem.key !== key));
  const problems = [...malformed, ...unnamed, ...changed];
  return parsed.success && problems.length === 0
    ? { kind: 'policy', policy: parsed.data }
    : { kind: 'problems', problems };
}

function toFlag(key: string, value: unknown): unknown {
  return FLAGS.includes(key) && (value === 0 || value === 1) ? value === 1 : value;
}

function toProblems(issue: z.core.$ZodIssue, arrived: Readonly<Record<string, unknown>>): PolicyProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => toProblem([...path, key], 'Unknown key. Remove it or correct its name.'));
  const isAbsent = path.length === 1 && !Object.hasOwn(arrived, path[0] ?? '');
  return [toProblem(path, isAbsent ? 'Missing. Set it.' : sayIssue(issue))];
}

function toProblem([key = '', ...path]: readonly string[], problem: string): PolicyProblem {
  if (path.length === 0) return { key, problem };
  const place = path.map((step) => (/^\d+$/.test(step) ? `item ${Number(step) + 1}` : step)).join(', ');
  return { key, path, problem: `In ${place}: ${problem}` };
}

function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Must be ${TYPE_NAMES[issue.expected] ?? `of type ${issue.expected}`}.`;
    case 'invalid_value':
      return `Must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}.`;
    case 'too_small':
      return `Must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}.`;
    case 'too_big':
      return `Must be at most ${issue.maximum}.`;
    default:
      return issue.message;
  }
}
const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
};

/** Keys that could go missing without anybody noticing, and those that did. */
function findUnnamed(arrived: Readonly<Record<string, unknown>>): PolicyProblem[] {
  const named = arrived['policyKeys'];
  if (!Array.isArray(named)) return [];
  const careful = Object.keys(arrived).filter(
    (key) => Object.hasOwn(policy.shape, key) && !HARMLESS_KEYS.includes(key),
  );
  const unnamed = [...new Set([...SAFETY_KEYS, ...careful])].filter((key) => !named.includes(key));
  const dropped = named.map(String).filter((key) => !Object.hasOwn(arrived, key));
  return [
    ...unnamed.map((key) => ({ key, problem: 'Not named in policyKeys. Set the key and name it there.' })),
    ...dropped.map((key) => ({
      key,
      problem: 'Named in policyKeys but did not arrive: the browser dropped it, or the name is wrong. Check its value.',
    })),
  ];
}

function findChanged({ policyChecksum, ...values }: Readonly<Record<string, unknown>>): PolicyProblem[] {
  if (policyChecksum === undefined || policyChecksum === checksumOf(values)) return [];
  const problem =
    'Does not fit the other keys: something was changed after the policy was made. Render the policy again.';
  return [{ key: 'policyChecksum', problem }];
}
