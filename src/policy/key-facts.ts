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

/** The key itself, or the one that a slip in its name most likely made it of. */
export function nearestKey(name: string): PolicyKey | undefined {
  if (isPolicyKey(name)) return name;
  const near = POLICY_KEYS.map((key) => ({ key, slips: countSlips(name.toLowerCase(), key.toLowerCase()) }));
  return near.toSorted((a, b) => a.slips - b.slips).find(({ key, slips }) => 4 * slips <= key.length)?.key;
}

/** Signs to put in, take out or replace until one text is the other (Levenshtein). */
function countSlips(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, sign] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries())
      next.push(Math.min((row[j] ?? 0) + Number(sign !== wanted), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    row = next;
  }
  return row.at(-1) ?? 0;
}
