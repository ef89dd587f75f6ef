// An organisation's side of one test: packages signed with its own key, a collector that serves them, and the sample work app.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { end, firstMatch, run, start } from '../../src/dev/child-process.ts';
import { demoPolicy } from '../../src/dev/demo-policy.ts';
import { serveFixtures } from '../../src/dev/fixture-server.ts';
import { CLI, DESK, ROOT, WORK } from '../../src/dev/paths.ts';
import type { Deployment, PolicyValues } from '../../src/policy/order.ts';
import { seal } from '../../src/policy/order.ts';
import type { SessionFile } from '../e2e/session-files.ts';
import { readStore } from '../e2e/session-files.ts';

export interface Rollout {
  readonly folder: string;
  /** Origin of the sample work app. */
  readonly site: string;
  readonly deployment: Deployment;
  /** The demo's policy for this site and collector, sealed, with some keys replaced. */
  readonly policy: (own: PolicyValues) => PolicyValues;
  /** Packs this version; browsers that ask from now on find it. */
  readonly release: (version: string) => Promise<void>;
  readonly sessions: () => SessionFile[];
  /** Waits until every session in the store has its end. */
  readonly untilSent: (timeoutMs: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openRollout(): Promise<Rollout> {
  mkdirSync(path.join(WORK, 'e2e'), { recursive: true });
  const folder = mkdtempSync(path.join(WORK, 'e2e', 'o-'));
  const [packages, store, key] = ['packages', 'store', 'key.pem'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const fixtures = await serveFixtures(DESK, 0);
  // Packed first for any address, since the collector wants packages to start with; then for the one that it got.
  const extensionId = await pack(packages, ['--new-key', key, '--url', 'http://127.0.0.1:1', '--version', '0.0.1']);
  const [collector, url] = await serve(store, packages);
  const release = async (version: string): Promise<void> => {
    await pack(packages, ['--key', key, '--url', url, '--version', version]);
  };
  return {
    folder,
    site: fixtures.origin,
    deployment: {
      extensionId,
      geckoId: 'showhow@showhow.invalid',
      updateUrl: `${url}/updates.xml`,
      xpiUrl: `${url}/showhow.xpi`,
    },
    policy: (own) => seal({ ...demoPolicy(fixtures.origin, url), ...own }),
    release,
    sessions: () => readStore(store),
    untilSent: (timeoutMs) => untilSent(store, timeoutMs),
    close: async () => {
      await end(collector);
      await fixtures.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves to the id of the extension. */
async function pack(out: string, args: readonly string[]): Promise<string> {
  const said = await run(process.execPath, [CLI, 'pack', '--out', out, ...args], { cwd: ROOT });
  return /: ([a-p]{32})\n/.exec(said)?.[1] ?? '';
}

async function serve(store: string, packages: string): Promise<[ChildProcess, string]> {
  const args = [CLI, 'serve', '--store', store, '--port', '0', '--packages', packages];
  const collector = start(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const [url] = await firstMatch(collector, /http:\/\/127\.0\.0\.1:\d+/, 15_000);
  return [collector, url];
}

async function untilSent(store: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const sessions = readStore(store);
    if (sessions.length > 0 && sessions.every(({ records }) => records.at(-1)?.['kind'] === 'end')) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`After ${timeoutMs} ms not every session in the store has ended.`);
}
