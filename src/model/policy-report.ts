// What became of each key of a policy on its way from IT to this device: for people who look after it, and for those it rules.

import type { PolicyKey, PolicyProblem } from './policy.ts';
import { POLICY_SCHEMA, parsePolicy, policy, SAFETY_KEYS } from './policy.ts';
import { checksumOf } from './policy-checksum.ts';

/**
 * `set`: arrived and obeyed. `default`: not set, so the default holds. `missing`: not set, and must be. `dropped`: IT set it, and the
 * browser dropped it. `refused`: arrived, and cannot be obeyed. `unknown`: no key of this version.
 */
export type KeyStanding = 'set' | 'default' | 'missing' | 'dropped' | 'refused' | 'unknown';

export interface KeyReport {
  readonly key: string;
  readonly standing: KeyStanding;
  /** What arrived or rules by default, as JSON; absent for secrets, and for keys that nobody knows: a misspelled one may hold a secret. */
  readonly value?: string;
  readonly problems: readonly string[];
  /** What stands in the problems and looks like no name of ours: an address or a person may be written where a name belongs. */
  readonly strangeNames?: readonly string[];
}

export type PolicyOrigin = 'managed' | 'packaged' | 'none';

export interface PolicyReport {
  readonly origin: PolicyOrigin;
  /** Taken whole, or not at all. */
  readonly isTaken: boolean;
  /** Version of the keys that arrived, as JSON; absent where none did. */
  readonly schema?: string;
  readonly knownSchema: number;
  readonly revision?: string;
  /** Problems that belong to no single key. */
  readonly problems: readonly string[];
  readonly keys: readonly KeyReport[];
}

/** When other values than before were last seen; kept in `storage.local` under `POLICY_NOTE`. */
export interface PolicyNote {
  readonly origin: PolicyOrigin;
  readonly checksum: string;
  /** ms since 1970. */
  readonly at: number;
}
export const POLICY_NOTE = 'policyNote';

export interface PolicyFound {
  readonly origin: PolicyOrigin;
  readonly raw: unknown;
}

/** Which of the two counts: managed storage as soon as it ever held something. */
export function findPolicy(managed: unknown, packaged: unknown, note: PolicyNote | undefined): PolicyFound {
  if (!isEmpty(managed)) return { origin: 'managed', raw: managed };
  if (note?.origin === 'managed' || isEmpty(packaged)) return { origin: 'none', raw: {} };
  return { origin: 'packaged', raw: packaged };
}

/** The note to keep from now on; the same object where nothing changed. An empty managed storage is no change: it may not have come yet. */
export function notePolicy(
  { origin, raw }: PolicyFound,
  note: PolicyNote | undefined,
  now: number,
): PolicyNote | undefined {
  if (origin === 'none') return note;
  const checksum = checksumOf({ raw });
  return note?.checksum === checksum && note.origin === origin ? note : { origin, checksum, at: now };
}

/** `isSelector` asks the browser; without it every selector counts as one. */
export function reportPolicy(
  { origin, raw }: PolicyFound,
  isSelector: (selector: string) => boolean = () => true,
): PolicyReport {
  const arrived: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const result = parsePolicy(raw);
  const problems = origin === 'none' || result.kind === 'policy' ? [] : result.problems;
  const values: Readonly<Record<string, unknown>> = result.kind === 'policy' ? result.policy : arrived;
  const known = Object.keys(policy.shape);
  const strangers = Object.keys(arrived).filter((key) => !known.includes(key));
  const named = Array.isArray(arrived['policyKeys']) ? arrived['policyKeys'].map(String) : [];
  const vanished = named.filter((key) => !known.includes(key) && !strangers.includes(key));
  const keys = [...known, ...strangers, ...vanished];
  const { policyRevision: revision, policySchema: schema } = arrived;
  return {
    origin,
    isTaken: result.kind === 'policy',
    ...(schema !== undefined && { schema: JSON.stringify(schema) }),
    knownSchema: POLICY_SCHEMA,
    ...(typeof revision === 'string' && { revision }),
    problems: problems.filter(({ key }) => !keys.includes(key)).map(({ problem }) => problem),
    keys: keys.map((key) => reportKey(key, { arrived, values, named, problems, isSelector })),
  };
}

interface Facts {
  readonly arrived: Readonly<Record<string, unknown>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly named: readonly string[];
  readonly problems: readonly PolicyProblem[];
  readonly isSelector: (selector: string) => boolean;
}

function reportKey(key: string, { arrived, values, named, problems, isSelector }: Facts): KeyReport {
  const own = problems.filter((problem) => problem.key === key);
  const isShown = Object.hasOwn(policy.shape, key) && !SECRETS.includes(key) && values[key] !== undefined;
  const strangeNames = own.flatMap(({ path = [] }) => path.filter((step) => !NAME.test(step)));
  return {
    key,
    standing: standingOf(key, { arrived, named, isRefused: own.length > 0 }),
    ...(isShown && { value: JSON.stringify(values[key]) }),
    problems: [...own.map(({ problem }) => problem), ...refusedSelectors(values[key], isSelector)],
    ...(strangeNames.length > 0 && { strangeNames }),
  };
}

/** The policy holds, but pages of such a rule are not recorded. */
function refusedSelectors(rules: unknown, isSelector: Facts['isSelector']): readonly string[] {
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule: unknown, i) => {
    const selector = typeof rule === 'object' && rule !== null && 'selector' in rule ? rule.selector : undefined;
    if (typeof selector !== 'string' || isSelector(selector)) return [];
    return [`In item ${i + 1}: the browser refuses the selector, so nothing is recorded on its pages. Correct it.`];
  });
}

function standingOf(
  key: string,
  { arrived, named, isRefused }: Pick<Facts, 'arrived' | 'named'> & { readonly isRefused: boolean },
): KeyStanding {
  if (Object.hasOwn(arrived, key)) {
    if (!Object.hasOwn(policy.shape, key)) return 'unknown';
    return isRefused ? 'refused' : 'set';
  }
  if (named.includes(key)) return 'dropped';
  return MUST.has(key) ? 'missing' : 'default';
}

const MUST: ReadonlySet<string> = new Set<string>([...SAFETY_KEYS, 'policySchema', 'policyRevision', 'policyKeys']);
const SECRETS: readonly string[] = ['enrolmentToken'] satisfies readonly PolicyKey[];

/** Such as all names of keys and fields, and numbers of items, look. */
const NAME = /^[a-z\d]{1,40}$/i;

/** For support: standings and problems, no values. Nothing in it says who or where the person is, or which sites they use. */
export function toSupportText(report: PolicyReport, about: string, changedAt: number | undefined): string {
  const by = (standing: KeyStanding): string =>
    report.keys
      .filter((key) => key.standing === standing)
      .map(({ key }) => toName(key))
      .join(', ') || '-';
  const problems = report.keys.flatMap(({ key, problems, strangeNames = [] }) =>
    problems.map((problem) => `  ${toName(key)}: ${strangeNames.reduce(hide, problem)}`),
  );
  const schema = /^(-|\d{1,9})$/.test(report.schema ?? '-') ? report.schema : '(no number)';
  return [
    about,
    `policy: ${report.isTaken ? 'taken' : 'not taken'}, from ${report.origin}, schema ${schema ?? '-'} (this build: ${report.knownSchema})`,
    `last change: ${changedAt === undefined ? '-' : new Date(changedAt).toISOString().slice(0, 10)}`,
    ...(['set', 'default', 'missing', 'dropped', 'refused', 'unknown'] as const).map((name) => `${name}: ${by(name)}`),
    ...report.problems.map((problem) => `  ${problem}`),
    ...problems,
    '',
  ].join('\n');
}

function toName(key: string): string {
  return NAME.test(key) ? key : '(no name)';
}

function hide(problem: string, name: string): string {
  return problem.replaceAll(name, '(no name)');
}

function isEmpty(raw: unknown): boolean {
  return raw === null || raw === undefined || (typeof raw === 'object' && Object.keys(raw).length === 0);
}
