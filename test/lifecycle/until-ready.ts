// Waits until the worker knows its policy: Chromium answers no question about managed storage in the first seconds of a run.
import type { Rig } from '../e2e/rig.ts';

declare const chrome: { readonly storage: { readonly managed: { get(): Promise<object> } } };

/** What is left to do after the policy is known: set the counter, answer the pages that wait. */
const SET_UP_MS = 400;

/** Opens the browser on the same profile as before, and resolves when it records. */
export async function launchReady(rig: Rig): Promise<void> {
  await rig.launch();
  await untilReady(rig);
}

/** A profile that was used before holds the gate of its last run, so that alone says nothing. */
export async function untilReady(rig: Rig): Promise<void> {
  const [worker] = rig.context.serviceWorkers();
  await worker?.evaluate(async () => {
    await chrome.storage.managed.get();
  });
  await new Promise((resolve) => setTimeout(resolve, SET_UP_MS));
}
