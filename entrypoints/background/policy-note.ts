// Keeps when the policy last changed, for the policy doctor, and keeps scripts in pages away from what they need not read.
import browser from 'webextension-polyfill';
import type { PolicyNote } from '../../src/model/policy-report.ts';
import { findPolicy, notePolicy, POLICY_NOTE } from '../../src/model/policy-report.ts';
import { policies } from './browser-facts.ts';

/** One write for each change; none where nothing changed. */
export async function keepPolicyNote(): Promise<void> {
  const stored = await browser.storage.local.get(POLICY_NOTE);
  const before = stored[POLICY_NOTE] as PolicyNote | undefined;
  const managed = await policies.readManaged().catch((error: unknown) => {
    // Firefox rejects where IT set nothing; what else it may mean is the gate's to judge.
    console.info('Managed storage holds nothing to note:', error);
    return {};
  });
  const note = notePolicy(findPolicy(managed, await policies.readPackaged(), before), before, Date.now());
  if (note !== undefined && note !== before) await browser.storage.local.set({ [POLICY_NOTE]: note });
}

interface Lockable {
  setAccessLevel?: (level: { readonly accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
}

/** Scripts in pages share a process with the page: policy and secrets are closed to them. Firefox has no such lock. */
export async function guardStorage(): Promise<void> {
  for (const area of [browser.storage.managed, browser.storage.session] as Lockable[])
    await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
