import { expect, test } from 'vitest';
import { readPolicy } from '../../src/control/policy-source.ts';
import { RAW_POLICY } from './facts.ts';

const NEVER = { policySeen: false, managedSeen: false };
const from = (managed: unknown, packaged: unknown = null) => ({
  readManaged: () => (managed instanceof Error ? Promise.reject(managed) : Promise.resolve(managed)),
  readPackaged: () => Promise.resolve(packaged),
});

test.each([[{}], [undefined], [null], [new Error('Managed storage manifest not found')]])(
  'managed storage that is %s means no policy',
  async (managed) => {
    expect(await readPolicy(from(managed), NEVER)).toEqual({ state: { kind: 'none' }, memory: NEVER });
  },
);

test('managed storage that cannot be read may hide a policy', async () => {
  const { state } = await readPolicy(from(new Error('Internal error')), NEVER);
  expect(state).toEqual({ kind: 'awaited' });
});

test('a policy in managed storage rules, and is remembered', async () => {
  const { state, memory } = await readPolicy(from(RAW_POLICY), NEVER);
  expect(state).toMatchObject({ kind: 'policy', policy: { policyRevision: 'r1' } });
  expect(memory).toEqual({ policySeen: true, managedSeen: true });
});

test('a packaged policy rules while managed storage never held one', async () => {
  const { state, memory } = await readPolicy(from({}, RAW_POLICY), NEVER);
  expect(state).toMatchObject({ kind: 'policy' });
  expect(memory).toEqual({ policySeen: true, managedSeen: false });
  const managed = await readPolicy(from({ ...RAW_POLICY, policyRevision: 'r2' }, RAW_POLICY), memory);
  expect(managed.state).toMatchObject({ policy: { policyRevision: 'r2' } });
  expect((await readPolicy(from({}, RAW_POLICY), managed.memory)).state).toEqual({ kind: 'awaited' });
});

test('once a policy was seen, none means waiting for it', async () => {
  expect((await readPolicy(from({}), { policySeen: true, managedSeen: false })).state).toEqual({ kind: 'awaited' });
});

test('a malformed policy was a policy all the same, and is taken whole or not at all', async () => {
  const { state, memory } = await readPolicy(from({ ...RAW_POLICY, sitez: [] }), NEVER);
  expect(state).toMatchObject({ kind: 'problems', problems: [{ key: 'sitez' }] });
  expect(memory.policySeen).toBe(true);
});

test.each([
  [{ captureHours: ['9 to 5'] }, 'captureHours'],
  [{ sites: ['https://a:b:c/*'] }, 'sites'],
])('what cannot be obeyed is told, not guessed: %o', async (changes, key) => {
  const { state } = await readPolicy(from({ ...RAW_POLICY, ...changes }), NEVER);
  expect(state).toMatchObject({ kind: 'problems', problems: [{ key }] });
});
