// What the admin page and its collector say to each other. Sums over many people only; nothing about one.
import * as z from 'zod/mini';
import { EXEMPTION_CATEGORIES, EXEMPTION_STATES, exemptionScope } from './collector-api.ts';

/** Groups of fewer installs than this are not counted out: the figures would be those of a few people. */
export const GROUP_MIN = 5;

/** Addresses below the collector's own. */
export const ADMIN_PATHS = {
  page: '/admin',
  overview: '/admin/api/overview',
  signIn: '/admin/api/sign-in',
  signOut: '/admin/api/sign-out',
  exemptions: '/admin/api/exemptions',
  sending: '/admin/api/sending',
} as const;

const time = z.iso.datetime();
/** Null: fewer than `GROUP_MIN`. */
const groupCount = z.nullable(z.int());
export type GroupCount = z.infer<typeof groupCount>;

const adminExemption = z.object({
  id: z.string(),
  askedAt: time,
  category: z.enum(EXEMPTION_CATEGORIES),
  note: z.optional(z.string()),
  contact: z.optional(z.string()),
  state: z.enum(EXEMPTION_STATES),
  /** As decided, or as asked for until then. */
  scope: exemptionScope,
  until: time,
  decidedAt: z.optional(time),
  decidedBy: z.optional(z.string()),
  hold: z.optional(z.boolean()),
});
export type AdminExemption = z.infer<typeof adminExemption>;

/** What arrived on a day (UTC); null where too few installs were heard of for sums to be of many. */
const adminDay = z.object({
  day: z.string(),
  installs: groupCount,
  sums: z.nullable(z.object({ segments: z.int(), bytes: z.int(), errors: z.record(z.string(), z.int()) })),
});
export type AdminDay = z.infer<typeof adminDay>;

export const adminOverview = z.object({
  serverTime: time,
  /** The name under which decisions are logged. */
  signedInAs: z.string(),
  isStopped: z.boolean(),
  /** Undecided ones first. */
  exemptions: z.array(adminExemption),
  enrolled: groupCount,
  versions: z.array(z.object({ extension: z.string(), browser: z.string(), installs: groupCount })),
  policyRevisions: z.array(z.object({ revision: z.string(), installs: groupCount })),
  /** By the day of the last contact, newest first. */
  lastContacts: z.array(z.object({ day: z.string(), installs: groupCount })),
  /** Newest first. */
  days: z.array(adminDay),
  /** The newest entries of the log, newest first. */
  decisions: z.array(z.object({ at: time, by: z.string(), what: z.string() })),
});
export type AdminOverview = z.infer<typeof adminOverview>;

export const signInRequest = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  token: z.string().check(z.maxLength(500)),
});

export const adminVerdict = z.strictObject({
  state: z.enum(['approved', 'denied']),
  until: z.optional(time),
  hold: z.optional(z.boolean()),
});
export type AdminVerdict = z.infer<typeof adminVerdict>;

export const sendingOrder = z.strictObject({ state: z.enum(['stopped', 'resumed']) });
