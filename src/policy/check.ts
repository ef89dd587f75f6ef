// Checks a policy file: what a browser would drop, what the extension would refuse, and what is probably not meant.
import type { PolicyResult } from '../model/policy.ts';
import { parsePolicy } from '../model/policy.ts';
import type { Arrival } from './chromium-drops.ts';
import { arriveInChromium } from './chromium-drops.ts';
import { findDoubts } from './doubts.ts';
import { nearestKey, nodeOf } from './key-facts.ts';
import type { Located, LocatedField, Place } from './located.ts';
import { deepestAt, placeOf, toRecord } from './located.ts';
import { readPolicyFile } from './read-policy.ts';
import type { PolicyRead, Reading } from './reading.ts';

export interface Finding extends Place {
  /**
   * `dropped`: the browser takes the key away without a word. `refused`: the extension refuses the whole policy for it.
   * `unread`: the file itself is wrong. `doubt`: allowed, and probably not what was meant.
   */
  readonly kind: 'dropped' | 'refused' | 'unread' | 'doubt';
  readonly browser: Reading['browser'];
  /** Empty where the finding is about no key. */
  readonly key: string;
  readonly what: string;
}

/** What the file does in one browser. */
export interface BrowserVerdict {
  readonly browser: Reading['browser'];
  /** `policy`: it rules. `policy-error`: nothing is recorded. `waiting`: nothing arrives, and nothing is recorded. */
  readonly state: 'policy' | 'policy-error' | 'waiting';
  readonly policyRevision?: string;
  /** Keys of the file that never arrive, though the policy rules: it rules as if nobody had set them. Absent where there are none. */
  readonly without?: readonly string[];
}

export interface PolicyCheck {
  readonly format: string;
  readonly findings: readonly Finding[];
  readonly verdicts: readonly BrowserVerdict[];
}

export function checkPolicyFile(text: string): PolicyCheck {
  const read = readPolicyFile(text);
  const judged = read.readings.map((reading) => judge(reading, text));
  const faults = read.faults.map(({ at, what, fix }): Finding => {
    return { kind: 'unread', browser: 'any', key: '', what: `${what} ${fix}`, ...placeOf(text, at) };
  });
  const findings = [...faults, ...missing(read), ...judged.flatMap((one) => one.findings)];
  return { format: read.format, findings, verdicts: judged.map(({ verdict }) => verdict) };
}

/** What reaches the extension of a reading's values. */
export function arrive({ browser, fields, source }: Reading): Arrival {
  // Firefox has no schema: what stands there arrives.
  return browser === 'firefox' ? { fields, dropped: [] } : arriveInChromium(fields, source);
}

function missing({ readings, faults }: PolicyRead): Finding[] {
  if (readings.length > 0 || faults.length > 0) return [];
  const what = 'Nothing in this file is for the extension.';
  return [{ kind: 'unread', browser: 'any', key: '', what, line: 1, column: 1 }];
}

function judge(
  reading: Reading,
  text: string,
): { readonly verdict: BrowserVerdict; readonly findings: readonly Finding[] } {
  const { browser } = reading;
  const { fields, dropped } = arrive(reading);
  const result = parsePolicy(toRecord(fields));
  const start = reading.fields[0]?.at ?? 0;
  const find = (kind: Finding['kind'], key: string, what: string, at: number): Finding => ({
    kind,
    browser,
    key,
    what,
    ...placeOf(text, at),
  });
  const findings = [
    ...dropped.map(({ key, at, why }) =>
      find('dropped', key, result.kind === 'policy' ? `${why} ${sayUnseen(key)}` : why, at),
    ),
    ...problemsOf(result)
      .filter(({ key }) => dropped.every((drop) => drop.key !== key))
      .map(({ key, path, problem }) => find('refused', key, problem, placeIn(fields, key, path ?? []) ?? start)),
    ...doubles(reading.fields).map(({ key, name, at, by }) => {
      const counts = `only the one in line ${placeOf(text, by).line} counts`;
      return find('doubt', key, `${name === key ? 'Stands' : `"${name}" stands`} here twice: ${counts}.`, at);
    }),
    ...(result.kind === 'policy' ? findDoubts(result.policy) : []).map(({ key, path, what }) =>
      find('doubt', key, what, placeIn(fields, key, path) ?? start),
    ),
  ];
  const without = result.kind === 'policy' && dropped.length > 0 && { without: dropped.map(({ key }) => key) };
  return { verdict: { browser, ...toVerdict(result, fields), ...without }, findings };
}

/** What rules in place of a key that nobody misses. */
function sayUnseen(key: string): string {
  const meant = nearestKey(key);
  const name = meant === undefined || meant === key ? '' : ` It may stand for ${meant}.`;
  const rules = meant === undefined ? '' : ` In its place the default rules: ${JSON.stringify(nodeOf(meant).default)}.`;
  return `Chromium drops the key without a word, and the policy rules WITHOUT it.${name}${rules}`;
}

function toVerdict(result: PolicyResult, arrived: readonly LocatedField[]): Omit<BrowserVerdict, 'browser'> {
  if (result.kind === 'policy') return { state: 'policy', policyRevision: result.policy.policyRevision };
  return { state: arrived.length === 0 ? 'waiting' : 'policy-error' };
}

function problemsOf(result: PolicyResult): Extract<PolicyResult, { kind: 'problems' }>['problems'] {
  return result.kind === 'problems' ? result.problems : [];
}

function placeIn(fields: readonly LocatedField[], key: string, path: readonly string[]): number | undefined {
  const field = fields.findLast(({ name }) => name === key);
  if (field === undefined) return undefined;
  return path.length === 0 ? field.at : deepestAt(field.value, path).at;
}

interface Double {
  /** The key of the policy that it is in. */
  readonly key: string;
  readonly name: string;
  readonly at: number;
  /** The field that counts in its place. */
  readonly by: number;
}

/** Each field that a later one of the same name hides, at any depth. */
export function doubles(fields: readonly LocatedField[], key?: string): readonly Double[] {
  return fields.flatMap((field) => {
    const { name, at, value } = field;
    const last = fields.findLast((other) => other.name === name) ?? field;
    return [...(last === field ? [] : [{ key: key ?? name, name, at, by: last.at }]), ...doublesIn(value, key ?? name)];
  });
}

function doublesIn(value: Located, key: string): readonly Double[] {
  if (value.kind === 'list') return value.items.flatMap((item) => doublesIn(item, key));
  return value.kind === 'object' ? doubles(value.fields, key) : [];
}
