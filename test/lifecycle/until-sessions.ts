// Waits until the store holds this many sessions and each has ended.
import type { Rig } from '../e2e/rig.ts';
import type { SessionFile } from '../e2e/session-files.ts';

const WAIT_MS = 40_000;

/** Rejects when they are not there in time. The browser must run. */
export async function untilSessions(rig: Rig, count: number): Promise<readonly SessionFile[]> {
  const deadline = Date.now() + WAIT_MS;
  while (Date.now() < deadline) {
    const ended = rig.sessions().filter(({ records }) => records.at(-1)?.kind === 'end');
    if (ended.length >= count) return ended;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`After ${WAIT_MS} ms the store holds not ${count} ended sessions. Store: ${rig.store}`);
}
