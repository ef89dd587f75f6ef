// The figures of the admin page: sums over many installs, and nothing where there are only a few.
import type { AdminDay, AdminExemption, AdminOverview, GroupCount } from '../model/admin-api.ts';
import { GROUP_MIN } from '../model/admin-api.ts';
import type { BlobStore } from './blob-store.ts';
import { readCounts } from './day-counts.ts';
import type { Decision } from './decisions.ts';
import { listDecisions } from './decisions.ts';
import type { ExemptionCase } from './exemptions.ts';
import { listExemptions } from './exemptions.ts';
import type { ContactGroup } from './installs.ts';
import { countInstalls, readContacts } from './installs.ts';
import { readOrders } from './orders.ts';

/** Days that are shown, today included. */
const DAYS = 14;
const DECISIONS_SHOWN = 50;
const DAY_MS = 86_400_000;

/** Everything that the admin page shows. */
export async function readOverview(store: BlobStore, signedInAs: string, now: number): Promise<AdminOverview> {
  const days = Array.from({ length: DAYS }, (_, back) => new Date(now - back * DAY_MS).toISOString().slice(0, 10));
  const contacts = await Promise.all(days.map((day) => readContacts(store, day)));
  const last = lastContacts(contacts);
  const [orders, exemptions, enrolled, decisions, shownDays] = await Promise.all([
    readOrders(store),
    listExemptions(store),
    countInstalls(store),
    listDecisions(store),
    Promise.all(days.map((day, index) => toDay(store, day, contacts[index] ?? []))),
  ]);
  return {
    serverTime: new Date(now).toISOString(),
    signedInAs,
    isStopped: orders.isStopped,
    exemptions: exemptions.map(toAdminExemption),
    enrolled: toGroupCount(enrolled),
    ...spread(last),
    lastContacts: days.map((day, index) => ({
      day,
      installs: toGroupCount([...last.values()].filter(({ back }) => back === index).length),
    })),
    days: shownDays,
    decisions: decisions.slice(-DECISIONS_SHOWN).reverse().map(toLogLine),
  };
}

type Last = ReadonlyMap<string, { readonly back: number; readonly facts: ContactGroup['facts'] }>;

/** Each install once, with what it said last. `contacts` begins with today. */
function lastContacts(contacts: readonly (readonly ContactGroup[])[]): Last {
  const last = new Map<string, { back: number; facts: ContactGroup['facts'] }>();
  for (const [back, groups] of contacts.entries())
    for (const { facts, installs } of groups)
      for (const install of installs) if (!last.has(install)) last.set(install, { back, facts });
  return last;
}

function spread(last: Last): Pick<AdminOverview, 'versions' | 'policyRevisions'> {
  const all = [...last.values()].map(({ facts }) => facts);
  const versions = Map.groupBy(all, ({ extension, browser }) => JSON.stringify([extension, browser]));
  const revisions = Map.groupBy(all, ({ policyRevision }) => policyRevision);
  return {
    versions: [...versions.values()].sort(byLength).flatMap(([first, ...others]) => {
      if (first === undefined) return [];
      const { extension, browser } = first;
      return [{ extension, browser, installs: toGroupCount(others.length + 1) }];
    }),
    policyRevisions: [...revisions]
      .sort(([, a], [, b]) => byLength(a, b))
      .map(([revision, { length }]) => ({ revision, installs: toGroupCount(length) })),
  };
}

function byLength(a: readonly unknown[], b: readonly unknown[]): number {
  return b.length - a.length;
}

/** Null for too few; none is no secret. */
function toGroupCount(count: number): GroupCount {
  return count === 0 || count >= GROUP_MIN ? count : null;
}

async function toDay(store: BlobStore, day: string, groups: readonly ContactGroup[]): Promise<AdminDay> {
  const heard = new Set(groups.flatMap(({ installs }) => installs)).size;
  const installs = toGroupCount(heard);
  if (heard < GROUP_MIN) return { day, installs, sums: null };
  const { segments, bytes, answers } = await readCounts(store, day);
  const errors = Object.fromEntries(Object.entries(answers).filter(([status]) => Number(status) >= 400));
  return { day, installs, sums: { segments, bytes, errors } };
}

function toAdminExemption({ exemption: { askedAt, request }, answer }: ExemptionCase): AdminExemption {
  const { id, category, note, contact } = request;
  const { state, scope = request.scope, until = request.until, decidedAt, decidedBy, hold } = answer;
  return {
    id,
    askedAt,
    category,
    ...(note !== undefined && { note }),
    ...(contact !== undefined && { contact }),
    state,
    scope,
    until,
    ...(decidedAt !== undefined && { decidedAt }),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(hold !== undefined && { hold }),
  };
}

function toLogLine({ at, by, on }: Decision): AdminOverview['decisions'][number] {
  return { at, by, what: describeDecision(on) };
}

/** A decision as people read it in the log. */
export function describeDecision(on: Decision['on']): string {
  switch (on.what) {
    case 'exemption': {
      const hold = on.hold ? ', sent on unmetered networks only' : '';
      return `exemption ${on.id} ${on.state}${on.state === 'approved' ? ` until ${on.until.slice(0, 10)}${hold}` : ''}`;
    }
    case 'install':
      return `install ${on.id} ${on.state}`;
    case 'sending':
      return `sending ${on.state} for all`;
  }
}
