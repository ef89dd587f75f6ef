// The schema that Chromium wants of managed storage. It says types and nothing more, on purpose: a browser drops a whole key
// for one value that it refuses, without a word; what passes it is judged by the extension, which says what is wrong.

import type { SchemaNode, ValueType } from './key-facts.ts';
import { nodeOf, POLICY_KEYS, typeOf } from './key-facts.ts';
import { KEY_PROSE } from './prose.ts';

/** A node in Chromium's subset of JSON Schema: one type, always named; lists name their items. */
export interface ManagedNode {
  readonly type: ValueType;
  readonly description?: string;
  /** `chrome://policy` shows stars. */
  readonly sensitiveValue?: true;
  readonly items?: ManagedNode;
  readonly properties?: Readonly<Record<string, ManagedNode>>;
  /** What fields without a name of their own must be. Not allowed at the top. */
  readonly additionalProperties?: ManagedNode;
}

/** Content of `managed-schema.json`. */
export function makeManagedSchema(): ManagedNode {
  const properties = POLICY_KEYS.map((key) => {
    const description = KEY_PROSE[key].what;
    const { type, ...inner } = toManaged(nodeOf(key));
    return [
      key,
      { type, description, ...(key === 'enrolmentToken' && { sensitiveValue: true as const }), ...inner },
    ] as const;
  });
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function toManaged(node: SchemaNode): ManagedNode {
  const type = typeOf(node);
  if (type === 'array') return { type, items: toManaged(node.items ?? {}) };
  if (type !== 'object') return { type };
  const named = Object.entries(node.properties ?? {}).map(([name, inner]) => [name, toManaged(inner)] as const);
  const { additionalProperties: open } = node;
  const others = typeof open === 'object' ? toManaged(open) : NAMELESS;
  return { type, properties: Object.fromEntries(named), additionalProperties: others };
}

/** A field that the browser does not know inside an object it would take away: so it is let through, and refused by the extension. */
const NAMELESS: ManagedNode = { type: 'string' };
