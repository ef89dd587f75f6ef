// The demo's policy with keys changed or added, each named in `policyKeys` as it must be.
import { demoPolicy } from '../../src/dev/demo-policy.ts';

export function policyWith(keys: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = Object.keys(demoPolicy('http://127.0.0.1', '')).filter((key) => key !== 'policyKeys');
  return { ...keys, policyKeys: [...new Set([...named, ...Object.keys(keys)])] };
}
