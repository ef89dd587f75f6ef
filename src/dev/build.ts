// Builds the extension, and makes copies of a build that carry a packaged policy.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './child-process.ts';
import { digestOf } from './folder-digest.ts';
import { BIN, ROOT } from './paths.ts';

export type Target = 'chrome' | 'firefox';

/** All that a build is made from. The lock file stands for the packages. */
const SOURCES = ['entrypoints', 'src', 'assets', 'wxt.config.ts', 'package.json', 'package-lock.json'];

/** The unpacked extension for one browser: returns its folder. Builds it unless the one that is there was made from the same sources. */
export async function buildExtension(target: Target): Promise<string> {
  const folder = path.join(ROOT, '.output', `${target}-mv3`);
  const mark = `${folder}.made-from`;
  const sources = digestOf(ROOT, SOURCES);
  const made = (): string => `${sources} ${digestOf(folder, ['.'])}`;
  if (existsSync(mark) && existsSync(folder) && readFileSync(mark, 'utf8') === made()) return folder;
  rmSync(mark, { force: true });
  const wxt = path.join(BIN, process.platform === 'win32' ? 'wxt.cmd' : 'wxt');
  await run(wxt, ['build', '-b', target, '--mv3', '--level', 'warn'], {
    cwd: ROOT,
    shell: process.platform === 'win32',
  });
  if (!existsSync(path.join(folder, 'manifest.json'))) throw new Error(`The build left no extension in ${folder}.`);
  writeFileSync(mark, made());
  return folder;
}

/** Copies a build to another folder and packs a policy into it. */
export function packPolicy(build: string, folder: string, policy: object | null): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(build, folder, { recursive: true });
  writeFileSync(path.join(folder, 'packaged-policy.json'), JSON.stringify(policy, null, 2));
}
