// Builds the extension, and makes copies of a build that carry a packaged policy.
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './child-process.ts';
import { BIN, ROOT } from './paths.ts';

export type Target = 'chrome' | 'firefox';

/** Builds for one browser and returns the folder of the unpacked extension. */
export async function buildExtension(target: Target): Promise<string> {
  const wxt = path.join(BIN, process.platform === 'win32' ? 'wxt.cmd' : 'wxt');
  await run(wxt, ['build', '-b', target, '--mv3', '--level', 'warn'], {
    cwd: ROOT,
    shell: process.platform === 'win32',
  });
  const folder = path.join(ROOT, '.output', `${target}-mv3`);
  if (!existsSync(path.join(folder, 'manifest.json'))) throw new Error(`The build left no extension in ${folder}.`);
  return folder;
}

/** Copies a build to another folder and packs a policy into it. */
export function packPolicy(build: string, folder: string, policy: object | null): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(build, folder, { recursive: true });
  writeFileSync(path.join(folder, 'packaged-policy.json'), JSON.stringify(policy, null, 2));
}
