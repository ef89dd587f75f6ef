// What this build can record, as a flat list made from its schemas: short enough to read, exact enough to compare two releases by.
import { CORE_EXCLUSIONS_BY_KIND } from '../model/core-exclusions.ts';
import { PROTECTED_CLASSES } from '../model/field.ts';
import { PAUSE_MAX_MINUTES } from '../model/limit.ts';
import { policy } from '../model/policy.ts';
import { RECORD_KINDS } from '../model/record.ts';
import { REDACTION_MODES } from '../model/safe.ts';
import { POLICY_NODE } from '../policy/key-facts.ts';
import type { Definitions, SchemaNode } from './format-schema.ts';
import { makeDefinitions } from './format-schema.ts';
import { VERSION } from './version.ts';

/** The manifest of capabilities. Nothing that is not in here can stand in a file that this build makes. */
export interface CapabilityManifest {
  readonly version: string;
  /** Every field of every record, as `kind.field: what it can hold`. */
  readonly records: readonly string[];
  /** What can become of the text of a field. `protected` is a floor: no policy lowers it. */
  readonly redactionModes: readonly string[];
  /** The floor: classes of fields of which nothing is told, whatever a policy says. */
  readonly protectedClasses: readonly string[];
  /** What a policy can say. Whatever is not in this list cannot be switched on. */
  readonly policyKeys: readonly string[];
  /** Every value that a policy can set, also inside of keys, with its limits: `nameRules[].content: boolean`. */
  readonly policyValues: readonly string[];
  /** Match patterns that no policy can list, by what they guard. */
  readonly neverRecordedSites: Readonly<Record<string, readonly string[]>>;
  /** What a browser grants the extension; compared with both builds by a test. Firefox knows no `offscreen`, and is not asked for it. */
  readonly permissions: readonly string[];
  readonly hosts: readonly string[];
  readonly longestPauseMinutes: number;
}

const PERMISSIONS: readonly string[] = [
  'alarms',
  'contextMenus',
  'notifications',
  // Chromium alone: Firefox tells nobody how the battery is.
  'offscreen',
  'scripting',
  'storage',
  'unlimitedStorage',
  'webNavigation',
];
const HOSTS: readonly string[] = ['http://*/*', 'https://*/*'];

export function makeCapabilities(): CapabilityManifest {
  const definitions = makeDefinitions();
  return {
    version: VERSION,
    records: [
      ...new Set(['segment', ...RECORD_KINDS].flatMap((kind) => fieldsOf(definitions, definitions[kind], kind))),
    ],
    redactionModes: REDACTION_MODES,
    protectedClasses: PROTECTED_CLASSES,
    policyKeys: Object.keys(policy.shape),
    policyValues: Object.entries(POLICY_NODE.properties ?? {}).flatMap(([key, node]) =>
      fieldsOf({}, node, key, valuesAndLimitsOf),
    ),
    neverRecordedSites: CORE_EXCLUSIONS_BY_KIND,
    permissions: PERMISSIONS,
    hosts: HOSTS,
    longestPauseMinutes: PAUSE_MAX_MINUTES,
  };
}

type Gained = 'records' | 'redactionModes' | 'policyKeys' | 'policyValues' | 'permissions' | 'hosts';

/** What a release can that the one before it could not, one line each. A guarded site, a class of the floor or a restriction that is gone counts as well. */
export function findNewCapabilities(before: CapabilityManifest, after: CapabilityManifest): readonly string[] {
  const gained = (list: Gained): string[] =>
    after[list].filter((entry) => !before[list].includes(entry)).map((entry) => `${list}: ${entry}`);
  const guarded = Object.values(after.neverRecordedSites).flat();
  const unguarded = Object.values(before.neverRecordedSites)
    .flat()
    .filter((pattern) => !guarded.includes(pattern));
  return [
    ...gained('records'),
    ...gained('redactionModes'),
    ...gained('policyKeys'),
    ...gained('policyValues'),
    ...gained('permissions'),
    ...gained('hosts'),
    ...before.protectedClasses
      .filter((entry) => !after.protectedClasses.includes(entry))
      .map((entry) => `protectedClasses: no longer ${entry}`),
    ...unguarded.map((pattern) => `neverRecordedSites: no longer ${pattern}`),
    ...(after.longestPauseMinutes < before.longestPauseMinutes ? ['longestPauseMinutes: shorter'] : []),
  ];
}

/** What is new and stands nowhere in the changelog. */
export function findUnnamed(
  before: CapabilityManifest,
  after: CapabilityManifest,
  changelog: string,
): readonly string[] {
  return findNewCapabilities(before, after).filter((entry) => !changelog.includes(entry));
}

type Say = (node: SchemaNode) => string;

function fieldsOf(
  definitions: Definitions,
  node: SchemaNode | undefined,
  path: string,
  say: Say = valuesOf,
): readonly string[] {
  if (node === undefined) return [];
  const inside = (inner: SchemaNode | undefined, step = ''): readonly string[] =>
    fieldsOf(definitions, inner, path + step, say);
  if (node.$ref !== undefined) return inside(definitions[node.$ref.slice(node.$ref.lastIndexOf('/') + 1)]);
  if (node.anyOf !== undefined) return node.anyOf.flatMap((each) => inside(each));
  if (typeof node.items === 'object') return inside(node.items, '[]');
  if (node.prefixItems !== undefined) return node.prefixItems.flatMap((each) => inside(each, '[]'));
  const named = Object.entries(node.properties ?? {}).flatMap(([name, inner]) => inside(inner, `.${name}`));
  const open = node.additionalProperties;
  const rest = typeof open === 'object' ? inside(open, '.*') : [];
  return named.length + rest.length > 0 ? [...named, ...rest] : [`${path}: ${say(node)}`];
}

function valuesOf({ const: only, enum: values, type }: SchemaNode): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  return String(type ?? 'anything');
}

/** Bounds of whole numbers as such are no limits. */
function valuesAndLimitsOf(node: SchemaNode): string {
  const isLimit = (bound: number | undefined): boolean =>
    Math.abs(bound ?? Number.MAX_SAFE_INTEGER) < Number.MAX_SAFE_INTEGER;
  return [
    valuesOf(node),
    ...(isLimit(node.minimum) ? [`at least ${node.minimum}`] : []),
    ...(isLimit(node.exclusiveMinimum) ? [`more than ${node.exclusiveMinimum}`] : []),
    ...(isLimit(node.maximum) ? [`at most ${node.maximum}`] : []),
  ].join(', ');
}
