// Applications that weigh too much for everyone's install (Monaco: 105 MB): fetched into a folder of their own when they are asked for.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../src/dev/paths.ts';

const FOLDER = path.join(ROOT, 'test/subjects');
export const HEAVY_MODULES = path.join(FOLDER, 'node_modules');
const MARK = path.join(HEAVY_MODULES, '.showhow-installed');

/** Installs what `test/subjects/package-lock.json` names, unless it is there. */
export function installHeavySubjects(): void {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(FOLDER, 'package-lock.json')))
    .digest('hex');
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === lock) return;
  // npm reads the settings of the folder that it works in: the cache of the clone is told it here.
  const cache = path.join(ROOT, '.showhow/npm-cache');
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-progress', '--ignore-scripts', `--cache=${cache}`], {
    cwd: FOLDER,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0)
    throw new Error('npm ci in test/subjects failed: its message is above. The package registry must be in reach.');
  writeFileSync(MARK, lock);
}
