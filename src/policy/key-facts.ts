// What is known of each key beside its words: its type and its default, read from the one schema.
import * as z from 'zod/mini';
import type { PolicyKey } from '../model/policy.ts';
import { policy } from '../model/policy.ts';

/** A node of a JSON Schema, as far as this room looks into it. */
export interface SchemaNode {
  readonly type?: string;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Types that browsers tell apart. */
export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';

/** The policy as JSON Schema (draft 2020-12), without words. */
export const POLICY_NODE = z.toJSONSchema(policy, { io: 'input' }) as SchemaNode;

/** Every key, in the order of the schema. */
export const POLICY_KEYS: readonly PolicyKey[] = Object.keys(policy.shape) as PolicyKey[];

export function isPolicyKey(key: string): key is PolicyKey {
  return Object.hasOwn(policy.shape, key);
}

export function nodeOf(key: PolicyKey): SchemaNode {
  return POLICY_NODE.properties?.[key] ?? {};
}

/** True where a policy without the key is refused. */
export function isRequired(key: PolicyKey): boolean {
  return POLICY_NODE.required?.includes(key) === true;
}

export function typeOf(node: SchemaNode): ValueType {
  return typeof node.const === 'number' ? 'integer' : ((node.type ?? 'string') as ValueType);
}
