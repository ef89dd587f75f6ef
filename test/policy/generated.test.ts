import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { HARMLESS_KEYS, parsePolicy, SAFETY_KEYS } from '../../src/model/policy.ts';
import { nodeOf, POLICY_KEYS, typeOf } from '../../src/policy/key-facts.ts';
import type { ManagedNode } from '../../src/policy/managed-schema.ts';
import { makeManagedSchema } from '../../src/policy/managed-schema.ts';
import { seal } from '../../src/policy/order.ts';
import { KEY_PROSE } from '../../src/policy/prose.ts';
import { makePolicyPage, makePolicySchema } from '../../src/policy/reference.ts';
import type { PolicyFormat } from '../../src/policy/render.ts';
import { POLICY_FORMATS } from '../../src/policy/render.ts';
import { DEPLOYMENT, EXAMPLE } from './arbitrary.ts';

const ROOT = new URL('../../', import.meta.url);
const HOW = 'run: node src/cli/policy-docs.ts';
const read = (name: string) => readFile(new URL(name, ROOT), 'utf8');

test('the managed schema, the reference and the JSON Schema are up to date', async () => {
  expect(JSON.parse(await read('assets/managed-schema.json')), HOW).toEqual(makeManagedSchema());
  expect((await read('docs/policy.md')) === makePolicyPage(), HOW).toBe(true);
  expect(JSON.parse(await read('docs/policy.schema.json')), HOW).toEqual(
    JSON.parse(JSON.stringify(makePolicySchema())),
  );
});

test('every key has words that end, an example of its type, and one safety class', () => {
  expect(Object.keys(KEY_PROSE)).toEqual([...POLICY_KEYS]);
  for (const key of POLICY_KEYS) {
    const { what, example, safety } = KEY_PROSE[key];
    expect(what, key).toMatch(/\.$/);
    const value: unknown = JSON.parse(example);
    const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    expect([type, type === 'integer' ? 'number' : type], key).toContain(typeOf(nodeOf(key)));
    expect(safety === 'none', key).toBe(HARMLESS_KEYS.includes(key));
  }
  expect(SAFETY_KEYS.filter((key) => HARMLESS_KEYS.includes(key))).toEqual([]);
});

test('the managed schema keeps to what Chromium takes, and says types only', () => {
  const walk = (node: ManagedNode, isTop: boolean): void => {
    const allowed = [
      'type',
      'description',
      'sensitiveValue',
      'items',
      'properties',
      ...(isTop ? [] : ['additionalProperties']),
    ];
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(node)));
    expect(node.items === undefined).toBe(node.type !== 'array');
    for (const inner of [node.items, node.additionalProperties, ...Object.values(node.properties ?? {})])
      if (inner) walk(inner, false);
  };
  walk(makeManagedSchema(), true);
});

test('the examples of the keys together are a policy', () => {
  const examples = Object.fromEntries(POLICY_KEYS.map((key) => [key, JSON.parse(KEY_PROSE[key].example)]));
  expect(parsePolicy(seal(examples))).toMatchObject({ kind: 'policy' });
});

test.each(Object.entries<PolicyFormat>(POLICY_FORMATS))('%s is as it was', async (name, { render }) => {
  for (const file of await render({ values: seal(EXAMPLE), deployment: DEPLOYMENT })) {
    await expect(file.text).toMatchFileSnapshot(`../golden/policy/${name}/${file.name}`);
  }
});
