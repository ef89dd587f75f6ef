// What this build can record, as a flat list made from its schemas: short enough to read, exact enough to compare two releases by.
import { CORE_EXCLUSIONS_BY_KIND } from '../model/core-exclusions.ts';
import { PAUSE_MAX_MINUTES } from '../model/limit.ts';
import { policy } from '../model/policy.ts';
import { RECORD_KINDS } from '../model/record.ts';
import { REDACTION_MODES } from '../model/safe.ts';
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
  /** What a policy can say. Whatever is not in this list cannot be switched on. */
  readonly policyKeys: readonly string[];
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
    policyKeys: Object.keys(policy.shape),
    neverRecordedSites: CORE_EXCLUSIONS_BY_KIND,
    permissions: PERMISSIONS,
    hosts: HOSTS,
    longestPauseMinutes: PAUSE_MAX_MINUTES,
  };
}

/** What a release can that the one before it could not, one line each. A guarded site or a restriction that is gone counts as well. */
export function findNewCapabilities(before: CapabilityManifest, after: CapabilityManifest): readonly string[] {
  const gained = (list: 'records' | 'redactionModes' | 'policyKeys' | 'permissions' | 'hosts'): string[] =>
    after[list].filter((entry) => !before[list].includes(entry)).map((entry) => `${list}: ${entry}`);
  const guarded = Object.values(after.neverRecordedSites).flat();
  const unguarded = Object.values(before.neverRecordedSites)
    .flat()
    .filter((pattern) => !guarded.includes(pattern));
  return [
    ...gained('records'),
    ...gained('redactionModes'),
    ...gained('policyKeys'),
    ...gained('permissions'),
    ...gained('hosts'),
    ...unguarded.map((pattern) => `neverRecordedSites: no longer ${pattern}`),
    ...(after.longestPauseMinutes < before.longestPauseMinutes ? ['longestPauseMinutes: shorter'] : []),
  ];
}

function fieldsOf(definitions: Definitions, node: SchemaNode | undefined, path: string): readonly string[] {
  if (node === undefined) return [];
  if (node.$ref !== undefined) return inShape(definitions, node.$ref, path);
  if (node.anyOf !== undefined) return node.anyOf.flatMap((each) => fieldsOf(definitions, each, path));
  if (typeof node.items === 'object') return fieldsOf(definitions, node.items, `${path}[]`);
  if (node.prefixItems !== undefined)
    return node.prefixItems.flatMap((each) => fieldsOf(definitions, each, `${path}[]`));
  const named = Object.entries(node.properties ?? {}).flatMap(([name, inner]) =>
    fieldsOf(definitions, inner, `${path}.${name}`),
  );
  const open = node.additionalProperties;
  const rest = typeof open === 'object' ? fieldsOf(definitions, open, `${path}.*`) : [];
  return named.length + rest.length > 0 ? [...named, ...rest] : [`${path}: ${valuesOf(node)}`];
}

function inShape(definitions: Definitions, ref: string, path: string): readonly string[] {
  return fieldsOf(definitions, definitions[ref.slice(ref.lastIndexOf('/') + 1)], path);
}

function valuesOf({ const: only, enum: values, type }: SchemaNode): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  return String(type ?? 'anything');
}
