// Where the policy comes from: managed storage, else the one packed into this build, else none. Worker.
import type { Policy, PolicyProblem } from '../model/policy.ts';
import { parsePolicy } from '../model/policy.ts';

/** File in the extension's root; `null` in builds without a policy. */
export const PACKAGED_POLICY_FILE = '/packaged-policy.json';

/** `awaited`: a policy ruled here before and is gone for now, so nothing may be recorded until it is back. */
export type PolicyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'awaited' }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'problems'; readonly problems: readonly PolicyProblem[] };

export interface PolicySource {
  /** `storage.managed.get`: `{}` in Chromium and a rejection in Firefox both mean that IT set nothing. */
  readonly readManaged: () => Promise<unknown>;
  /** Content of the packaged policy file. */
  readonly readPackaged: () => Promise<unknown>;
}

/** What this install remembers of policies. */
export interface PolicyMemory {
  readonly policySeen: boolean;
  readonly managedSeen: boolean;
}

/** The policy in force, and what to remember from now on. */
export async function readPolicy(
  source: PolicySource,
  memory: PolicyMemory,
): Promise<{ readonly state: PolicyState; readonly memory: PolicyMemory }> {
  const managed = await readManaged(source);
  if (managed.kind === 'set')
    return { state: parsePolicy(managed.raw), memory: { policySeen: true, managedSeen: true } };
  if (managed.kind === 'unreadable' || memory.managedSeen) return { state: { kind: 'awaited' }, memory };
  const packaged = await source.readPackaged();
  if (packaged !== null && packaged !== undefined)
    return { state: parsePolicy(packaged), memory: { ...memory, policySeen: true } };
  return { state: memory.policySeen ? { kind: 'awaited' } : { kind: 'none' }, memory };
}

type Managed = { readonly kind: 'set'; readonly raw: unknown } | { readonly kind: 'empty' | 'unreadable' };

async function readManaged(source: PolicySource): Promise<Managed> {
  try {
    const raw = await source.readManaged();
    const isEmpty = raw === null || raw === undefined || (typeof raw === 'object' && Object.keys(raw).length === 0);
    return isEmpty ? { kind: 'empty' } : { kind: 'set', raw };
  } catch (error) {
    // Firefox rejects so where IT set nothing. Anything else may hide a policy.
    // https://github.com/w3c/webextensions/issues/497
    if (error instanceof Error && /manifest not found/i.test(error.message)) return { kind: 'empty' };
    console.error('Managed storage could not be read:', error);
    return { kind: 'unreadable' };
  }
}
