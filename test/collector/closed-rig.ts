// A closed collector over a new folder, with a clock that tests may set.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CollectorDeps } from '../../src/collector/app.ts';
import { createCollector } from '../../src/collector/app.ts';
import { openFolderStore } from '../../src/collector/folder-store.ts';
import type { AnsweredRequest } from '../../src/collector/request-log.ts';
import { createTokenCheck, toSecrets } from '../../src/collector/secrets.ts';
import { createInstall } from './install.ts';

export const SECRET = '0123456789abcdef0123456789abcdef0123456789abcdef';
export const BASE = 'http://collector.test';

/** Opens it; `close` removes the folder. */
export async function openClosedRig(over: Partial<CollectorDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'showhow-closed-'));
  const store = await openFolderStore(folder);
  const answered: AnsweredRequest[] = [];
  const faults: string[] = [];
  const clock = { now: Date.now() };
  const secrets = toSecrets(SECRET, ['old-token', 'enrol-me']);
  const signIn = { isAdminToken: createTokenCheck(['admin-token']), proxyHeader: undefined, key: secrets.adminKey };
  const deps: CollectorDeps = {
    store,
    secrets,
    admin: { signIn, pageFolder: folder },
    log: { answered: (request) => answered.push(request), faulted: (text) => faults.push(text) },
    now: () => clock.now,
    ...over,
  };
  const collector = createCollector(deps);
  return {
    folder,
    store,
    collector,
    /** Another collector over the same store. */
    another: () => createCollector(deps),
    clock,
    answered,
    faults,
    install: () => createInstall(BASE, collector.fetch),
    close: () => rm(folder, { recursive: true }),
  };
}
export type ClosedRig = Awaited<ReturnType<typeof openClosedRig>>;
