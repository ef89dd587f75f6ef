// Ways to spoil a policy as browsers, consoles and hands do, and what then rules.
import fc from 'fast-check';
import type { GateFacts } from '../../src/control/gate.ts';
import { readPolicy } from '../../src/control/policy-source.ts';
import { NO_CONTROL } from '../../src/model/control.ts';
import type { PolicyValues } from '../../src/policy/order.ts';

/** What rules where managed storage holds these values, for an install that has seen this policy before. */
export async function factsOf(managed: unknown, timeZone: string): Promise<GateFacts> {
  const seen = { policySeen: true, managedSeen: true };
  const source = { readManaged: () => Promise.resolve(managed), readPackaged: () => Promise.resolve(null) };
  const { state } = await readPolicy(source, seen);
  return { policy: state, control: { ...NO_CONTROL, ...seen, acknowledged: 'n1' }, installType: 'admin', timeZone };
}

const anything = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 2.5, '', 'x', [], {}, [1], [''], ['*']),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Changes that a browser, a console or a hand makes to one key. */
export const change = fc.oneof(
  fc.record({ kind: fc.constant('drop' as const) }),
  fc.record({ kind: fc.constant('replace' as const), by: anything }),
  fc.record({ kind: fc.constant('wrap' as const), name: fc.constantFrom('Value', 'value', 'policy', '0') }),
  fc.record({ kind: fc.constant('list' as const) }),
  fc.record({ kind: fc.constant('spell' as const) }),
  fc.record({ kind: fc.constant('rename' as const), to: fc.string({ maxLength: 3 }) }),
);
export type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

export function spoil(values: PolicyValues, key: string, how: Change): Record<string, unknown> {
  const { [key]: value, ...others } = values;
  switch (how.kind) {
    case 'drop':
      return others;
    case 'replace':
      return { ...others, [key]: how.by };
    case 'wrap':
      return { ...others, [key]: { [how.name]: value } };
    case 'list':
      return { ...others, [key]: [value] };
    case 'spell':
      return { ...others, [key]: JSON.stringify(value) };
    case 'rename':
      return { ...others, [`${key}${how.to}`]: value };
  }
}

/** One sign of one text in the values taken out, doubled or replaced. */
export function slip(values: PolicyValues, at: number, sign: string, how: 'cut' | 'double' | 'replace'): unknown {
  const spelled = JSON.stringify(values);
  const places = [...spelled.matchAll(/[a-z0-9/*.:-]/gi)].map((match) => match.index);
  const place = places[at % places.length] ?? 0;
  const put = { cut: '', double: (spelled[place] ?? '').repeat(2), replace: sign }[how];
  try {
    return JSON.parse(spelled.slice(0, place) + put + spelled.slice(place + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
export const slips = fc.tuple(
  fc.nat(),
  fc.constantFrom('a', '0', '/', '*', '.'),
  fc.constantFrom('cut', 'double', 'replace'),
);

/** Half of the changes hit a key that says what is recorded, when and of whom. */
export const keyOf = (values: PolicyValues, pick: number, isLimit: boolean): string => {
  const keys = Object.keys(values).filter((key) => !isLimit || LIMITS.includes(key));
  return keys[pick % keys.length] ?? '';
};
const LIMITS = [
  'sites',
  'excludedSites',
  'region',
  'regions',
  'captureHours',
  'requireAcknowledgement',
  'policyKeys',
  'noticeVersion',
  'fieldRules',
  'nameRules',
  'urlRules',
];
